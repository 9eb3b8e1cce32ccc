"""The fault bench: clean papers made from a seed, one fault put into each copy, and what the audit says of it."""
