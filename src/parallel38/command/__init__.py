"""Who decides: commanders turn what a side can see into orders."""
