"""The house rules that imports can show: who may know whom."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "khronika"
SHARED = {"model", "reference", "errors", "settings", "hooks", "uncollected"}
MAY_IMPORT = {
    "model": {"model", "errors"},
    "reference": {"model", "errors", "reference"},
    "intake": SHARED | {"intake"},
    "reading": SHARED | {"reading"},
    "reconciling": SHARED | {"reconciling"},
    "estimating": SHARED | {"estimating"},
    "publishing": SHARED | {"publishing"},
    "archive": (SHARED - {"hooks"}) | {"archive", ""},  # "": the version, which custody names
    "errors": set(),
    "settings": {"errors"},
    "uncollected": set(),
}


def imports_of(path: Path) -> set[str]:
    """The rooms of khronika that a module imports; "" for the package itself."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "khronika":
            found.add([*node.module.split("."), ""][1])
        elif isinstance(node, ast.Import):
            found |= {[*name.name.split("."), ""][1] for name in node.names if name.name.split(".")[0] == "khronika"}
    return found


def modules(room: str) -> list[Path]:
    folder = SOURCE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [SOURCE / f"{room}.py"]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may_know(room: str) -> None:
    strangers = {str(m.relative_to(SOURCE)): imports_of(m) - MAY_IMPORT[room] for m in modules(room)}
    assert {name: found for name, found in strangers.items() if found} == {}


def test_the_model_needs_only_the_standard_library() -> None:
    allowed = {"khronika", "bisect", "dataclasses", "datetime", "enum", "typing", "hashlib", "collections"}
    for module in modules("model"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            assert {name.split(".")[0] for name in names} <= allowed, module


def test_only_the_command_line_prints_or_exits() -> None:
    for module in sorted(SOURCE.rglob("*.py")):
        if module.parts[-2] == "cli" or module.name == "build.py":
            continue
        calls = {
            n.func.id
            for n in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert not calls & {"print", "exit", "quit"}, module


def test_each_noun_stands_in_the_file_that_is_named_for_it() -> None:
    for module in modules("model"):
        if module.stem in ("__init__", "ids"):
            continue
        classes = {n.name.lower() for n in ast.parse(module.read_text("utf-8")).body if isinstance(n, ast.ClassDef)}
        assert module.stem in classes, module
