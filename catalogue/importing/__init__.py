"""A programme file in, activities out: read as bytes, understood row by row, written at once."""
