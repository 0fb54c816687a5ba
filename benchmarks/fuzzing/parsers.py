"""Every parser of foreign input, with what it is fed and what it may raise."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from benchmarks.fuzzing import samples
from benchmarks.fuzzing.running import Parser, Sample
from khronika.archive.belonging import belonging
from khronika.archive.bundles import check_bundle, opened_bundle
from khronika.archive.canonical import canonical, parsed, parsed_leaf
from khronika.archive.checkpoints import key_of, opened_checkpoint
from khronika.archive.entries import entry_of
from khronika.archive.founding import archive_id
from khronika.archive.judging import decisions, judgments, said
from khronika.archive.logs import LogWriter, Position, log_folders
from khronika.archive.merging import merge
from khronika.archive.merkle import Frontier
from khronika.archive.notes import note_key, opened_note
from khronika.archive.readings import claims_in, texts_in
from khronika.archive.stamping import _parsed as answer_of  # the parser behind two doors that want an archive
from khronika.archive.store import Archive, acts_of
from khronika.archive.verifying import verify
from khronika.errors import KhronikaError, WrongUse
from khronika.estimating.listing import from_record, from_table
from khronika.intake.columns import columns_named, layout_of
from khronika.intake.door import take_in
from khronika.intake.lists import tables_in
from khronika.publishing.linting.texts import Opaque, pieces_of
from khronika.publishing.recalling.door import recalled
from khronika.publishing.tables.sheet import as_csv, as_xlsx, read_sheet
from khronika.reconciling.linking.listing import decisions_of, entries_of
from khronika.reference.edtf import days_of_edtf, interval_of_timex, opened
from khronika.reference.gazetteer import dump
from khronika.reference.instants import closest_day, moment_in, parse_instant

_DUMP = (
    "999999001\tOrun\tOrun\tOroun,Орун\t12.5\t-3.25\tP\tPPL\tML\t\t05\t\t\t\t41000\t\t200\tAfrica/Bamako\t2031-03-14\n"
).encode() * 3
_DATES = (
    "2031-03-14", "2031-W11-5", "2031-W11-WE", "2031-Q2", "2031-H1", "2031-SP", "203", "20", "2031-03-14TMO",
    "2031-03-14T18:00:00+05:00", "203X", "20XX", "../2031-03-14", "2031-03-14/..", "2031-33~", "2031-21", "2031-40",
    "Thursday, 14 March 2031, 18:00 GMT", "14/03/31 6.30 pm", "Thu, 14 Mar 2031 18:00:00 +0500", "14 марта 2031 г.",
    "2031-03-14T24:00", "12 Dec. 9999 23:59 -1200", "1 Jan 0001 00:00 +1400",
)  # fmt: skip
_HEADERS = (
    "text,title,published,url",
    "Notes;Title;Date",
    "full_name,father,born,sex,place of death,id",
    "text=Notes",
    "published=Day",
)
_PEOPLE = "id,name,age,sex,date of death,place\n1,Ada Orun,34,f,2031-03-14,Orun\n2,Bilal Halda,60,m,14/03/2031,Halda\n"
_LISTS = "hospital,union,police,count\n1,0,1,3\n0,1,1,4\nyes,no,no,12\n"
_ROWS = (
    {"key": "c1", "export": "ab/2", "quote": "killing four", "low": "4"},
    {"key": "c2", "export": "ab/2", "quote": "=1+1", "low": ""},
)


def intake() -> Iterator[Parser]:
    """One for each format, through the door, which is where everything of intake comes in."""
    for name, found in samples.of_intake().items():
        yield Parser(f"intake: {name}", found, _taken_in, documented=(WrongUse,))


def linting() -> Iterator[Parser]:
    """The search of the export linter, which looks into whatever an archive keeps."""
    found = [one for of_one in samples.of_intake().values() for one in of_one]
    yield Parser("export linter", found, lambda one, _: list(pieces_of(f"a{one.kind}", one.data)), (Opaque,))


def _taken_in(sample: Sample, scratch: Path) -> None:
    path = scratch / f"input{sample.kind}"
    path.write_bytes(sample.data)
    try:
        done = take_in([path])
        if not done.dispatches and not done.refusals and sample.data.strip():
            raise AssertionError("neither a dispatch nor a refusal")
    finally:
        path.unlink()


def records(scratch: Path) -> Iterator[Parser]:
    """The reader of a chronicle's record."""
    data = samples.record(samples.folder_for(scratch, "record"))
    yield Parser("record of a chronicle", [Sample(".json", data)], lambda one, _: recalled(one.data, "chronicle.json"))
    yield Parser("lists out of a record", [Sample(".json", data)], lambda one, _: _from_record(one.data))


