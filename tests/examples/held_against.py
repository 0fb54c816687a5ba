"""Holds a chronicle of ``examples/dispatches`` against the reading by hand.

Each question gives an `Outcome`: how many answers were wanted, which were met, and a line for each that was not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

VICTIMS = {"killed", "injured", "missing"}
HARMLESS = {"detained", "imprisoned", "charged", "sought"}


@dataclass
class Outcome:
    """wanted, met: numbers of answers. misses: one line each."""

    wanted: int = 0
    met: int = 0
    misses: list[str] = field(default_factory=list)

    def hold(self, met: bool, line: str) -> None:
        """Count one answer."""
        self.wanted += 1
        self.met += met
        if not met:
            self.misses.append(line)

    @property
    def share(self) -> float:
        """Share of the wanted answers that were met; 1 where none was wanted."""
        return self.met / self.wanted if self.wanted else 1.0


def locate(answers: Iterable[dict], texts: dict[str, str]) -> Iterator[dict]:
    """Each answer that quotes a dispatch with `start` and `end` in the text that the chronicle holds.

    The words are looked for nearest to the answer's own start, however their lines are broken; without a trace of
    them the span is (-1, -1).
    """
    for answer in answers:
        words = answer.get("quote") or answer.get("name") or answer.get("starts_with")
        if not words or "doc_id" not in answer:
            yield answer
            continue
        text, near = texts.get(answer["doc_id"], ""), answer.get("start") or 0
        spans = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words.split())), text)]
        start, end = min(spans, key=lambda span: abs(span[0] - near), default=(-1, -1))
        yield answer | {"start": start, "end": end}


class Held:
    """A chronicle and the answers, both by dispatch."""

    def __init__(self, chronicle: dict, answers: list[dict]) -> None:
        self.chronicle = chronicle
        self.texts = {d["doc_id"]: d["text"] for d in chronicle["dispatches"]}
        self.answers = list(locate(answers, self.texts))
        self.claims: dict[str, list[dict]] = {doc: [] for doc in self.texts}
        for claim in chronicle["claims"]:
            if claim.get("field", "text") == "text":
                self.claims[claim["doc_id"]].append(claim)
        self.by_id = {claim["claim_id"]: claim for claim in chronicle["claims"]}
        self.incidents = [i for i in chronicle["incidents"] if i.get("kind", "incident") == "incident"]

    def of(self, kind: str) -> list[dict]:
        """The answers of one kind."""
        return [answer for answer in self.answers if answer["kind"] == kind]

    def near(self, answer: dict) -> list[dict]:
        """Claims that overlap the words of an answer, at most 400 code points long."""
        claims = self.claims.get(answer["doc_id"], [])
        return [c for c in claims if overlap(c, answer) and c["end"] - c["start"] <= 400]

    def figure(self, answer: dict) -> dict | None:
        """The claim that gives the answer's figure."""
        wanted = [(answer["low"], answer["high"]), *map(tuple, answer.get("or", ()))]
        for claim in self.claims.get(answer["doc_id"], []):
            got = claim.get("figure")
            if not got or not overlap(got, answer) or got["measure"] != answer["measure"]:
                continue
            if (got["low"], got["high"]) in wanted:
                return claim
        return None

    def incidents_of(self, answer: dict) -> set[str]:
        """The incidents that hold a claim at the answer's words."""
        ids = {claim["claim_id"] for claim in self.near(answer)}
        return {i["incident_id"] for i in self.incidents if ids & set(i["claims"])}


def overlap(first: dict, second: dict) -> bool:
    """Whether two spans share a code point."""
    return bool(first["start"] < second["end"] and second["start"] < first["end"])


def right_speaker(claim: dict, answer: dict) -> bool:
    """Whether the claim is laid to whom the answer names; null is the author."""
    attribution, wanted = claim.get("attribution"), answer["attribution"]
    if wanted is None:
        return attribution is None
    if attribution is None:
        return False
    if wanted == "unnamed":
        return attribution.get("speaker") == "unnamed" or not attribution.get("source")
    said = {plain(attribution.get(key)) for key in ("source", "speaker")} - {""}
    return any(word in plain(wanted) or plain(wanted) in word for word in said)


def plain(words: str | None) -> str:
    """Lower case, with straight apostrophes."""
    return (words or "").lower().replace("’", "'")


def right_place(claim: dict, answer: dict) -> bool:
    """Whether the claim was placed where the answer says, or in the square inside it."""
    place = claim.get("place") or {}
    named = {place.get("name"), place.get("near")} - {None} or {None}
    return any(wanted in named for wanted in (answer["place"], *answer.get("place_may", ())))


