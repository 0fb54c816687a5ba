"""Where the public corpora lie, and which of their documents nobody looks at."""

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", ROOT.parent / "shared" / "corpora"))
SCORER = Path(os.environ.get("KHRONIKA_SCORER", ROOT.parent / "shared" / "tools" / "score.py"))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a .jsonl or .jsonl.gz file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            if line.strip():
                yield json.loads(line)


def unread(doc_id: str) -> bool:
    """Whether the document belongs to the part that is only scored."""
    return hashlib.sha256(doc_id.encode()).hexdigest()[-1] in "01234"