def _from_record(data: bytes) -> None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(found, dict):
        from_record(found, "chronicle.json")


def tables() -> Iterator[Parser]:
    """Lists of people, tables of lists, decisions, edited sheets, headers."""
    people = [Sample(".csv", _PEOPLE.encode()), Sample(".csv", _PEOPLE.replace(",", ";").encode("utf-16"))]
    people.append(Sample(".xlsx", as_xlsx(("id", "name", "age"), [{"id": "1", "name": "Ada Orun", "age": "34"}])))
    yield Parser("lists of people", people, _people)
    yield Parser("tables of lists", [Sample(".csv", _LISTS.encode())], _lists)
    columns = ("key", "export", "quote", "low")
    sheets = [Sample(".csv", as_csv(columns, _ROWS)), Sample(".xlsx", as_xlsx(columns, _ROWS))]
    yield Parser("edited sheets", sheets, _written(read_sheet))
    yield Parser("columns", [Sample("", text.encode()) for text in _HEADERS], _columns)


def _written(read: Callable[[Path], object]) -> Callable[[Sample, Path], object]:
    def reading(sample: Sample, scratch: Path) -> object:
        path = scratch / f"input{sample.kind}"
        path.write_bytes(sample.data)
        return read(path)

    return reading


def _people(sample: Sample, scratch: Path) -> None:
    path = scratch / f"input{sample.kind}"
    path.write_bytes(sample.data)
    for table in tables_in(path):
        rows = list(table.rows)
        try:
            entries_of(table.name, rows, {})
        except KhronikaError:
            decisions_of(table.name, rows, {"1": 0, "2": 1})


def _lists(sample: Sample, _: Path) -> None:
    from_table(sample.data.decode("utf-8", "replace"), "lists.csv")


def _columns(sample: Sample, _: Path) -> None:
    text = sample.data.decode("utf-8", "replace")
    layout_of(text.split(","), columns_named([text]))


def dates() -> Iterator[Parser]:
    """Times as people and standards write them."""
    yield Parser("times", [Sample("", text.encode()) for text in _DATES], _date)


def _date(sample: Sample, _: Path) -> None:
    text = sample.data.decode("utf-8", "replace")
    moment = moment_in(text, bare_year=True)
    if moment is not None:
        closest_day(moment, date(2031, 3, 14))
    parse_instant(text)
    for mod in (None, "START", "MID", "END", "APPROX"):
        opened(interval_of_timex(text, mod), "until")
    try:
        days_of_edtf(text)
    except ValueError:  # which it says it raises
        return


def gazetteer() -> Iterator[Parser]:
    """Rows of GeoNames' dump."""
    zipped = Sample(".zip", samples.zipped("allCountries.txt", _DUMP))
    yield Parser("gazetteer", [Sample(".txt", _DUMP), zipped], _dump)


def _dump(sample: Sample, scratch: Path) -> None:
    path = scratch / f"input{sample.kind}"
    path.write_bytes(sample.data)
    with dump.opened(path) as file:
        for line in dump.lines(file):
            try:
                dump.parsed(line)
            except ValueError:  # which it says it raises
                continue


