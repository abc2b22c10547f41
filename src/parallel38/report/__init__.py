"""What we say: figures, tables and one page, from stored runs alone."""
