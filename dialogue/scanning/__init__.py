"""The board topic × area × week, and the review of topics."""
