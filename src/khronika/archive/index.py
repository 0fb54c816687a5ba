"""The index: what the logs say, laid out to be searched. The only module that speaks SQL.

Everything in it is derived. It may be deleted at any time and is made anew; what it holds is compared with a rebuild
by `khronika verify`. In an encrypted archive it lives in memory, and only ciphertext of it reaches the disk.
"""

import json
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from khronika.archive.entries import Entry, Head
from khronika.archive.logs import Position
from khronika.archive.rows import DAMAGED, ERASED, HELD, ClaimRow, Followed, Hit, ItemRow, Row, Wanted

_VERSION = 2
_AT_ONCE = 1000
_SCHEMA = """
CREATE TABLE logs (log TEXT PRIMARY KEY, size INT, root TEXT, peaks TEXT, entries INT, payloads INT, keys INT)
    WITHOUT ROWID;
CREATE TABLE entries (log TEXT, seq INT, at TEXT, kind TEXT, clear TEXT, payload TEXT, state INT, payload_at INT,
    key_at INT, sealed_bytes INT, has_key INT, PRIMARY KEY (log, seq)) WITHOUT ROWID;
CREATE INDEX entries_by_kind ON entries (kind, log, seq);
CREATE INDEX entries_by_time ON entries (at, log, seq);
CREATE TABLE seen (log TEXT, seq INT, other TEXT, size INT, root TEXT, PRIMARY KEY (log, seq, other)) WITHOUT ROWID;
CREATE TABLE items (log TEXT, seq INT, sha256 TEXT, stored TEXT, name TEXT, size_bytes INT, key BLOB,
    PRIMARY KEY (log, seq)) WITHOUT ROWID;
CREATE INDEX items_by_digest ON items (sha256);
CREATE INDEX items_by_stored ON items (stored);
CREATE TABLE claims (log TEXT, seq INT, number INT, claim_id TEXT, doc_id TEXT, field TEXT, start INT, "end" INT,
    event_type TEXT, quote TEXT, PRIMARY KEY (log, seq, number)) WITHOUT ROWID;
CREATE INDEX claims_by_id ON claims (claim_id);
CREATE INDEX claims_by_doc ON claims (doc_id);
CREATE VIRTUAL TABLE words USING fts5 (said, log UNINDEXED, seq UNINDEXED, number UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2");
"""
_ROW = "log, seq, at, kind, clear, payload, state"
_TABLES = ("logs", "entries", "seen", "items", "claims", "words")