def figures(held: Held) -> dict[str, Outcome]:
    """Which figures were found; of those, whether speaker, place, reality and scope are right."""
    out = {key: Outcome() for key in ("figures", "figure speaker", "figure place", "figure reality", "figure scope")}
    for answer in held.of("figure"):
        claim, words = held.figure(answer), f"{answer['doc_id']}: {answer['quote']}"
        if answer.get("aside"):
            out["figure reality"].hold(claim is None or claim.get("aside") is True, f"{words} (aside)")
            continue
        if answer.get("optional"):
            continue
        out["figures"].hold(claim is not None, f"{words} ({answer['measure']})")
        if claim is None or claim["figure"] is None:
            continue
        said = (claim.get("attribution") or {}).get("source")
        out["figure speaker"].hold(right_speaker(claim, answer), f"{words}: {said!r}, not {answer['attribution']!r}")
        where = (claim.get("place") or {}).get("name")
        out["figure place"].hold(right_place(claim, answer), f"{words}: {where!r}, not {answer['place']!r}")
        out["figure reality"].hold(claim["reality"] == answer["reality"], f"{words}: {claim['reality']}")
        scope = claim["figure"]["scope"]
        out["figure scope"].hold(scope == answer["scope"], f"{words}: {scope}, not {answer['scope']}")
    return out


def invented(held: Held) -> list[str]:
    """Figures of killed, injured or missing that no answer holds, and claims read from furniture."""
    lines = []
    wanted = held.of("figure")
    answered = {answer.get("doc_id") for answer in held.answers}
    for doc, claims in held.claims.items():
        if doc not in answered:
            continue
        for claim in claims:
            got = claim.get("figure")
            if got is None or got["measure"] not in VICTIMS:
                continue
            held_by = [a for a in wanted if a["doc_id"] == doc and a["measure"] == got["measure"] and overlap(got, a)]
            if not held_by:
                lines.append(f"{doc}: {got['measure']} {got['low']}-{got['high']}: {claim['quote'][:70]}")
    for answer in held.of("furniture"):
        if answer["start"] >= 0:
            lines += [f"{answer['doc_id']}: read from furniture: {c['quote'][:70]}" for c in held.near(answer)]
    return lines


def events(held: Held) -> dict[str, Outcome]:
    """Which events were found with their reality; of those, whether type, speaker and place are right."""
    out = {key: Outcome() for key in ("events", "event type", "event speaker", "event place")}
    for answer in held.of("event"):
        words = f"{answer['doc_id']}: {answer['quote']}"
        near = held.near(answer)
        types = {answer["type"], *answer.get("type_may", ())}
        fits = [c for c in near if c["reality"] == answer["reality"] or answer["reality"] == "not stated"]
        fits.sort(key=lambda claim: claim["event_type"] not in types)
        out["events"].hold(bool(fits), f"{words} ({answer['type']}, {answer['reality']})")
        if fits:
            got = fits[0]
            out["event type"].hold(got["event_type"] in types, f"{words}: {got['event_type']}, not {answer['type']}")
            said = (got.get("attribution") or {}).get("source")
            out["event speaker"].hold(right_speaker(got, answer), f"{words}: {said!r}, not {answer['attribution']!r}")
            where = (got.get("place") or {}).get("name")
            out["event place"].hold(right_place(got, answer), f"{words}: {where!r}, not {answer['place']!r}")
    return out


def people(held: Held) -> dict[str, Outcome]:
    """Whether each person has the states that a dispatch gives and no graver ones, and spellings are joined."""
    out = {"people": Outcome(), "same person": Outcome()}
    for answer in held.of("person"):
        name, states = answer["name"], set[str]()
        known = [p for p in held.chronicle["people"] if name in {p["name"], *p["variants"]}]
        for entry in (entry for person in known for entry in person["history"]):
            claim = held.by_id.get(entry["claim_id"])
            if claim and claim["doc_id"] == answer["doc_id"]:
                states.add(entry["state"])
        wanted = set(answer["status"])
        graver = states - wanted - set(answer.get("may", ())) - HARMLESS
        met = wanted <= states and not graver and (bool(known) or not wanted)
        out["people"].hold(met, f"{answer['doc_id']}: {name}: {sorted(states)}, not {sorted(wanted)}")
    for answer in held.of("same_person"):
        names = set(answer["names"])
        forms = [{p["name"], *p["variants"]} for p in held.chronicle["people"]]
        out["same person"].hold(any(names <= form for form in forms), " = ".join(answer["names"]))
    return out


def incidents(held: Held) -> dict[str, Outcome]:
    """Whether quotes of one incident stand together, and those of two apart."""
    out = {"together": Outcome(), "apart": Outcome()}
    for answer in held.of("incident"):
        parts = list(locate(answer["together"], held.texts))
        found = [(part, held.incidents_of(part)) for part in parts]
        for part, ids in found[1:]:
            out["together"].hold(bool(ids & found[0][1]), f"{answer['name']}: {part['doc_id']}: {part['quote']}")
    for answer in held.of("apart"):
        one, two = locate(answer["pair"], held.texts)
        shared = held.incidents_of(one) & held.incidents_of(two)
        out["apart"].hold(not shared, f"{one['quote']} / {two['quote']}")
    return out


