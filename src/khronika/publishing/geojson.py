"""The incidents as features on a map. Source: RFC 7946."""

from khronika.model.chronicle import Chronicle
from khronika.model.incident import Incident
from khronika.publishing.judging import tally_is_contested


def incidents_geojson(chronicle: Chronicle) -> dict[str, object]:
    """One feature an incident; null geometry where nobody could say where it was.

    Coordinates are longitude, latitude in WGS 84 degrees. `precision` says how large the area is
    that the point stands for, so that a country's midpoint is never taken for an address.
    """
    return {
        "type": "FeatureCollection",
        "features": [_feature(incident) for incident in chronicle.incidents],
        "attribution": "Place data: GeoNames (https://www.geonames.org), CC BY 4.0",
    }


def _feature(incident: Incident) -> dict[str, object]:
    place = incident.place
    located = place is not None and place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": incident.incident_id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and located else None,
        "properties": {
            "title": incident.title,
            "kind": incident.kind,
            "part_of": incident.part_of,
            "event_type": incident.event_type,
            "reality": incident.reality,
            "when": incident.when,
            "place": place.name if place else None,
            "country": place.country if place else None,
            "geonames_id": place.geonames_id if place else None,
            "precision": place.precision.value if place else "unlocated",
            "where_prec": place.precision.where_prec if place else None,
            "reported": incident.reported.value,
            "occurred": incident.occurred.value,
            "responsible": incident.responsible.value,
            "independent_sources": incident.independent_sources,
            "contested_measures": sorted({tally.measure for tally in incident.tallies if tally_is_contested(tally)}),
            "claims": len(incident.claims),
        },
    }
