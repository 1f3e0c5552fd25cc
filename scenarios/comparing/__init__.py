"""Agreements and scenarios held against each other on the same luck: what each does that the base does not."""
