"""A file where a folder is wanted, a folder where a file is, a bundle where an archive is: named, with what to do."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.conftest import Desk, Team
from khronika.archive.bundles import write_bundle
from khronika.cli.main import khronika
from khronika.errors import KhronikaError
from khronika.intake.door import take_in

A_FILE, A_FOLDER = "f.txt: is a file, and an archive is a folder", "r: no archive is here; khronika init founds one"
A_BUNDLE = "b.zip: is a bundle; unzip it to have the folder of an archive"
OF_AN_ARCHIVE = (
    ("verify",), ("merge", "a"), ("log",), ("record",), ("find", "word"), ("add", "r"), ("import", "f.txt"),
    ("open", "--identity", "f.txt"), ("seal",), ("bundle", "-o", "x.zip"), ("publish", "-o", "e", "--why", "x"),
    ("export", "--csv", "-o", "o.csv"), ("stamp", "--queue"), ("join", "--member", "B"), ("decisions",),
    ("judge", "reject", "c1", "--why", "x"),
)  # fmt: skip


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive a, its bundle b.zip, a file f.txt, a folder r with a file in it."""
    team = Team(tmp_path_factory.mktemp("things"))
    path = team.found()
    team.add(path, {"inside.txt": "Nine were killed in Orun."})
    with team.open(path) as archive:
        write_bundle(archive, team.folder / "b.zip")
    (team.folder / "f.txt").write_text("text")
    (team.folder / "r").mkdir()
    (team.folder / "r/a.txt").write_text("Nine were killed in Orun.")
    return team.folder


def told(things: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What the command complains of; it ends with exit code 2, and without a fault of ours."""
    monkeypatch.chdir(things)
    monkeypatch.setenv("KHRONIKA_HOME", str(things / "homes/one"))
    done = CliRunner().invoke(khronika, list(arguments))
    if isinstance(done.exception, KhronikaError):
        return str(done.exception)
    assert done.exit_code == 2, done.output
    return done.output


@pytest.mark.parametrize("order", OF_AN_ARCHIVE, ids=lambda order: order[0])
def test_a_verb_of_an_archive_says_what_it_was_given(
    things: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    verb, *rest = order
    for given, said in (
        ("f.txt", A_FILE),
        ("r", A_FOLDER),
        ("b.zip", A_BUNDLE),
        ("none", "none: there is no such folder"),
    ):
        assert said in told(things, monkeypatch, verb, given, *rest)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (("init", "f.txt", "--member", "A"), "f.txt: something is here already"),
        (("init", "r", "--member", "A"), "r: something is here already"),
        (("init", "f.txt/x", "--member", "A"), "f.txt/x: no folder can be made here: Not a directory"),
        (("merge", "a", "f.txt"), "f.txt: no archive, and no bundle of one"),
        (("merge", "a", "r"), "r: no archive, and no bundle of one"),
        (("merge", "a", "none"), "none: there is no such file or folder"),
        (("add", "a", "b.zip"), "b.zip: the bundle of an archive; khronika merge takes it in"),
        (("export", "a", "-o", "o"), "a: --to FORMAT is missing; an archive goes out as --csv or --xlsx, too"),
        (("export", "--to", "geojson", "r", "-o", "o", "--archive", "r"), A_FOLDER),
        (("export", "--to", "geojson", "f.txt", "-o", "o"), "f.txt: no chronicle that can be read"),
        (("export", "--to", "geojson", "r", "-o", "o"), "r: no folder that khronika chronicle wrote"),
        (("export", "--csv", "a", "-o", "r"), "r: something is here already"),
        (("import", "a", "r"), "r: is a folder, and a file is wanted"),
        (("import", "a", "f.txt"), "f.txt: no table that khronika export has written"),
        (("import", "a", "b.zip"), "b.zip: no workbook (XLSX), or a damaged one"),
        (("open", "a", "--identity", "r"), "r: is a folder, and a file is wanted"),
        (("bundle", "a", "-o", "r"), "r: is a folder, and a file is wanted"),
        (("bundle", "a", "-o", "f.txt/x.zip"), "f.txt/x.zip: cannot be written: Not a directory"),
        (("publish", "a", "-o", "f.txt", "--why", "x"), "f.txt: is a file, and a folder is wanted"),
        (("lint", "r", "--archive", "r"), A_FOLDER),
        (("lint", "r", "--archive", "b.zip"), A_BUNDLE),
    ],
)  # fmt: skip
def test_what_is_no_such_thing_is_named(
    things: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...], said: str
) -> None:
    assert said in told(things, monkeypatch, *order)


def test_what_is_no_folder_has_the_exit_code_of_wrong_use(desk: Desk) -> None:
    assert "wire.txt" in desk.run("verify", "reports/wire.txt", code=2)
    assert "wire.txt/a" in desk.run("init", "reports/wire.txt/a", "--member", "A", code=2)


def packed(folder: Path) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as tar:
        tar.add(folder, arcname="kept")
    return written.getvalue()


def test_evidence_in_a_zip_or_a_bundle_is_not_read_past_what_was_judged_in_it(things: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.tar.gz").write_bytes(packed(things / "a"))
    with zipfile.ZipFile(tmp_path / "kept.zip", "w") as zipped:
        for path in (things / "a").rglob("*"):
            zipped.write(path, path.relative_to(things))
        zipped.writestr("beside.txt", "Nine were killed in Orun.")
    for path, names, left in (
        (things / "b.zip", [], "b.zip"),
        (tmp_path / "kept.zip", ["kept.zip/beside.txt"], "kept.zip/a"),
        (tmp_path / "kept.tar.gz", [], "kept.tar.gz/kept"),
    ):
        taken = take_in([path])
        assert [dispatch.doc_id for dispatch in taken.dispatches] == names
        assert [(one.name, one.unread) for one in taken.refusals if "an archive of Khronika" in one.reason] == [
            (left, True)
        ]
