"""What `dev.py` does: the environment, the children it starts, the checks. Standard library only."""
