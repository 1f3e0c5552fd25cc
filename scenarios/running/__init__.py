"""Running a scenario: from its file to finished replications in a folder of results."""
