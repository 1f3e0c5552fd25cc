"""Worked cases: a situation, what must come of it, and by which clause; written by hand and run against the rules."""
