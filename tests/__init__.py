"""Tests; the tree mirrors src/heyan."""
