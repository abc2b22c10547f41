"""The figures of the report, one a file; each has `draw(material) -> Drawing | None`."""
