"""What is told, once, by text, by mail or by staff."""
