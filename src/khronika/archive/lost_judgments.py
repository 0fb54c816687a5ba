"""Which judgments of an archive cannot be known, because what holds them is damaged or is not there.

Any of them may have protected a source: what is published without them may show that name.
"""

from collections.abc import Iterator

from khronika.archive.following import Fault
from khronika.archive.logs import log_folders
from khronika.archive.store import Archive


def lost_judgments(archive: Archive) -> list[Fault]:
    """The logs and entries whose judgments cannot be known, with the reason; none of those that would not count.

    A log is lost as a whole where it does not hold, and its end where an entry of another log had seen more of it, or
    this device has signed more of it (an older copy was put back, or the work went on in another one).
    """
    return [*_logs(archive), *_entries(archive)]


def _logs(archive: Archive) -> Iterator[Fault]:
    heads, seen, members = archive.index.heads(), archive.index.longest_seen(), archive.members()
    reasons = {fault.name: fault.reason for fault in archive.faults}
    # the first entry of a log is no judgment, so that a device that has only asked to join has lost none
    signed = {log: size for log, size in archive.devices.signed().items() if size > 1}
    for log in sorted({folder.name for folder in log_folders(archive.path)} | seen.keys() | signed.keys()):
        name, member, held = f"log {log}", members.get(log), heads[log].size if log in heads else 0
        if member and not member.counts(held):
            continue
        if log not in heads:  # whether it belongs may stand in it alone: a device signed in by the one before it
            who = "an entry of another log had seen it" if log in seen else "this device has signed it"
            yield Fault(name, reasons.get(name, f"is not here, and {who}"))
        elif member and held < seen.get(log, 0):
            yield Fault(name, f"{held} entries are here, and an entry of another log had seen {seen[log]}")
        elif held < signed.get(log, 0):
            yield Fault(name, f"{held} entries are here, and this device has signed {signed[log]}")


def _entries(archive: Archive) -> Iterator[Fault]:
    faulty = {fault.name for fault in archive.faults}
    for row in archive.rows("judgment"):
        if (name := f"entry {row.log}/{row.seq}") in faulty:
            yield Fault(name, "a judgment whose words are damaged")
