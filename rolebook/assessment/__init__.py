"""Assessment: what a person's results are worth by the rules of the role. Pure functions, exact numbers."""
