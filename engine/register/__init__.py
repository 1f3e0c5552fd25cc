"""The register of estates: its rows, how they are read and checked, and the Copenhagen that ships with it."""
