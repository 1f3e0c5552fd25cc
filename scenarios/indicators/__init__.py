"""Indicators: what a simulated city says, each with a definition, a unit and its source."""
