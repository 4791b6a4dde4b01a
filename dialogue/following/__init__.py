"""Following up: pledges and their commitments, indicators, what was done."""
