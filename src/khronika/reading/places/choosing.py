"""Non-overlapping candidates from all of them: the most likely first."""

from khronika.reading.places.candidate import Candidate


def choose(candidates: list[Candidate], threshold: float) -> list[Candidate]:
    """Those above `threshold` (log-odds), the likelier of two that overlap, in the order of the text."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (-c.score, c.first - c.last, c.start)):
        if candidate.score <= threshold:
            break
        covered = range(candidate.first, candidate.last)
        if taken.isdisjoint(covered):
            kept.append(candidate)
            taken.update(covered)
    return sorted(kept, key=lambda c: c.start)
