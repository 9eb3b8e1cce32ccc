"""What keepers of rule packs use."""
