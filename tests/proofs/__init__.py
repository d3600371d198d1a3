"""The long proofs: what the issues say must be shown, each with its figure, its bar and its negative control."""
