"""The sample papers' known faults and sound relations, against what the audit says of them."""
