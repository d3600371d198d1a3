"""Who keeps a place open when staff are off: always two together."""
