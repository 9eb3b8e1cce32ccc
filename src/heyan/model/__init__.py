"""Values that cross the layers. Nothing here reads, decides or prints."""
