"""Words that say what a number counts, found in a sentence by the lexicon."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from operator import attrgetter

from khronika.reading.figures.not_dead import tells_no_death
from khronika.reading.figures.numerals import number_words
from khronika.reading.inflection import lemma
from khronika.reading.lexicon import lexicon, word_set
from khronika.reading.sentence import Sentence, Token
from khronika.reference.vocabulary import measures

MEASURES = (
    "killed", "injured", "shot", "hospitalised", "detained", "released", "missing", "displaced", "sought",
    "participants", "strikers",
)  # fmt: skip
"""Measures that words give; forces, vehicles and aircraft are given by the noun that is counted."""
ROLES = ("patient", "subject", "adjective", "noun", "status", "act", "of", "with", "amid")
_ORDER = {measure: i for i, measure in enumerate((*MEASURES, "nothing"))}
_GAP = "~"
_LONGEST_GAP = 5
_NOUN_ROLES = frozenset({"noun", "status", "act", "of"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_EVERYWHERE = frozenset({"be", "not", "never", "with"})
"""First words of triggers that any sentence may hold, and that so tell a first pass nothing."""
_BARE = frozenset({"NUM", "NOUN", "PROPN", "PUNCT", "CCONJ", "ADJ"})
"""What may stand before the participle of a headline."""
_SKIPPED = ("ADV", "PART")
_CLOSES_GAP = frozenset({",", ";", ":", ".", "”", '"'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word or words of the lexicon in a sentence.

    at, to: token indices, inclusive; `at` is the word that governs (the verb, the noun), and may stand last
        ("fatally SHOT").
    role: where the people counted stand (see the head of figures.toml).
    """

    at: int
    to: int
    measure: str
    role: str

    @property
    def first(self) -> int:
        """Index of the first of its words."""
        return min(self.at, self.to)

    @property
    def last(self) -> int:
        """Index of the last of its words."""
        return max(self.at, self.to)

    def opens(self, sentence: Sentence) -> bool:
        """Whether nothing but an adjective stands before it in its sentence ("Confirmed DEATHS: 14")."""
        return all(t.pos in ("ADJ", "DET", "VERB", "PUNCT", "ADV", "PROPN") for t in sentence.tokens[: self.first])


@dataclass(frozen=True, slots=True)
class _Entry:
    """rank: by which entries are sorted: the longest first, then by measure and role."""

    words: tuple[str, ...]
    measure: str
    role: str
    rank: tuple[int, int, int]


_Entries = Mapping[str, Sequence[_Entry]]
"""Second word ("" where there is none; gaps passed over) -> entries, longest first."""


@cache
def _index() -> Mapping[str, _Entries]:
    """First word -> the entries that begin with it, by their second word."""
    by_first: dict[str, dict[str, list[_Entry]]] = defaultdict(lambda: defaultdict(list))
    data = lexicon("en", "figures")
    for measure in (*MEASURES, "nothing"):
        for role in ROLES:
            for phrase in data[measure].get(role, ()):
                for words in product(*(part.split("|") for part in phrase.split())):
                    second = next((word for word in words[1:] if word != _GAP), "")
                    rank = -len(words), _ORDER[measure], ROLES.index(role)
                    by_first[words[0]][second].append(_Entry(words, measure, role, rank))
    return {first: dict(rest) for first, rest in by_first.items()}


@cache
def trigger_words() -> frozenset[str]:
    """First words of all triggers and all nouns that say what is counted, for the first pass over a text."""
    data = lexicon("en", "figures")
    nouns = {noun.split()[0] for kind in data["nouns_of"].values() for noun in kind}
    return (frozenset(_index()) | nouns | word_set("en", "figures", "toll.nouns")) - _EVERYWHERE


@cache
def trigger_phrases(*, befalling: bool | None = None) -> frozenset[str]:
    """Triggers with their alternatives spelled out and their gaps left out ("take into custody").

    One that holds only amid certain words has each of these at its end ("hit fire"): both must stand in the sentence.

    befalling: True for those of something that befalls people and so needs no number ("killed"), False for those
        that only tell how many did something ("gathered"); None for all.
    """
    return frozenset(
        " ".join([*(word for word in entry.words if word != _GAP), *amid])
        for groups in _index().values()
        for entries in groups.values()
        for entry in entries
        if entry.measure != "nothing" and befalling in (None, _befalls(entry.measure))
        for amid in _company(entry)
    )


def _company(entry: _Entry) -> list[list[str]]:
    """The words of which one must stand beside the entry, each by itself; an empty list where none need."""
    if entry.role != "amid":
        return [[]]
    return [[word] for word in sorted(word_set("en", "figures", f"{entry.measure}.amid_words"))]


def _befalls(measure: str) -> bool:
    """Whether people come into a state by it, and do not only do something together."""
    return measures()[measure].state is not None


_rank = attrgetter("rank")


