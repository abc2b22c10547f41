"""Wars in the formats of other programs: GeoJSON, KML, ORBAT Mapper, TimelineJS."""
