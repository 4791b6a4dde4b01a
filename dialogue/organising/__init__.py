"""The organiser's desk: meetings from draft to summary, posters, paper notes, coverage."""
