"""What measures Heyan: its speed, and the faults that it finds."""
