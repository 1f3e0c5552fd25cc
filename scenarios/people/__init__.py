"""The people of the simulated city: who lives there at the beginning, how lives go, who comes."""
