"""The report of a run: one HTML file that a committee can read, print and trust."""
