"""What of an episode's answers a chronicle gives: one check for each thing that a careful reader would look for.

A chronicle is taken as the dictionary that ``chronicle.json`` holds, so that another program's output can be scored.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from benchmarks.contested.episodes import Episode, Figure, Toll

Row = Mapping[str, Any]
WIDER = ("running total", "wider")
NOWHERE = ("absent", "elsewhere")


class Check(NamedTuple):
    """One question to a chronicle: what kind, whether it was answered rightly, and about what."""

    kind: str
    right: bool
    words: str


class Answers:
    """A chronicle, with the claim behind each figure of the episode (None where it was not found)."""

    def __init__(self, episode: Episode, chronicle: Row) -> None:
        """Finds for each figure of the episode its claim, and for each event its incident."""
        self.incidents: list[Row] = list(chronicle["incidents"])
        self.claims: dict[str, Row] = {claim["claim_id"]: claim for claim in chronicle["claims"]}
        self.chronicle = chronicle
        self.home = {claim: incident for incident in self.incidents for claim in incident["claims"]}
        self.found = [self._claim(figure) for figure in episode.figures]
        self.events = {name: self._incident(episode, name) for name in sorted({toll.on for toll in episode.tolls})}

    def _claim(self, figure: Figure) -> Row | None:
        """The claim whose figure stands in the words, of its measure and bounds, the nearest in length."""
        fitting = [
            claim
            for claim in self.claims.values()
            if (count := claim["figure"]) and claim["doc_id"] == figure.doc
            and count["start"] < figure.end and figure.start < count["end"]
            and count["measure"] == figure.measure and (count["low"], count["high"]) in figure.bounds
        ]  # fmt: skip
        return min(fitting, key=lambda one: (abs(one["figure"]["start"] - figure.start), one["claim_id"]), default=None)

    def _incident(self, episode: Episode, event: str) -> Row | None:
        """The incident that holds most figures of an event; where it has none, the main one of the first dispatch."""
        homes = Counter(
            self.home[claim["claim_id"]]["incident_id"]
            for figure, claim in zip(episode.figures, self.found, strict=True)
            if figure.on == event and claim and claim["claim_id"] in self.home and figure.standing not in NOWHERE
        )
        by_name = {incident["incident_id"]: incident for incident in self.incidents}
        if homes:
            return by_name[min(homes, key=lambda name: (-homes[name], name))]
        first = min(self.chronicle["dispatches"], key=lambda one: one["published"])
        return by_name[first["incidents"][0]] if first["incidents"] else None


def checks(episode: Episode, chronicle: Row) -> list[Check]:
    """Every check of an episode, in a fixed order."""
    answers = Answers(episode, chronicle)
    return [
        *_of_figures(episode, answers),
        *_of_events(episode, answers),
        *(check for toll in episode.tolls for check in _of_toll(toll, answers.events.get(toll.on))),
        *_of_roots(episode, answers),
        *_of_passages(episode, answers),
        *_of_people(episode, chronicle),
    ]


def _of_figures(episode: Episode, answers: Answers) -> Iterator[Check]:
    for figure, claim in zip(episode.figures, answers.found, strict=True):
        words = f"{figure.doc}: {figure.words}"
        if figure.standing in NOWHERE:
            counted = claim is not None and _stands(claim, answers, "counted", None)
            yield Check("counts nobody here", not counted, words)
            continue
        yield Check("kept", claim is not None, words)
        publisher = next(one.publisher for one in episode.dispatches if one.doc_id == figure.doc)
        said = claim is not None and _said_by(claim, figure, publisher)
        yield Check("attributed", said, f"{words} by {figure.by or 'author'}")
        stands = claim is not None and _stands(claim, answers, figure.standing, figure.group)
        kind = "superseded" if figure.standing == "superseded" else "standing"
        yield Check(kind, stands, f"{words} {figure.standing}")
        yield from _of_scope(figure, claim, words)


def _of_scope(figure: Figure, claim: Row | None, words: str) -> Iterator[Check]:
    given = claim["figure"] if claim else {}
    if figure.place:
        yield Check("scope", _alike(given.get("scope_place"), figure.place), f"{words} in {figure.place}")
    if figure.days:
        yield Check("scope", given.get("scope_days") == figure.days, f"{words} on {figure.days}")
    if figure.as_of:
        yield Check("scope", str(given.get("as_of")).startswith(figure.as_of), f"{words} as of {figure.as_of}")


def _said_by(claim: Row, figure: Figure, publisher: str | None) -> bool:
    """Whether a claim is laid to the right speaker; who speaks in a text of their own is its author."""
    laid = claim["attribution"]
    if figure.by is None:
        return laid is None or str(laid["speaker"]).casefold() in ("we", "i", "us")
    if laid is None:
        return figure.by == publisher
    if figure.by == "unnamed":
        return laid["source"] is None
    return any(_alike(laid.get(key), figure.by) for key in ("speaker", "source"))


def _alike(given: str | None, wanted: str) -> bool:
    """Whether one holds the other, case and articles aside."""
    if not given:
        return False
    one, other = given.casefold().removeprefix("the "), wanted.casefold().removeprefix("the ")
    return one in other or other in one


def _stands(claim: Row, answers: Answers, standing: str, group: str | None) -> bool:
    """Whether a claim's figure stands in a tally as the answer says.

    A part, an addition or a wider count may bound no headline of the event; what a group counts may stand in its tally.
    """
    name = claim["claim_id"]
    home = answers.home.get(name)
    tallies = home["tallies"] if home else []
    here = [(tally, account) for tally in tallies for account in tally["accounts"] if name in account["claims"]]
    if not here:
        return standing in WIDER or standing == "set aside"
    for tally, account in here:
        is_counted = account["standing"] == "counted" and name not in account["superseded"]
        if standing == "counted" and is_counted:
            return True
        if standing == "superseded" and (name in account["superseded"] or account["standing"] == "superseded"):
            return True
        if standing == "part" and is_counted and tally["group"] is None:
            return False
        if standing in ("addition", "doubted") and account["standing"] == standing:
            return True
    held = any(account["standing"] == "counted" and name not in account["superseded"] for _, account in here)
    return standing == "part" or (standing in (*WIDER, "set aside", "doubted") and not held)


def _of_events(episode: Episode, answers: Answers) -> Iterator[Check]:
    """Pairs of figures: those of one event in one incident, those of two in two."""
    placed = [
        (figure, answers.home.get(claim["claim_id"], {}).get("incident_id"))
        for figure, claim in zip(episode.figures, answers.found, strict=True)
        if claim is not None and figure.standing not in (*NOWHERE, *WIDER)
    ]
    for (one, here), (other, there) in combinations(placed, 2):
        words = f"{one.doc}: {one.words} / {other.doc}: {other.words}"
        if one.on == other.on:
            yield Check("together", here == there, words)
        else:
            yield Check("not merged", here != there, words)


def _of_toll(toll: Toll, incident: Row | None) -> Iterator[Check]:
    words = f"{toll.on} {toll.measure} {toll.group or 'all'}"
    tally = _tally(toll, incident)
    given = {key: tally[key] for key in ("status", "low", "best", "high")} if tally else {}
    status = {"none_reported": "none reported"}.get(given.get("status", "unknown"), given.get("status", "unknown"))
    if toll.status != "reported":
        yield Check("unknown, none, zero", status == toll.status and incident is not None, f"{words} {toll.status}")
        return
    told = f"{words}: {toll.low} {toll.best} {toll.high}, given {[given.get(k) for k in ('low', 'best', 'high')]}"
    found = tally is not None and status != "unknown"
    yield Check("bounds", found and (given["low"], given["high"]) == (toll.low, toll.high), told)
    kind = "best open" if toll.best is None else "best"
    yield Check(kind, found and given["best"] == toll.best, told)
    if toll.falls:
        yield Check("fall flagged", _fall(tally, toll.falls), f"{words} {toll.falls}")


def _tally(toll: Toll, incident: Row | None) -> Row | None:
    tallies: Sequence[Row] = incident["tallies"] if incident else ()
    return next((one for one in tallies if (one["measure"], one["group"]) == (toll.measure, toll.group)), None)


def _fall(tally: Row | None, wanted: str) -> bool:
    """Whether an account says that it fell, from and to the numbers of "speaker: 41 to 38"."""
    _, _, numbers = wanted.partition(": ")
    before, _, after = numbers.partition(" to ")
    accounts: Sequence[Row] = tally["accounts"] if tally else ()
    return any([int(before), int(after)] in account.get("falls", ()) for account in accounts)


def _of_roots(episode: Episode, answers: Answers) -> Iterator[Check]:
    """How many independent roots, who repeats whom, and the words of the grades."""
    for event, count in episode.roots.items():
        incident = answers.events.get(event)
        given = incident["independent_sources"] if incident else None
        yield Check("roots", given == count, f"{event}: {count} roots, given {given}")
    tree = {row["doc_id"]: row["of"] for row in answers.chronicle.get("repeats", ())}
    for later, (earlier, how) in episode.repeats.items():
        yield Check("who repeats whom", tree.get(later) == earlier, f"{later} {how} {earlier}, given {tree.get(later)}")
    copied = {one["doc_id"]: one["copy_of"] for one in answers.chronicle["dispatches"]}
    for later, earlier in episode.updates.items():
        yield Check("who repeats whom", copied[later] is None, f"{later} is an update of {earlier} and no copy")
    for row in episode.grades:
        incident = answers.events.get(row["on"])
        for judgement in ("reported", "occurred", "responsible"):
            if judgement in row:
                given = incident[judgement]["value"] if incident else None
                told = f"{row['on']} {judgement}: {row[judgement]}, given {given}"
                yield Check(judgement, given == row[judgement], told)


def _of_passages(episode: Episode, answers: Answers) -> Iterator[Check]:
    """The passages that say why counts are low, kept with an incident of the episode."""
    kept = [row for row in answers.chronicle.get("caveats", ()) if row["incident_id"] is not None]
    for doc, start, end in episode.why_low:
        found = any(row["doc_id"] == doc and row["start"] < end and start < row["end"] for row in kept)
        yield Check("why counts are low", found, f"{doc}: {start}-{end}")


def _of_people(episode: Episode, chronicle: Row) -> Iterator[Check]:
    states = {person["name"]: {one["state"] for one in person["history"]} for person in chronicle["people"]}
    for name, state in episode.people:
        yield Check("people", state in states.get(name, ()), f"{name} {state}")
