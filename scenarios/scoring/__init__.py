"""How good a forecast was: scores of an ensemble against what was observed, and the naive forecasts it has to beat."""
