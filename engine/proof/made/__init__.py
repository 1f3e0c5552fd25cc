"""Cases that can be decided, made of examples: a register of one estate, a vacancy, an applicant, and their files."""
