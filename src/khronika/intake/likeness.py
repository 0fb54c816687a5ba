"""Which photos show the same picture as an earlier one, made smaller, saved anew or a little brighter.

Two fingerprints (PDQ, 256 bits) that differ in 31 bits or fewer are of one picture. Source: the threshold that PDQ's
authors give for a match (Meta 2019, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm");
pictures that have nothing to do with each other differ in about 128.

What breaks it: a picture that was cropped or mirrored is not found, nor one that was turned without its file saying
so; two shots of one scene a moment apart may be.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from khronika.model.dispatch import Dispatch
from khronika.model.ids import DocId
from khronika.settings import default_count


def find_like_pictures(dispatches: Sequence[Dispatch]) -> dict[DocId, DocId]:
    """The original of each photo that is a copy: the earliest that it is like, those without a time last.

    The same bytes are the same picture, whether it has a fingerprint or not.
    """
    last = datetime.max.replace(tzinfo=UTC)
    most = default_count("picture_bits")
    originals: dict[DocId, DocId] = {}
    exact: dict[str, DocId] = {}
    kept: list[tuple[int, DocId]] = []
    for dispatch in sorted(dispatches, key=lambda one: one.published or last):
        digest = dispatch.item.sha256 if dispatch.item else dispatch.doc_id
        bits = int(dispatch.likeness, 16) if dispatch.likeness else None
        original = exact.get(digest)
        if original is None and bits is not None:
            near = ((other ^ bits).bit_count() for other, _ in kept)
            best = min(((distance, at) for at, distance in enumerate(near) if distance <= most), default=None)
            original = kept[best[1]][1] if best else None
        exact[digest] = original or dispatch.doc_id
        if original is not None:
            originals[dispatch.doc_id] = original
        elif bits is not None:
            kept.append((bits, dispatch.doc_id))
    return originals
