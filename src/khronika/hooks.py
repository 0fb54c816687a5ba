"""The places where a plug-in adds something: a format of intake, an exporter to an exchange format.

What Khronika can do by itself comes in through the same door: a kind's built-in things stand in ``BUILT_IN`` as
"module:name", a stranger's are entry points of the group ``khronika.<kind>s`` of any installed distribution, written
the same way. A built-in thing is loaded only when somebody asks for its kind.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType

from khronika.errors import WrongUse
from khronika.model.metadatum import Metadatum
from khronika.model.refusal import Refusal
from khronika.model.span import Span

KINDS = ("format", "exporter")

BUILT_IN = MappingProxyType(
    {
        "format": (
            "khronika.intake.records:FORMAT",
            "khronika.intake.formats.mbox:FORMAT",
            "khronika.intake.formats.mail:FORMAT",
            "khronika.intake.formats.pdf:FORMAT",
            "khronika.intake.formats.word:FORMAT",
            "khronika.intake.formats.opendocument:FORMAT",
            "khronika.intake.formats.photo:FORMAT",
            "khronika.intake.formats.table:WORKBOOK",
            "khronika.intake.formats.table:DELIMITED",
            "khronika.intake.formats.zipped:FORMAT",
            "khronika.intake.formats.tarred:FORMAT",
            "khronika.intake.formats.webarchive:FORMAT",
            "khronika.intake.formats.feed:FORMAT",
            "khronika.intake.formats.telegram:FORMAT",
            "khronika.intake.formats.telegram:PAGES",
            "khronika.intake.formats.whatsapp:FORMAT",
            "khronika.intake.formats.otherjson:FORMAT",
            "khronika.intake.formats.unread:FORMAT",
            "khronika.intake.html:FORMAT",
            "khronika.intake.markdown:FORMAT",
            "khronika.intake.plain:FORMAT",
        ),
        "exporter": (
            "khronika.publishing.exchange.acled:EXPORTER",
            "khronika.publishing.exchange.ucdp:EXPORTER",
            "khronika.publishing.exchange.ftm:EXPORTER",
            "khronika.publishing.exchange.geojson:EXPORTER",
            "khronika.publishing.exchange.parquet:EXPORTER",
            "khronika.publishing.exchange.jsonld:EXPORTER",
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one input may be; the fields are settings of the same names, with their units."""

    file_bytes: int
    page_bytes: int
    html_bytes: int
    record_bytes: int
    text_chars: int
    records_count: int
    folder_depth: int
    html_depth: int
    item_seconds: int
    member_depth: int
    members_count: int
    unpacked_bytes: int
    grown_chars: int
    refusals_count: int
    mail_parts_count: int
    pages_count: int
    picture_pixels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a format makes of its bytes: a dispatch in the making.

    raw: the bytes of this one item (of a record: its line), to be sealed and named by their digest.
    text: the readable text; for formats that are text themselves, the decoded bytes unchanged.
    where: what to add to the file's name so that the item can be found ("12" for line 12), or "".
    doc_id: given by the input, or None: the file's name stands in.
    published: what the input says, in its own words (an ISO date, an RFC 2822 date ...), or None.
    published_from: "record" or "metadata", where `published` is given.
    made: when the file says it was made (a PDF, a document), in its own words: no time of publication, but it stands in
        where nothing else gives one.
    month_first: True where the input's language puts the month first ("03/04" is 4 March).
    sender: who wrote it, where that may be a private person (the address of a mail). It never leaves intake: a number
        stands in for it ("correspondent 2"), so that two mails of one hand count as one root.
    private_names: names of people that no page may show, wherever a text holds them (the members of a chat).
    media_type: where one format reads several kinds (JPEG, PNG), which one this is; None: the format's own.
    metadata: of a file that holds no words of anybody's (a photo): what it says of its own making; `text` is then the
        listing of it, in no language, and nothing else is read of it. None for everything else.
    likeness: of a picture: its fingerprint, by which near copies are found.
    furniture: stretches of `text` that the format knows to be no part of the report.
    notes: what was set aside while reading, one sentence each.
    """

    raw: bytes
    text: str
    encoding: str
    where: str = ""
    doc_id: str | None = None
    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    made: str | None = None
    month_first: bool = False
    url: str | None = None
    publisher: str | None = None
    sender: str | None = None
    private_names: tuple[str, ...] = ()
    media_type: str | None = None
    metadata: tuple[Metadatum, ...] | None = None
    likeness: str | None = None
    furniture: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file that stands inside another: an attachment, a file of an archive, a page of a web archive.

    It goes through the door like a file of its own, under the outer file's name with `where` behind it, and its
    suffix and bytes decide what reads it. Nothing is ever written under that name.

    where: its path inside the outer file, as that file names it ("photos/1.jpg").
    data: its bytes, unpacked; the format sees to it that they are no more than `file_bytes` before it makes them.
    suffix: the suffix to read it by where `where` has none or a wrong one (from a media type), or None.
    published: when the outer file was published, for a member that carries no time of its own: an aware instant, or
        None.
    url: the address that the outer file says it came from, or None.
    private_names: of people whom it came from, such as a mail's sender; no page may show them, wherever they stand.
    """

    where: str
    data: bytes
    suffix: str | None = None
    published: datetime | None = None
    url: str | None = None
    private_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file.

    suffixes: lower case, with the dot; a file with one of them is read by this format. One such as ".tar.gz" takes
        the compressed file as it is; any other compressed file is unpacked first.
    recognises: for other names: whether the first bytes (up to 4,096) look like this format; tried in order.
    is_surely: whether the whole file's bytes can be nothing but this format (its magic number, the contents of its
        ZIP container), so that they win over a suffix that says otherwise; tried in order, the special before the
        general. For a format without such a mark: never.
    read: (bytes, the file's name for refusals, limits) -> drafts, members and refusals, in the order of the file.
        Pure; raises InputError where nothing (more) of the file can be read. A file of many drafts or members gives
        them one by one, so that limits and progress can work.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str, Limits], Iterable[Draft | Member | Refusal]]
    is_surely: Callable[[bytes], bool] | None = None


def plugged_in(kind: str) -> Iterator[tuple[str, object]]:
    """Name and object of everything that was added for `kind`, strangers' first, each by name, then the built-in.

    A stranger comes first so that a team can replace how a format is read without a fork.

    Raises: WrongUse for an unknown kind, and for a plug-in that cannot be imported, naming it.
    """
    if kind not in KINDS:
        raise WrongUse(f"there is no place for plug-ins of the kind {kind!r}")
    strangers = sorted(entry_points(group=f"khronika.{kind}s"), key=lambda entry: (entry.name, entry.value))
    for entry in strangers:
        yield entry.name, _load(entry.value)
    for address in BUILT_IN[kind]:
        yield address, _load(address)


def formats() -> tuple[Format, ...]:
    """Every format, in the order in which they are asked. Raises: WrongUse where a plug-in gives something else."""
    found = []
    for name, thing in plugged_in("format"):
        if not isinstance(thing, Format):
            raise WrongUse(f"the plug-in {name!r} is no khronika.hooks.Format")
        found.append(thing)
    return tuple(found)


def _load(address: str) -> object:
    module, _, attribute = address.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise WrongUse(f"the plug-in {address!r} cannot be loaded: {error}") from error
