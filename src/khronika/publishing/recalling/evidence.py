"""Dispatches, claims and what they hold, from the objects of ``chronicle.json``: ``as_dict`` turned round."""

from khronika.model.actor import Actor, Role
from khronika.model.attribution import Attribution, Basis, Stance
from khronika.model.claim import Claim, Reality
from khronika.model.dispatch import Dispatch, Version
from khronika.model.figure import Exactness, Figure, Scope
from khronika.model.ids import ClaimId, DocId, Sha256Hex
from khronika.model.item import Item
from khronika.model.place import Bearer, Place, PlacePrecision
from khronika.model.when import TimexType, When
from khronika.publishing.recalling.node import Node, must_be_ordered


def dispatch_of(node: Node) -> Dispatch:
    """A dispatch, without its incidents."""
    copied = node.maybe_text("copy_of")
    return Dispatch(
        doc_id=DocId(node.text("doc_id")),
        text=node.text("text"),
        title=node.maybe_text("title"),
        published=node.instant("published"),
        published_from=node.maybe_text("published_from"),
        url=node.maybe_text("url"),
        language=node.maybe_text("language"),
        publisher=node.maybe_text("publisher"),
        filing_place=node.maybe_text("filing_place"),
        versions=node.each("versions", _version),
        furniture=node.spans("furniture"),
        copy_of=DocId(copied) if copied is not None else None,
        item=node.maybe("item", _item),
    )


def claim_of(node: Node) -> Claim:
    """A claim with all that it says."""
    about = node.maybe_text("about")
    return Claim(
        claim_id=ClaimId(node.text("claim_id")),
        doc_id=DocId(node.text("doc_id")),
        field=node.text("field"),
        span=node.own_span(),
        quote=node.text("quote"),
        trigger=node.span("trigger"),
        event_type=node.text("event_type"),
        reality=node.word("reality", Reality),
        about=ClaimId(about) if about is not None else None,
        aside=node.flag("aside"),
        actors=node.each("actors", _actor),
        means=node.maybe_text("means"),
        when=node.maybe("when", _when),
        place=node.maybe("place", place_of),
        attribution=node.maybe("attribution", _attribution),
        figure=node.maybe("figure", _figure),
    )


def place_of(node: Node) -> Place:
    """A place; coordinates in degrees."""
    return Place(
        name=node.text("name"),
        written=node.text("written"),
        kind=node.text("kind"),
        precision=node.word("precision", PlacePrecision),
        geonames_id=node.maybe_count("geonames_id"),
        admin1=node.maybe_text("admin1"),
        country=node.maybe_text("country"),
        lat=node.degrees("lat", 90),
        lon=node.degrees("lon", 180),
        near=node.maybe_text("near"),
        span=node.maybe_span("span"),
        basis=node.text("basis"),
        others=node.each("others", _bearer),
        why=node.maybe_text("why"),
    )


def _bearer(node: Node) -> Bearer:
    """A place that bears the name as well."""
    return Bearer(
        name=node.text("name"),
        kind=node.text("kind"),
        precision=node.word("precision", PlacePrecision),
        geonames_id=node.maybe_count("geonames_id"),
        admin1=node.maybe_text("admin1"),
        country=node.maybe_text("country"),
        lat=node.number("lat", 90),
        lon=node.number("lon", 180),
        share=node.number("share", 1),
    )


def _version(node: Node) -> Version:
    return Version(span=node.own_span(), published=node.instant("published"), not_after=node.instant("not_after"))


def _item(node: Node) -> Item:
    return Item(
        sha256=Sha256Hex(node.text("sha256")),
        name=node.text("name"),
        media_type=node.text("media_type"),
        size_bytes=node.count("size_bytes"),
        encoding=node.text("encoding"),
    )


def _actor(node: Node) -> Actor:
    return Actor(
        words=node.text("words"),
        role=node.word("role", Role),
        span=node.own_span(),
        named=node.flag("named"),
        kind=node.text("kind"),
        state=node.maybe_text("state"),
        alternatives=node.texts("alternatives"),
        age=node.maybe_count("age") if node.has("age") else None,
    )


def _when(node: Node) -> When:
    return When(
        start=node.maybe_text("start"),
        end=node.maybe_text("end"),
        edtf=node.text("edtf"),
        timex_type=node.word("timex_type", TimexType),
        timex_value=node.text("timex_value"),
        span=node.maybe_span("span"),
        basis=node.text("basis"),
    )


def _attribution(node: Node) -> Attribution:
    return Attribution(
        source=node.maybe_text("source"),
        speaker=node.text("speaker"),
        kind=node.text("kind"),
        stance=node.word("stance", Stance),
        basis=node.word("basis", Basis),
        source_span=node.maybe_span("source_span"),
        cue_span=node.maybe_span("cue_span"),
        chain=node.texts("chain"),
        carried=node.flag("carried"),
    )


def _figure(node: Node) -> Figure:
    low, high = node.maybe_count("low"), node.maybe_count("high")
    must_be_ordered(node.path, {"low": low, "high": high})
    return Figure(
        measure=node.text("measure"),
        low=low,
        high=high,
        span=node.own_span(),
        group=node.maybe_text("group"),
        exactness=node.word("exactness", Exactness),
        scope=node.word("scope", Scope),
        scope_days=node.maybe_text("scope_days"),
        scope_place=node.maybe_text("scope_place"),
        as_of=node.maybe_text("as_of"),
    )
