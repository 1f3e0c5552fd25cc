"""How people behave in the simulated city: the parameters, each with its source and how sure it is, and their reading."""
