"""From something heard to a problem: CHEERS, the SARA card, measures, the public answer."""
