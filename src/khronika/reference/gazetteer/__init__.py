"""Where a name lies: GeoNames' towns, regions and countries, compiled into one file.

Build it once with ``python -m khronika.reference.gazetteer.build``.
"""

from khronika.reference.gazetteer.credit import CREDIT
from khronika.reference.gazetteer.entry import Entry, Hit, PlaceKind
from khronika.reference.gazetteer.lookup import Gazetteer, Spelled, default_path
from khronika.reference.gazetteer.spelling import normalise

__all__ = ["CREDIT", "Entry", "Gazetteer", "Hit", "PlaceKind", "Spelled", "default_path", "normalise"]
