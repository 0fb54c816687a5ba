"""The compiled file: fixed arrays one after the other, so that opening it reads only its header.

    magic (8 bytes) | length of header (uint32) | header (JSON) | padding to 8 bytes | sections

The header names each section with its offset and length. A name is found by the 64-bit BLAKE2b digest of
its normalised form in a sorted array (the builder makes sure that no two names share one); beside it
stands where the list of its entries begins. Numbers are little-endian.
"""

import hashlib
import struct

MAGIC = b"KHRGAZ01"
RECORD = struct.Struct("<IiiIiiIIHBB")
"""One entry: geonames_id (0 none), lat and lon in 1e-5 degrees, population, admin1, admin2 (entry
indices, -1 none), offset of its names, their length in bytes, country (index into the header's list,
65535 none), kind (index into PlaceKind), flags."""

CAPITAL, POINT_FROM_TOWNS = 1, 2
SECTIONS = ("digests", "starts", "postings", "records", "names", "members")
NO_COUNTRY = 65535


def digest_of(normalised: str) -> int:
    """The 64-bit number under which a normalised name is filed."""
    return int.from_bytes(hashlib.blake2b(normalised.encode(), digest_size=8).digest(), "little")