def find_triggers(sentence: Sentence) -> list[Trigger]:
    """The triggers of a sentence in order; of those that begin at one word, or lie in another, the longest stands."""
    index, tokens = _index(), sentence.tokens
    present: set[str] = set()
    found: list[Trigger] = []
    for at, token in enumerate(tokens):
        if token.lemma not in index and token.lower not in index and token.pos not in _NOMINAL:
            continue
        groups = _groups(index, tokens, at)
        if not groups:
            continue
        if not present:
            present = {"", *[t.lower for t in tokens], *[t.lemma for t in tokens], *map(_unmasked, tokens)}
        entries = [entry for group in groups for word in group.keys() & present for entry in group[word]]
        if len(entries) > 1:
            entries.sort(key=_rank)
        _add_longest(tokens, at, entries, found)
    return [trigger for trigger in _standing(found) if not tells_no_death(sentence, trigger.at)]


def _groups(index: Mapping[str, _Entries], tokens: Sequence[Token], at: int) -> list[_Entries]:
    """The entries that begin with the word at a token: its dictionary form, its own form, or the verb behind "-ing"."""
    token = tokens[at]
    groups = [index[token.lemma]] if token.lemma in index else []
    if token.lower != token.lemma and token.lower in index:
        groups.append(index[token.lower])
    if token.pos not in _NOMINAL:
        return groups
    if token.pos == "NOUN" and token.lower.endswith("ing") and _governs(tokens, at):
        verb = index.get(lemma(token.lower, "VBG"))
        if verb is not None:
            groups.append(verb)
    elif token.lower in word_set("en", "figures", "disguised.participles"):
        # "three SHOT in Orun", taken for a noun: its own dictionary form is no verb's
        verb = index.get(lemma(token.lower, "VBN"))
        if verb is not None and verb not in groups:
            groups.append(verb)
    elif token.lower in word_set("en", "figures", "disguised.verbs"):
        verb = index.get(lemma(token.lower, "VBZ"))  # "Shooting KILLS three", taken for a name
        if verb is not None and verb not in groups:
            groups.append(verb)
    return groups


def _add_longest(tokens: Sequence[Token], at: int, entries: Sequence[_Entry], found: list[Trigger]) -> None:
    """Adds the longest of the entries, longest first, that really stand at the token."""
    length = 0
    for entry in entries:
        if len(entry.words) < length:
            return
        end = _end(tokens, at, entry.words) if len(entry.words) > 1 else at
        if end is None or not _fits(tokens, at, end, entry):
            continue
        length = len(entry.words)
        trigger = _trigger(tokens, at, end, entry)
        if trigger not in found:
            found.append(trigger)


def _trigger(tokens: Sequence[Token], at: int, end: int, entry: _Entry) -> Trigger:
    """The verb governs where the trigger begins with an adverb ("fatally shot")."""
    turned = len(entry.words) > 1 and tokens[at].pos == "ADV" and entry.role == "patient"
    role, behind = "patient" if entry.role == "amid" else entry.role, max(at, end) + 1
    if (
        role == "patient"
        and behind < len(tokens)
        and tokens[behind].lower in word_set("en", "figures", "reporting.reflexive")
    ):
        role = "subject"
    return Trigger(at=end if turned else at, to=at if turned else end, measure=entry.measure, role=role)


def _fits(tokens: Sequence[Token], at: int, end: int, entry: _Entry) -> bool:
    """Whether the part of speech of a single word goes with the role."""
    token = tokens[at]
    if entry.role == "amid":
        return token.pos == "VERB" and _amid(tokens, at, end, measure=entry.measure)
    if entry.measure == "nothing" and entry.role == "subject" and _passive(tokens, at):
        return False
    if len(entry.words) > 1 or entry.role == "adjective":
        return entry.role not in _NOUN_ROLES or token.pos != "VERB" or _GAP in entry.words
    if entry.role in _NOUN_ROLES:
        return token.pos in ("NOUN", "ADJ", "PROPN") or (
            token.pos == "VERB" and (token.lower.endswith("ing") or _nominal(tokens, at))
        )
    if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
        return True
    if token.lower.endswith("ing") and entry.role == "patient" and _governs(tokens, at):
        return True
    if token.pos == "ADJ" and token.lower.endswith("ed"):
        return entry.role == "patient"
    return token.pos in ("NOUN", "PROPN", "ADJ") and _verb_in_disguise(tokens, at, entry)


def _amid(tokens: Sequence[Token], at: int, end: int, *, measure: str) -> bool:
    """ "seven of the WOUNDED were taken to Vidre", "the CLINIC took in 25 more"; not "taking the toll to 19"."""
    words, tolls = word_set("en", "figures", f"{measure}.amid_words"), word_set("en", "figures", "toll.nouns")
    if any(token.lemma in tolls for token in tokens[at:end]):
        return False
    return any(token.lemma in words or token.lower in words for token in tokens)


def _governs(tokens: Sequence[Token], at: int) -> bool:
    """ "..., KILLING 11": a participle that the tagger took for a noun."""
    if at == 0 or at + 1 >= len(tokens) or tokens[at - 1].lower not in (",", "and", "–", "—", "-"):
        return False
    return tokens[at + 1].pos in ("NUM", "DET") or tokens[at + 1].lower in ("at", "up", "more", "over", "about", "some")


