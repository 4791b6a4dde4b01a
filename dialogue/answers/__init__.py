"""Ni sa – vi gjorde: what came of the concerns."""
