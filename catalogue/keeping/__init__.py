"""Keeping the catalogue: what staff and groups write, move, call off and take away."""