def tallies(held: Held) -> dict[str, Outcome]:
    """Whether the tally of each incident keeps every account, and its best is null where there is no ground."""
    out = {"accounts": Outcome(), "best": Outcome()}
    for answer in held.of("tally"):
        label = f"{' '.join(answer['incident'])}: {answer['measure']} {answer['group'] or ''}"
        around = tallies_for(held, answer)
        accounts = [account for tally in around for account in tally["accounts"]]
        for wanted in answer["accounts"]:
            met = any((a["low"], a["high"]) == (wanted["low"], wanted["high"]) for a in accounts)
            out["accounts"].hold(met, f"{label}: {wanted['speaker']} {wanted['low']}-{wanted['high']}")
        group = (answer["group"] or "").lower()
        heads = [t for t in around if t["scope"] == "whole" and group in (t["group"] or "").lower()]
        heads = [t for t in heads if bool(t["group"]) == bool(group)]
        bests = [t["best"] for t in heads] or ([None] if answer["low"] is None else [])
        met = answer["best"] in bests if group else bests == [answer["best"]]
        out["best"].hold(met, f"{label}: {bests}")
    return out


def tallies_for(held: Held, answer: dict) -> list[dict]:
    """The tallies of the answer's measure in the incident that holds most of its figures."""
    _, place, _ = answer["incident"]
    figures = [f for f in held.of("figure") if f["measure"] == answer["measure"] and f["place"] == place]
    ids = {c["claim_id"] for f in figures if (c := held.figure(f)) is not None}
    best = max(held.incidents, key=lambda i: len(ids & set(i["claims"])), default=None)
    if best is None:
        return []
    return [t for t in best["tallies"] if t["measure"] == answer["measure"]]


def dispatches(held: Held) -> dict[str, Outcome]:
    """Copies, times of publication, updates of the rolling report, and what is not held."""
    out = {key: Outcome() for key in ("copies", "published", "updates", "not held")}
    by_doc = {d["doc_id"]: d for d in held.chronicle["dispatches"]}
    family = {d: (record.get("copy_of") or d) for d, record in by_doc.items()}
    for answer in held.of("copy"):
        met = family.get(answer["doc_id"]) == family.get(answer["copy_of"])
        out["copies"].hold(met, f"{answer['doc_id']}: {family.get(answer['doc_id'])}")
    for answer in held.of("published"):
        got = by_doc.get(answer["doc_id"], {}).get("published")
        out["published"].hold(same_time(got, answer["published"]), f"{answer['doc_id']}: {got}")
    for answer in held.of("update"):
        versions = by_doc.get(answer["doc_id"], {}).get("versions", [])
        got = next((v["published"] for v in versions if v["start"] <= answer["start"] + 5 < v["end"]), None)
        out["updates"].hold(same_time(got, answer["published"]), f"{answer['starts_with']}: {got}")
    for answer in held.of("not_held"):
        met = any(g["doc_id"] == answer["doc_id"] and overlap(g, answer) for g in held.chronicle.get("not_held", ()))
        out["not held"].hold(met, f"{answer['doc_id']}: {answer['quote']}")
    return out


def times(answers: Iterable[dict], mentions: dict[str, list[dict]]) -> Outcome:
    """Whether each time expression was found with its value, as `annotate --layer times` gives it."""
    out = Outcome()
    for answer in answers:
        if answer["kind"] == "time" and answer["doc_id"] in mentions:
            got = [m for m in mentions[answer["doc_id"]] if overlap(m, answer)]
            values = {bare(value) for m in got for value in (m["value"], m["edtf"])}
            out.hold(bare(answer["value"]) in values, f"{answer['doc_id']}: {answer['quote']}: {sorted(values)}")
    return out


def bare(value: str | None) -> str:
    """A value without its sign of vagueness and its zone."""
    return (value or "").replace("~", "").removesuffix("Z")


def places(answers: Iterable[dict], mentions: dict[str, list[dict]]) -> Outcome:
    """Whether each place name was found with the right name behind it, and in no gazetteer."""
    out = Outcome()
    for answer in answers:
        if answer["kind"] == "place" and answer["doc_id"] in mentions:
            got = [m for m in mentions[answer["doc_id"]] if overlap(m, answer)]
            met = any(plain(m["name"]) == plain(answer["name"]) and m["geonames_id"] is None for m in got)
            out.hold(met, f"{answer['doc_id']}: {answer['quote']}: {[m['name'] for m in got]}")
    return out


def same_time(got: str | None, wanted: str) -> bool:
    """Whether an instant is the wanted one, or on the wanted day where only a day is given."""
    if got is None:
        return False
    if len(wanted) == 10:
        return got.startswith(wanted)
    return datetime.fromisoformat(got) == datetime.fromisoformat(wanted)


def all_outcomes(held: Held) -> dict[str, Outcome]:
    """Every question's outcome by name."""
    questions = (figures, events, people, incidents, tallies, dispatches)
    return {name: outcome for question in questions for name, outcome in question(held).items()}
