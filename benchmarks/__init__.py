"""Measurements run by hand, each against a yardstick in the same run; tests never time."""