def archives(scratch: Path) -> Iterator[Parser]:
    """What comes from another copy of an archive, in a bundle, and from a member who writes what they like."""
    folder = samples.folder_for(scratch, "bundle")
    bundle = samples.bundle(folder)
    path, home = folder / "archive", folder / "home"
    logs = log_folders(path)[0]
    leaves = (logs / "entries").read_bytes().splitlines()
    payloads = (logs / "payloads").read_bytes().splitlines()
    note, archive = (logs / "checkpoint").read_bytes(), archive_id(path)
    yield Parser("bundles", [Sample(".zip", bundle)], lambda one, at: _bundle(one, at, path))
    yield Parser("notes", [Sample("", note)], lambda one, _: _note(one.data, archive, logs.name))
    lines = [Sample("", line) for line in (*leaves, *payloads)]
    yield Parser("entries and payloads", lines, lambda one, _: _line(one.data))
    files = [
        Sample(str(file.relative_to(path)), file.read_bytes()) for file in sorted(path.rglob("*")) if file.is_file()
    ]
    files = [one for one in files if not one.kind.startswith(("index", ".lock"))]
    yield Parser("copies of an archive", files, lambda one, at: _copy(one, at, path, home))
    entries = [Sample("", b"\n".join(pair)) for pair in zip(leaves, payloads, strict=True)]
    yield Parser("entries that a member signed", entries, lambda one, at: _signed(one, at, path, home))


def _bundle(sample: Sample, scratch: Path, near: Path) -> None:
    path = scratch / "input.zip"
    path.write_bytes(sample.data)
    check_bundle(path)
    with opened_bundle(path, near):
        return


def _note(data: bytes, archive: str, log: str) -> None:
    for read in (
        lambda: opened_note(data, key_of(archive, log)),
        lambda: opened_checkpoint(data, archive, log),
        lambda: note_key(data.decode("utf-8", "replace")),
        lambda: answer_of(data),
    ):
        try:
            read()
        except KhronikaError:
            continue


def _line(data: bytes) -> None:
    for read in (parsed, parsed_leaf, claims_in, texts_in, lambda line: entry_of(line, samples.LOG, 0)):
        try:
            read(data)
        except KhronikaError:
            continue


def _copy(sample: Sample, scratch: Path, path: Path, home: Path) -> None:
    """Merges and verifies a copy in which one file is another."""
    ours, theirs = _fresh(scratch, path, "ours"), _fresh(scratch, path, "theirs")
    (theirs / sample.kind).write_bytes(sample.data)
    with Archive(ours, home=home) as held:
        with suppress(KhronikaError):
            merge(held, theirs)
        assert verify(held).holds, "a merge did harm"
    with Archive(theirs, home=home) as held:
        verify(held)


def _signed(sample: Sample, scratch: Path, path: Path, home: Path) -> None:
    """A log of an admitted key, signed as it should be, whose second entry is the sample; it is merged and folded."""
    ours, theirs = _fresh(scratch, path, "ours"), _fresh(scratch, path, "theirs")
    archive = archive_id(path)
    writer = LogWriter(theirs / "logs" / samples.LOG, samples.KEY, Frontier(), Position())
    writer.append(*_entry(b'{"kind":"join","archive":"%s"}\n{}' % archive.encode(), 0), b"")
    writer.append(*_entry(sample.data, 1), b"")
    writer.commit(archive)
    with Archive(ours, home=home) as held:
        merge(held, theirs)
        belonging(acts_of(held.index), held.id)
        judgments(held)
        decisions(held)
        said(held)
        verify(held)


def _entry(lines: bytes, seq: int) -> tuple[bytes, bytes]:
    """A leaf and its payload, made to fit each other and the log where the sample lets them."""
    leaf, _, payload = lines.partition(b"\n")
    payload = payload.replace(b"\n", b"")
    try:
        fields = json.loads(leaf)
    except (ValueError, RecursionError):
        return leaf, payload
    if not isinstance(fields, dict):
        return leaf, payload
    digest = hashlib.sha256(payload).hexdigest()
    common = {"v": 1, "by": samples.LOG, "seq": seq, "payload": digest, "sealed": digest}
    return canonical({"at": "2031-03-14T18:00:00Z", "seen": {}} | fields | common), payload


def _fresh(scratch: Path, path: Path, name: str) -> Path:
    target = scratch / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(path, target)
    return target


def all_parsers(scratch: Path) -> list[Parser]:
    """Every parser."""
    return [*intake(), *linting(), *records(scratch), *tables(), *dates(), *gazetteer(), *archives(scratch)]
