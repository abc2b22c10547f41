"""What someone wrote: claims, their sources, and where they disagree."""
