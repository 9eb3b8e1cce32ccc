"""Mutating rules to see whether their examples bite: `mutants` makes them, `trial` runs them, `report` tells."""
