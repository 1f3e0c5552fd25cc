"""How two agreements differ: clause by clause, and in the smallest cases that they decide differently."""
