"""Makes the bad files: the same ones each time, none of them committed.

    PYTHONPATH=tests python -m hostile.make_hostile FOLDER [--scale 1.0]

At a scale of 1 the largest are as large as their names say, and take several gigabytes of memory to make; the tests
take smaller ones of the same nature.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from hostile import archives, documents, mails, markup, names, pictures, texts
from hostile.cases import CASES, Case

FAMILIES = (texts, markup, mails, archives, documents, pictures, names)


def write(case: Case, folder: Path, scale: float = 1.0) -> Path:
    """Writes one bad file below a folder; its path."""
    path = Path(str(folder) + "/" + case.name.decode("utf-8", "surrogateescape"))
    path.parent.mkdir(parents=True, exist_ok=True)
    case.make(path, lambda size: max(1, int(size * scale)))
    return path


def write_all(folder: Path, scale: float = 1.0, cases: Iterable[Case] = CASES) -> list[Case]:
    """Writes the bad files; what was written, in order."""
    written = list(cases)
    for case in written:
        write(case, folder, scale)
    return written


def main() -> None:
    """Writes them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    arguments = parser.parse_args()
    print(f"{len(write_all(arguments.folder, arguments.scale))} bad files in {arguments.folder}")


if __name__ == "__main__":
    main()
