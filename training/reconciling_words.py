"""Counts how many texts in a thousand hold each word, for ``reconciling/aspects/word_rarity.tsv``.

Words that stand in few texts (names among them) are left out: what is not in the list is rare. Of several collections
the largest share counts, so that a word that is common in any of them is common.

    python training/reconciling_words.py OUT.tsv COLLECTION.jsonl.gz ... (each line with "text", and "title" if any)
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from khronika.reconciling.aspects.rarity import words_in

LEAST_SHARE = 0.005
LEAST_TEXTS = 8


def shares(path: Path) -> dict[str, float]:
    """For each word the share of the texts of a collection that hold it."""
    held: Counter[str] = Counter()
    texts = 0
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            held.update(words_in(f"{row.get('title') or ''}\n{row['text']}"))
            texts += 1
    return {word: n / texts for word, n in held.items() if n >= LEAST_TEXTS and n / texts >= LEAST_SHARE}


def main(out: Path, collections: list[Path]) -> None:
    """Write the list, a word and its texts in a thousand a line, in the order of the alphabet."""
    found: dict[str, float] = {}
    for path in collections:
        for word, share in shares(path).items():
            found[word] = max(share, found.get(word, 0.0))
    rows = [f"{word}\t{1000 * share:.0f}\n" for word, share in sorted(found.items())]
    out.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
