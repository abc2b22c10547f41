"""A war on the map: GeoJSON of holders and fronts by day, KML of fronts."""

from typing import Any
from xml.sax.saxutils import escape

from parallel38.report.exports.campaign import SIDE_NAMES, Campaign

SIMULATED = "a simulated war of parallel38, not history"


def holders(campaign: Campaign) -> dict[str, Any]:
    """Return who held each cell, one feature a span of days: `from` and `to` are both counted."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [campaign.ring(span.cell)]},
            "properties": {
                "cell": span.cell,
                "holder": SIDE_NAMES[span.side],
                "from": str(campaign.date(span.first)),
                "to": str(campaign.date(span.last)),
            },
        }
        for span in campaign.spans()
    ]
    return _collection(campaign, features)


def fronts(campaign: Campaign) -> dict[str, Any]:
    """Return the front, one feature for all days in a row on which nothing changed hands."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiLineString", "coordinates": lines},
            "properties": {
                "from": str(campaign.date(first)),
                "to": str(campaign.date(last)),
                "war": campaign.war,
            },
        }
        for first, last, lines in campaign.fronts()
    ]
    return _collection(campaign, features)


def kml(campaign: Campaign) -> str:
    """Return the fronts as KML, each with its span of time for the slider."""
    places = []
    for first, last, lines in campaign.fronts():
        strings = "".join(
            "<LineString><tessellate>1</tessellate><coordinates>"
            + " ".join(f"{lon},{lat},0" for lon, lat in line)
            + "</coordinates></LineString>"
            for line in lines
        )
        begin, end = campaign.date(first), campaign.date(last)
        places.append(
            f"<Placemark><name>Front, {begin}</name><TimeSpan><begin>{begin}</begin>"
            f"<end>{end}</end></TimeSpan><styleUrl>#front</styleUrl>"
            f"<MultiGeometry>{strings}</MultiGeometry></Placemark>"
        )
    title = f"{campaign.opened.title}: war {campaign.war}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{escape(title)}</name><description>{SIMULATED}: "
        f"{escape(campaign.plan.command())}</description>"
        '<Style id="front"><LineStyle><color>ff111111</color><width>3</width></LineStyle></Style>'
        + "\n".join(places)
        + "</Document></kml>\n"
    )


def timeline(campaign: Campaign) -> dict[str, Any]:
    """Return the war as slides of TimelineJS."""
    title = {"text": {"headline": f"{campaign.opened.title}: war {campaign.war}",
                      "text": f"{SIMULATED}. {campaign.plan.command()}"}}  # fmt: skip
    events = []
    for number, one in enumerate(campaign.happenings()):
        slide: dict[str, Any] = {
            "start_date": _parts(campaign, one.day),
            "text": {"headline": one.title, "text": one.text},
            "unique_id": f"event-{number}",
        }
        if one.last > one.day:
            slide["end_date"] = _parts(campaign, one.last)
        events.append(slide)
    return {"title": title, "events": events}


def _parts(campaign: Campaign, day: int) -> dict[str, int]:
    date = campaign.date(day)
    return {"year": date.year, "month": date.month, "day": date.day}


def _collection(campaign: Campaign, features: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "name": f"{campaign.opened.name}, war {campaign.war}",
        "description": f"{SIMULATED}: {campaign.plan.command()}",
        "features": features,
    }
