"""Calibration: parameters of behaviour fitted to observed margins, as weighted sets of them, and told with what was not fitted."""
