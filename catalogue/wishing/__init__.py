"""What people wish for, and what is missing."""
