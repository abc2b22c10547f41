"""What we suppose was there: claims and files turned into a world, a first day and rates."""
