"""Which numbers fit: distance between the wars and the record."""
