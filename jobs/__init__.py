"""Dag til dag-jobs: small tasks by today's form, posted and taken."""
