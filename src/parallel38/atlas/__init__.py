"""What we show: the map in the browser."""
