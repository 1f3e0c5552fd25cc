"""The simulated city: people in arrays, and the loops that numba compiles, written as plain functions of arrays."""
