"""Backtests: observed figures held against what a simulation said of them without knowing."""
