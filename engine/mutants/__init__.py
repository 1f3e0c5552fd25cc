"""Mutants of an agreement: its file with one thing changed, to see whether some worked case would notice."""
