"""Swedish free text by topic and area: mask, triage, locate, classify, cluster. No site, no database."""