def _passive(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].tag == "VBN" or any(token.lemma == "be" for token in tokens[max(0, at - 2) : at]):
        return True
    return _stands_bare(tokens, at)


def _stands_bare(tokens: Sequence[Token], at: int) -> bool:
    """ "FIVE SHOT AT PETROL STATION": a headline's participle between a bare number and a place without an article."""
    before = tokens[:at]
    if not before or at + 2 >= len(tokens) or tokens[at].lower != "shot" or tokens[at + 1].lower != "at":
        return False
    if not all(token.pos in _BARE for token in before) or not any(token.pos == "NUM" for token in before):
        return False
    people = word_set("en", "figures", "people.nouns") | word_set("en", "figures", "nouns_of.forces")
    if tokens[at + 2].pos == "DET" and at + 3 < len(tokens):  # "3 people shot at THE MALL"
        return tokens[at + 3].lemma in word_set("en", "figures", "disguised.venues")
    return tokens[at + 2].pos in ("NOUN", "PROPN") and tokens[at + 2].lemma not in people


def _nominal(tokens: Sequence[Token], at: int) -> bool:
    """ "the WOUNDED number 60": a participle that an article makes a noun."""
    return at > 0 and tokens[at - 1].pos in ("DET", "NUM") and tokens[at].tag in ("VBN", "VBD")


def _verb_in_disguise(tokens: Sequence[Token], at: int, entry: _Entry) -> bool:
    """A verb of a headline that the tagger took for a noun ("GUNMEN KILL 12", "Man SHOT outside", "5,000 MARCH")."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.lower in word_set("en", "figures", "disguised.participles"):
        return True
    if not {token.lemma, token.lower} & word_set("en", "figures", "disguised.verbs"):
        return False
    if entry.role == "patient":
        if following is None:
            return False
        number = following.lower in number_words().units  # which a headline's capital makes a name
        if token.lower in word_set("en", "figures", "disguised.killing") and _somebody(following):
            return at > 0  # "Blast KILLS Teen", "Fire KILLS Family of Four"
        return number or following.pos in ("NUM", "DET") or following.lower in ("at", "up", "over")
    if at == 0 or tokens[at - 1].pos not in ("NUM", "NOUN", "PROPN"):
        return False
    plural = tokens[at - 1].pos == "NUM" or tokens[at - 1].tag in ("NNS", "NNPS")
    agrees = plural != token.lower.endswith("s")
    return agrees and (following is None or following.pos in ("ADP", "DET", "ADV", "PUNCT", "PART", "SCONJ"))


def _somebody(token: Token) -> bool:
    people = word_set("en", "figures", "people.nouns") | word_set("en", "figures", "nouns_of.forces")
    return token.lower in people


def _end(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> int | None:
    """Index of the last token of the words, adverbs between allowed; None where they do not stand there."""
    here, gap = at, 0
    for word in words[1:]:
        if word == _GAP:
            gap = _LONGEST_GAP
            continue
        here = _next(tokens, here + 1, word, gap)
        if here < 0:
            return None
        gap = 0
    return here


def _unmasked(token: Token) -> str:
    """The dictionary form of a headline's verb of killing that was taken for a noun ("Man Fatally SHOOTS Wife")."""
    return lemma(token.lower, "VBZ") if token.lower in word_set("en", "figures", "disguised.killing") else token.lower


def _next(tokens: Sequence[Token], at: int, word: str, gap: int) -> int:
    """Index of the word from token `at` on, past at most `gap` words that are no verb, or past two adverbs; else -1."""
    passed = 0
    while at < len(tokens):
        token = tokens[at]
        if word in (token.lemma, token.lower) or (token.pos in _NOMINAL and _unmasked(token) == word):
            return at
        if passed == 0 and not gap and token.pos not in _SKIPPED:
            return -1  # nearly always
        if token.lower in _CLOSES_GAP or passed >= max(gap, 2):
            return -1
        if gap and token.lower in word_set("en", "figures", "bland.harms"):
            return -1  # "left 11 DEAD and 40 wounded" tells of the 11 that they are dead
        if token.pos not in _SKIPPED and not (gap and (token.pos != "VERB" or token.lemma == "be")):
            return -1
        compound = token.tag == "HYPH" or tokens[at - 1].tag == "HYPH"  # "a 19-year-old" is two words
        at, passed = at + 1, passed + (not compound)
    return -1


def _standing(found: list[Trigger]) -> list[Trigger]:
    """Without a trigger that lies in a longer one, and without the words that only look like one."""
    cared_for = {(trigger.first, trigger.last) for trigger in found if trigger.measure in ("hospitalised", "killed")}
    kept = [
        trigger
        for trigger in found
        if trigger.measure != "nothing"
        and not (trigger.measure == "detained" and (trigger.first, trigger.last) in cared_for)
        and not any(
            other.last - other.first > trigger.last - trigger.first
            and other.first <= trigger.first
            and trigger.last <= other.last
            for other in found
        )
    ]
    return sorted(kept, key=lambda trigger: trigger.at)
