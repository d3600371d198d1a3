"""What is the same at several places, and what the places agree on."""
