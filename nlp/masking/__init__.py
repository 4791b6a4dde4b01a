"""The finders behind nlp.mask: numbers, accounts, addresses, names. Each reads folded text (nlp.normalise)."""
