"""What goes to the council: the situation picture, the council's report, who is heard."""
