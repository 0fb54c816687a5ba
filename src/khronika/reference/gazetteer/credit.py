"""Whom every page and table that shows a place must credit."""

CREDIT = (
    "Place names, coordinates and populations: GeoNames (https://www.geonames.org), CC BY 4.0, "
    "with region codes from ISO 3166-2 and names from Unicode CLDR. Points of regions are the mean of their towns; "
    "points of countries: countryinfo (MIT)."
)
"""One line of plain text; CC BY 4.0 asks for the name, the licence and that changes are stated."""
