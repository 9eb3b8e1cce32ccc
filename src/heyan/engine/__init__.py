"""Rule packs and their evaluation: the only maker of findings."""
