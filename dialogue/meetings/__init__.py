"""Dialogue meetings that residents are invited to."""
