"""The catalogue of indicators: what is told of a simulated city, each with a definition and a unit."""