class Index:
    """The tables, in a file or in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.create_function("plain", 1, _plain, deterministic=True)
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}

    @classmethod
    def in_file(cls, path: Path) -> "Index":
        """The index in a file; a file that is damaged, or of another version, is taken away and begun anew."""
        try:
            return cls(_connected(path))
        except sqlite3.DatabaseError:
            remove_index(path)
            return cls(_connected(path))

    @classmethod
    def copy_of(cls, path: Path) -> "Index":
        """An index in memory, begun with what the file holds: for a disk that cannot be written."""
        connection = sqlite3.connect(":memory:")
        with suppress(sqlite3.Error):
            with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)) as there:
                there.backup(connection)
            _checked(connection)
            return cls(connection)
        return cls.in_memory()

    @classmethod
    def in_memory(cls, data: bytes | None = None) -> "Index":
        """An index that leaves no trace, empty or from the bytes of an earlier one."""
        connection = sqlite3.connect(":memory:")
        if data:
            connection.deserialize(data)
        _checked(connection)
        return cls(connection)

    def bytes(self) -> bytes:
        """The whole index, for `in_memory`."""
        return self._db.serialize()

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """All of the block, or none of it."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._put()
            finally:
                self._waiting.clear()

    def _wait(self, table: str, row: tuple[Any, ...]) -> None:
        """A row for a table, put in with others: one by one costs three times as much."""
        rows = self._waiting.setdefault(table, [])
        rows.append(row)
        if len(rows) >= _AT_ONCE:
            self._put()

    def _put(self) -> None:
        for table, rows in self._waiting.items():
            if rows:
                marks = ",".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._waiting.clear()

    # what is put in

    def note_log(self, log: str, followed: Followed) -> None:
        """How far a log was followed."""
        at, head = followed.position, followed.head
        peaks = ",".join(peak.hex() for peak in followed.peaks)
        row = (log, head.size, head.root, peaks, at.entries, at.payloads, at.keys)
        self._db.execute("INSERT OR REPLACE INTO logs VALUES (?,?,?,?,?,?,?)", row)

    def note_entry(self, entry: Entry, payload: str | None, at: Position, sealed_bytes: int) -> None:
        """An entry, with what its payload says (as JSON) where it can be read."""
        clear = json.dumps(entry.clear, ensure_ascii=False, sort_keys=True) if entry.clear else "{}"
        row = (entry.log, entry.seq, entry.at, entry.kind, clear, payload, HELD, at.payloads, at.keys, sealed_bytes)
        self._wait("entries", (*row, entry.key is not None))
        for other, head in entry.seen.items():
            self._wait("seen", (entry.log, entry.seq, other, head.size, head.root))

    def note_item(self, item: ItemRow) -> None:
        """An item that an entry brought in."""
        self._wait("items", (item.log, item.seq, item.sha256, item.stored, item.name, item.size_bytes, item.key))

    def note_claims(self, log: str, seq: int, claims: Sequence[ClaimRow]) -> None:
        """The claims of a reading, in its order."""
        for number, one in enumerate(claims):
            place = (log, seq, number)
            row = (one.claim_id, one.doc_id, one.field, one.start, one.end, one.event_type, one.quote)
            self._wait("claims", (*place, *row))
            self._wait("words", (one.quote, *place))

    def note_erased(self, log: str, seq: int) -> None:
        """That an entry's payload is gone, and whatever was known from it."""
        self._put()
        self._db.execute("UPDATE entries SET state = ?, payload = NULL WHERE log = ? AND seq = ?", (ERASED, log, seq))
        for table in ("items", "claims", "words"):
            self._db.execute(f"DELETE FROM {table} WHERE log = ? AND seq = ?", (log, seq))

    def note_damaged(self, log: str, seq: int) -> None:
        """That an entry's payload is not what the entry commits to."""
        self._put()
        self._db.execute("UPDATE entries SET state = ? WHERE log = ? AND seq = ?", (DAMAGED, log, seq))

    def leave_no_trace(self) -> None:
        """Makes sure that what was taken out is nowhere in the files of the index."""
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # what is asked

    def followed(self, log: str) -> Followed | None:
        """How far a log was followed, or None where it is new."""
        row = self._db.execute("SELECT * FROM logs WHERE log = ?", (log,)).fetchone()
        if row is None:
            return None
        peaks = tuple(bytes.fromhex(peak) for peak in row[3].split(",") if peak)
        return Followed(Head(row[1], row[2]), peaks, Position(row[1], row[4], row[5], row[6]))

    def heads(self) -> dict[str, Head]:
        """The heads of all logs."""
        rows = self._db.execute("SELECT log, size, root FROM logs ORDER BY log")
        return {log: Head(size, root) for log, size, root in rows}

    def rows(self, *kinds: str) -> Iterator[Row]:
        """Entries in the order of logs and numbers; of the given kinds, or of all."""
        where = f"WHERE kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        for found in self._db.execute(f"SELECT {_ROW} FROM entries {where} ORDER BY log, seq", kinds):
            yield _row(found)

    def history(self, wanted: Wanted) -> Iterator[Row]:
        """The entries that are wanted, in the order of the claimed times, one at a time as they are asked for."""
        tests: list[tuple[str, Sequence[str]]] = []
        for column, values in (("kind", wanted.kinds), ("log", wanted.logs)):
            if values is not None:
                tests.append((f"{column} IN ({','.join('?' * len(values))})", values))
        for test, instant in (("at >= ?", wanted.since), ("at < ?", wanted.before)):
            if instant is not None:
                tests.append((test, [instant]))
        where = f"WHERE {' AND '.join(test for test, _ in tests)}" if tests else ""
        query = f"SELECT {_ROW} FROM entries {where} ORDER BY "
        if wanted.last is None:
            query += "at, log, seq"
        else:
            query = f"SELECT * FROM ({query} at DESC, log DESC, seq DESC LIMIT {wanted.last:d}) ORDER BY at, log, seq"
        for found in self._db.execute(query, [value for _, values in tests for value in values]):
            yield _row(found)

    def row(self, log: str, seq: int) -> Row | None:
        """One entry."""
        found = self._db.execute(f"SELECT {_ROW} FROM entries WHERE log = ? AND seq = ?", (log, seq)).fetchone()
        return None if found is None else _row(found)

    def places(self, log: str, seq: int) -> tuple[Position, int, bool]:
        """Where an entry's payload and key lie in the files, how long the payload is, and whether there is a key.

        Unit: bytes.
        """
        query = "SELECT payload_at, key_at, sealed_bytes, has_key FROM entries WHERE log = ? AND seq = ?"
        payloads, keys, length, has_key = self._db.execute(query, (log, seq)).fetchone()
        return Position(seq, 0, payloads, keys), length, bool(has_key)

    def in_state(self, state: int) -> list[tuple[str, int]]:
        """The entries (log, number) in a state."""
        return self._db.execute("SELECT log, seq FROM entries WHERE state = ? ORDER BY log, seq", (state,)).fetchall()

    def sight(self, log: str, seq: int) -> dict[str, int]:
        """How many entries of each other log the writer of an entry had seen by then."""
        query = "SELECT other, MAX(size) FROM seen WHERE log = ? AND seq <= ? GROUP BY other"
        return dict(self._db.execute(query, (log, seq)))

    def last_seen(self, log: str) -> dict[str, Head]:
        """The newest heads that a log names."""
        query = "SELECT other, size, root FROM seen WHERE log = ? ORDER BY seq"
        return {other: Head(size, root) for other, size, root in self._db.execute(query, (log,))}

    def longest_seen(self) -> dict[str, int]:
        """How many entries of each log the entries of others had seen at most."""
        return dict(self._db.execute("SELECT other, MAX(size) FROM seen GROUP BY other"))

    def seen(self) -> Iterator[tuple[str, int, str, Head]]:
        """Every head that an entry names: log, number, the other log, its head."""
        for log, seq, other, size, root in self._db.execute("SELECT * FROM seen ORDER BY log, seq, other"):
            yield log, seq, other, Head(size, root)

    def items(self, *, sha256: str | None = None, stored: str | None = None) -> Iterator[ItemRow]:
        """Items, of one digest or of all."""
        query, values = "SELECT * FROM items", []
        for column, value in (("sha256", sha256), ("stored", stored)):
            if value is not None:
                query += f" WHERE {column} = ?"
                values.append(value)
        for row in self._db.execute(f"{query} ORDER BY log, seq", values):
            yield ItemRow(*row)

    def items_of(self, log: str, seq: int) -> list[ItemRow]:
        """The item that an entry brought in, if any."""
        query = "SELECT * FROM items WHERE log = ? AND seq = ?"
        return [ItemRow(*row) for row in self._db.execute(query, (log, seq))]

    def has_item(self, sha256: str) -> bool:
        """Whether an item with these bytes was ever brought in and not withdrawn."""
        return self._db.execute("SELECT 1 FROM items WHERE sha256 = ?", (sha256,)).fetchone() is not None

    def claims(self, *, claim_id: str | None = None, reading: tuple[str, int] | None = None) -> Iterator[ClaimRow]:
        """Claims of one id (every reading that found it), of one reading, or all, in the order of readings."""
        where = ""
        values: tuple[Any, ...] = ()
        if claim_id is not None:
            where, values = "WHERE claim_id = ?", (claim_id,)
        elif reading is not None:
            where, values = "WHERE log = ? AND seq = ?", reading
        query = f'SELECT claim_id, doc_id, field, start, "end", event_type, quote FROM claims {where}'
        for row in self._db.execute(f"{query} ORDER BY log, seq, number", values):
            yield ClaimRow(*row)

    def readings_of(self, claim_id: str) -> list[tuple[str, int]]:
        """The readings (log, number) that found a claim of this id, in their order."""
        query = "SELECT DISTINCT log, seq FROM claims WHERE claim_id = ? ORDER BY log, seq"
        return self._db.execute(query, (claim_id,)).fetchall()

    def claim_at(self, log: str, seq: int, number: int) -> ClaimRow | None:
        """A claim by its number in a reading."""
        query = 'SELECT claim_id, doc_id, field, start, "end", event_type, quote FROM claims'
        row = self._db.execute(f"{query} WHERE log = ? AND seq = ? AND number = ?", (log, seq, number)).fetchone()
        return ClaimRow(*row) if row else None

    def find(self, words: str, most: int) -> list[Hit]:
        """Claims with all of these words, the best first, then items with them in their names.

        What is typed is words, and no query language.
        """
        wanted = words.replace('"', " ").split()
        if not wanted:
            return []
        query = "SELECT log, seq, number, said FROM words WHERE words MATCH ? ORDER BY rank, log, seq, number LIMIT ?"
        hits = [Hit(*row) for row in self._db.execute(query, (" ".join(f'"{word}"' for word in wanted), most))]
        named = " AND ".join("instr(plain(name), ?)" for _ in wanted)
        query = f"SELECT log, seq, -1, name FROM items WHERE {named} ORDER BY log, seq LIMIT ?"
        found = self._db.execute(query, (*map(_plain, wanted), most - len(hits)))
        return hits + [Hit(*row) for row in found]

    def contents(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Every row of every table, in order, to be compared with those of another index."""
        for table in _TABLES:
            columns = len(self._db.execute(f"SELECT * FROM {table} LIMIT 0").description)
            order = ",".join(str(number) for number in range(1, columns + 1))
            for row in self._db.execute(f"SELECT * FROM {table} ORDER BY {order}"):
                yield table, row


def _row(found: tuple[Any, ...]) -> Row:
    log, seq, at, kind, clear, payload, state = found
    return Row(log, seq, at, kind, json.loads(clear), json.loads(payload) if payload is not None else None, state)


def remove_index(path: Path) -> None:
    """Takes an index away, with what SQLite keeps beside it."""
    for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        name.unlink(missing_ok=True)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # derived: what a crash takes is read from the logs again
    _checked(connection)
    return connection


def _checked(connection: sqlite3.Connection) -> None:
    """Sets up an empty database. Raises: sqlite3.DatabaseError where it is of another version."""
    connection.isolation_level = None
    connection.execute("PRAGMA temp_store = MEMORY")  # else large sorts of what is encrypted would pass over the disk
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
    elif version != _VERSION:
        raise sqlite3.DatabaseError("of another version")


def _plain(text: str) -> str:
    """The text without capitals and accents."""
    spelled = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in spelled if not unicodedata.combining(character))


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
