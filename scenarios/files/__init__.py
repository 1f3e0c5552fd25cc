"""Scenario files: what is to be simulated, in which variants, read and checked."""
