"""Who you are: persons, groups and their members, sessions, the ways in, and what staff did."""
