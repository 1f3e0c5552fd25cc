"""The agreement compiled for the simulation: the tables that the loops of the city look things up in."""
