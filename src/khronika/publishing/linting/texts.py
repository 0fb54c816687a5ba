"""What of a file can be read by somebody who gets it: its words in every disguise, its inner files, its metadata."""

import base64
import binascii
import gzip
import io
import json
import lzma
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from khronika.reference.entities import unescaped
from khronika.settings import default_count

_DEPTH = 3
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]")
_DATA_URI = re.compile(r"data:[\w/+.\-]*;base64,([A-Za-z0-9+/=\s]{40,})")
_SCRIPTS = re.compile(r"<(script|style|svg)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_OFFICE = {"docProps/core.xml", "docProps/app.xml", "meta.xml", "docProps/custom.xml"}
_PERSONAL = ("creator", "lastModifiedBy", "initial-creator", "Company", "Manager", "contributor", "printed-by")
_OURS = {"khronika", "openpyxl", ""}
_WORKBOOK = "xl/workbook.xml"
_MOST_CELLS, _EMPTY_ROW = 5_000_000, 4
"""Of a workbook, gaps counted too (an empty row as a few): a small file may stand for thousands of millions."""
_GPS = 0x8825
_EXIF_PERSONAL = {0x013B: "Artist", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0x8298: "Copyright"}
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")


class Piece(NamedTuple):
    """A part of a file.

    where: in words, for the person who has to find it; prose: whether people read it as text; rows: whether it
    comes again in the Records of a table.
    """

    where: str
    text: str
    prose: bool = False
    rows: bool = False


class Trace(NamedTuple):
    """Metadata that tells of a person or a place by being there."""

    where: str
    what: str


class Records(NamedTuple):
    """Rows of a table, in which points are looked for, in numbers and in words; words are also pieces of their own.

    first: the number of the first row.
    """

    where: str
    rows: Sequence[Mapping[str, Any]]
    first: int = 1


class Opaque(Exception):
    """A file, or a part of one, that cannot be looked into; so it may hold anything."""


def pieces_of(name: str, data: bytes, depth: int = 0) -> Iterator[Piece | Trace | Records]:
    """Everything in a file that can be searched.

    Raises: Opaque where it cannot be looked into.
    """
    if depth > _DEPTH or len(data) > default_count("chronicle_bytes"):
        raise Opaque("nested too deeply, or too large")
    if data.startswith(b"PK\x03\x04"):
        yield from _zipped(data, depth)
    elif data.startswith(b"\x1f\x8b"):
        yield from pieces_of("", _gunzipped(data), depth + 1)
    elif data.startswith(b"%PDF-"):
        yield from _pdf(data)
    elif data.startswith(_IMAGES):
        yield from _image(data)
    elif data.startswith(b"PAR1"):
        yield from _parquet(data)
    else:
        yield from _text(name, data, depth)


def _text(name: str, data: bytes, depth: int) -> Iterator[Piece | Trace | Records]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-16", "ignore") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("latin-1")
        yield Piece("as UTF-8", data.decode("utf-8", "ignore"))
    if "<script" in text:
        text = _without_scripts_of_ours(text)
    yield Piece("", text)
    lower = name.lower()
    if lower.endswith((".html", ".htm", ".txt", ".md", ".csv")):
        yield Piece("", _SCRIPTS.sub(" ", text), prose=True)
    for how, plain in (("entities", unescaped), ("escapes", _without_escapes), ("percent-encoding", unquote)):
        other = plain(text)
        if other != text:
            yield Piece(f"without {how}", other)
    for number, found in enumerate(_DATA_URI.finditer(text), 1):
        try:
            inner = base64.b64decode(found[1])
        except (binascii.Error, ValueError):
            continue
        for piece in pieces_of("", inner, depth + 1):
            yield piece._replace(where=f"embedded file {number}, {piece.where}".rstrip(", "))


def _without_scripts_of_ours(page: str) -> str:
    """The page without the scripts that every chronicle carries: their words are nobody's."""
    for script in _scripts_of_ours():
        page = page.replace(script, "\n" * script.count("\n"))
    return page


@cache
def _scripts_of_ours() -> tuple[str, ...]:
    room = resources.files("khronika.publishing.pages")
    folders = (room / "static", room / "vendor")
    return tuple(
        one.read_text(encoding="utf-8").strip()
        for folder in folders
        for one in folder.iterdir()
        if one.name.endswith((".js", ".css"))
    )


def _without_escapes(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)


def _gunzipped(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            found = stream.read(default_count("chronicle_bytes") + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Opaque("compressed, and damaged") from error
    return found


def _zipped(data: bytes, depth: int) -> Iterator[Piece | Trace | Records]:
    """The files in a zip, those of office documents among them, and what these say of their makers."""
    most = default_count("chronicle_bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            if zipped.comment:
                yield Piece("comment of the zip", zipped.comment.decode("utf-8", "replace"))
            for info in zipped.infolist():
                if info.filename.endswith("/"):  # `is_dir` cannot bear a file without a name
                    continue
                if info.file_size > most or info.flag_bits & 1:
                    raise Opaque("a part is too large, or encrypted")
                inner = zipped.read(info)
                yield Piece("name of a file in it", info.filename)
                if info.filename in _OFFICE:
                    yield from _office(info.filename, inner)
                for piece in pieces_of(info.filename, inner, depth + 1):
                    yield piece._replace(where=f"a file in it, {piece.where}".rstrip(", "))
            if _WORKBOOK in zipped.namelist():
                yield from _sheets(data)
    except (zipfile.BadZipFile, RuntimeError, ValueError, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
        raise Opaque("a zip that is damaged") from error


def _sheets(data: bytes) -> Iterator[Records]:
    """The rows of a workbook, by the names in the first one."""
    from openpyxl import load_workbook  # noqa: PLC0415  (only a workbook needs it)

    left = _MOST_CELLS
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size may be a million rows of nothing
            header: list[str] = []
            rows: list[dict[str, Any]] = []
            for row in sheet.iter_rows(values_only=True):
                left -= len(row) or _EMPTY_ROW
                if left < 0:
                    raise Opaque("a workbook with too many cells")
                header = header or [str(name or "") for name in row]
                rows.append({name: cell for name, cell in zip(header, row, strict=False) if cell is not None})
            yield Records(f"sheet {sheet.title}", rows)
    except Opaque:
        raise
    except Exception as error:  # openpyxl raises of every kind where a part is not as it should be
        raise Opaque("a workbook that is damaged") from error


def _office(name: str, data: bytes) -> Iterator[Trace]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return
    for element in root.iter():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag in _PERSONAL and (element.text or "").strip().lower() not in _OURS:
            yield Trace(f"{name}, {tag}", "who made the document")


def _pdf(data: bytes) -> Iterator[Piece | Trace]:
    with resources.as_file(resources.files("khronika.publishing.linting").joinpath("pdf_apart.py")) as program:
        command = [sys.executable, "-P", str(program), str(default_count("pages_count"))]
        try:
            done = subprocess.run(
                command, input=data, capture_output=True, check=True, timeout=default_count("item_seconds")
            )
            found = json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError) as error:
            raise Opaque("a PDF that cannot be read") from error
    for key, value in found["properties"].items():
        yield Piece(f"PDF property {key}", value)
        if key == "Author" and value.strip():
            yield Trace("PDF property Author", "who made the document")
    for number, text in enumerate(found["pages"], 1):
        yield Piece(f"page {number}", text, prose=True)


def _image(data: bytes) -> Iterator[Piece | Trace]:
    from PIL import Image  # noqa: PLC0415  (only a picture needs it)

    try:
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
            if exif.get_ifd(_GPS):
                yield Trace("EXIF GPS", "where a photo was taken")
            for tag, what in _EXIF_PERSONAL.items():
                if exif.get(tag) or exif.get_ifd(0x8769).get(tag):
                    yield Trace(f"EXIF {what}", "by whom a photo was taken")
            for key, value in [*picture.info.items(), *exif.items()]:
                if isinstance(value, str | bytes):
                    text = value if isinstance(value, str) else value.decode("utf-8", "replace")
                    yield Piece(f"picture, property {key}", text)
    except Exception as error:
        raise Opaque("a picture that cannot be read") from error


def _parquet(data: bytes) -> Iterator[Piece | Records]:
    try:
        from pyarrow import parquet, types  # noqa: PLC0415  (only what khronika[exchange] has written needs it)
    except ImportError as error:
        raise Opaque("Parquet; khronika[exchange] is needed to look into it") from error
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (OSError, ValueError) as error:  # Arrow's own errors are of these
        raise Opaque("Parquet that is damaged") from error
    for field in table.schema:
        words = json.dumps(table[field.name].to_pylist(), ensure_ascii=False, default=str)
        yield Piece(f"column {field.name}", words, prose=types.is_string(field.type), rows=True)
    yield Records("", table.to_pylist())
