"""Which triggers say what befell those counted: by the tree where there is one, else by the order of words."""

from collections.abc import Sequence
from itertools import pairwise

from khronika.reading import grammar
from khronika.reading.figures.announcing import announced
from khronika.reading.figures.counted import Count
from khronika.reading.figures.listing import listed_under, together_with
from khronika.reading.figures.ordering import adjoins, by_order, follows_of, leaves_another
from khronika.reading.figures.parts import of_the_described
from khronika.reading.figures.triggers import Trigger
from khronika.reading.lexicon import word_set
from khronika.reading.sentence import Sentence, Token

_JOINED = ("conj", "appos", "nummod", "quantmod", "amod", "compound")
_OPENING = 4
"""Last token in which the word for what befell "those" may stand."""
_PREDICATES = ("acomp", "attr", "oprd", "ccomp", "ROOT", "amod", "advcl", "xcomp")


def links(sentence: Sentence, counts: Sequence[Count], triggers: Sequence[Trigger]) -> list[list[Trigger]]:
    """For each count the triggers said of it, nearest first; one joined to another shares what is said of that."""
    found = [_own(sentence, count, counts, triggers) for count in counts]
    for i in range(len(counts) - 1):
        if not found[i + 1] and found[i] and _shared(sentence, counts[i], counts[i + 1], found[i]):
            found[i + 1] = [t for t in found[i] if _may_be_shared(sentence, t) and not _inside(counts[i], t)]
    for i in range(len(counts) - 1, 0, -1):
        if not found[i - 1] and found[i] and _shared(sentence, counts[i - 1], counts[i], found[i]):
            found[i - 1] = [t for t in found[i] if t.role not in ("noun", "status")]
    found = [its or _of_those(sentence, count, triggers) for count, its in zip(counts, found, strict=True)]
    found = [its or listed_under(sentence, count, triggers) for count, its in zip(counts, found, strict=True)]
    found = [its or together_with(sentence, count, triggers) for count, its in zip(counts, found, strict=True)]
    found = [_without_place(sentence, count, triggers, its) for count, its in zip(counts, found, strict=True)]
    found = [its or of_the_described(sentence, counts, found, i) for i, its in enumerate(found)]
    found = _in_telegrams(counts, triggers, _nearest_described(sentence, counts, found))
    found = _in_headlines(sentence, counts, found)
    found = [_of_its_own(sentence, count, counts, its) for count, its in zip(counts, found, strict=True)]
    for trigger in triggers:
        _carry_on(sentence, counts, found, trigger)
    return [_before_another(i, its, counts, found) for i, its in enumerate(found)]


def _may_be_shared(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the word is said of the next count as well; "claimed the LIVES of a boy and his mother" is."""
    return trigger.role not in ("noun", "status") or sentence.tokens[trigger.last].lemma == "life"


def _nearest_described(
    sentence: Sentence, counts: Sequence[Count], found: Sequence[list[Trigger]]
) -> list[list[Trigger]]:
    """ "four were pulled out alive, the other six DEAD": an adjective right behind a number is told of that one."""
    kept = [list(its) for its in found]
    for later, said in zip(counts, found, strict=True):
        own = {t.first for t in said if t.role in ("adjective", "noun") and later.to < t.first <= later.last + 1}
        for earlier, its in zip(counts, kept, strict=True):
            between = sentence.tokens[earlier.last + 1 : later.first]
            if own and any(token.pos in ("VERB", "AUX") for token in between):
                its[:] = [t for t in its if t.first not in own]
    return kept


def _in_headlines(sentence: Sentence, counts: Sequence[Count], found: Sequence[list[Trigger]]) -> list[list[Trigger]]:
    """ "BOY DEAD, two men jailed": what stands right behind somebody is not said of the next, who have their own.

    "Stabbing KILLS TWO": and of those right behind a verb of killing nothing else is said.
    """
    if not sentence.heading:
        return [list(its) for its in found]
    killing = word_set("en", "figures", "disguised.killing")
    kept = []
    for count, its in zip(counts, found, strict=True):
        taken = {c.last + 1 for c in counts if c.last + 1 < count.first}
        theirs = [t for t in its if not (t.role == "adjective" and t.first in taken)]
        before = [t for t in its if t.last + 1 == count.first and sentence.tokens[t.last].lower in killing]
        kept.append(before or theirs or list(its))
    return kept


def _in_telegrams(
    counts: Sequence[Count], triggers: Sequence[Trigger], found: Sequence[list[Trigger]]
) -> list[list[Trigger]]:
    """ "1 killed 3 injured in Orun": bare numbers, each with its own word behind it, and nothing between them."""
    own = {t.first: t for t in triggers if t.first == t.last and t.role in ("patient", "adjective")}
    kept = [list(its) for its in found]
    bare = [i for i, c in enumerate(counts) if c.sort == "number" and c.head is None and c.last + 1 in own]
    for i, j in pairwise(bare):
        if counts[j].first == counts[i].last + 2:
            kept[i], kept[j] = [own[counts[i].last + 1]], [own[counts[j].last + 1]]
    return kept


def _without_place(
    sentence: Sentence, count: Count, triggers: Sequence[Trigger], its: Sequence[Trigger]
) -> list[Trigger]:
    """ "three died at the scene and a fourth IN HOSPITAL": where it befell them, and not how they fare."""
    tokens, joints = sentence.tokens, word_set("en", "figures", "part.joints")
    if count.head is not None or not count.first or tokens[count.first - 1].lower not in ("and", ",", ";"):
        return list(its)
    deaths = [t for t in triggers if t.measure == "killed" and t.last < count.first]
    placed = bool(deaths) and tokens[deaths[-1].last + 1].lower in joints
    return [
        t
        for t in its
        if not (placed and t.role == "adjective" and t.first == count.last + 1 and tokens[t.first].lower in joints)
    ]


def _before_another(
    i: int, its: Sequence[Trigger], counts: Sequence[Count], found: Sequence[Sequence[Trigger]]
) -> list[Trigger]:
    """ "15 wounded and two are MISSING": what is said of a later count is not said of one that has its own word."""
    kept = list(its)
    for later, said in zip(counts[i + 1 :], found[i + 1 :], strict=True):
        if any(t.first < later.first for t in its):
            theirs = {t.first for t in said if t.first > later.to}
            kept = [t for t in kept if t.first not in theirs]
    return kept


def _carry_on(sentence: Sentence, counts: Sequence[Count], found: list[list[Trigger]], trigger: Trigger) -> None:
    """ "was shot twice AND DIED": the subject of a verb without one is that of the verb before."""
    at = trigger.first - 1
    while at > 0 and sentence.tokens[at].pos == "ADV":
        at -= 1
    if trigger.role != "subject" or at < 1 or sentence.tokens[at].lower not in ("and", "then", "but"):
        return
    if any(trigger in its for its in found):
        return
    for count, its in zip(reversed(counts), reversed(found), strict=True):
        if count.first >= trigger.first:
            continue
        if any(count.last < other.first < at and other.role in ("patient", "subject") for other in its):
            its.insert(0, trigger)
        return


def _inside(count: Count, trigger: Trigger) -> bool:
    """ "1 DEAD, 3 in hospital": what belongs to the words of the one count is not said of the next."""
    return count.first <= trigger.first and trigger.last <= count.last


def _of_its_own(sentence: Sentence, count: Count, counts: Sequence[Count], said: Sequence[Trigger]) -> list[Trigger]:
    """ "ONE of three people hit has DIED": what is told behind a partitive is told of the part, not of the others."""
    if not _is_the_others(sentence, count, counts):
        return list(said)
    heads = count.heads
    return [
        t
        for t in said
        if t.first <= count.last + _opens_with_of(sentence, count)
        or (_describes_them(sentence, t) and any(_modified_by(sentence, h, t) for h in heads))
    ]


def _describes_them(sentence: Sentence, trigger: Trigger) -> bool:
    """ "one of three people HIT by gunfire": a participle, and no verb that is finite."""
    return sentence.parsed and sentence.tokens[trigger.at].tag in ("VBN", "VBG", "JJ", "NN")


def _is_the_others(sentence: Sentence, count: Count, counts: Sequence[Count]) -> bool:
    """Whether the count stands behind "one of", "which of the", "half of the", "OF 64 men, 12 ..."."""
    tokens, of = sentence.tokens, count.first - 1
    if of > 0 and tokens[of].lower in ("the", "those", "these", "its", "their", "his", "her"):
        of -= 1
    if of < 0 or tokens[of].lower != "of":
        return False
    if _opens_with_of(sentence, count):
        return any(other.sort == "number" and other.first > count.last for other in counts)
    part = tokens[of - 1].lower
    if part in word_set("en", "figures", "part.pickers") or part in word_set("en", "figures", "part.fractions"):
        return True
    return any(other.to == of - 1 and other.sort in ("number", "none") for other in counts)


def _of_those(sentence: Sentence, count: Count, triggers: Sequence[Trigger]) -> list[Trigger]:
    """ "OF THOSE KILLED, eleven were soldiers": what befell the whole, named first, befell the part."""
    tokens, behind = sentence.tokens, count.to + 1
    if tokens[0].lower not in ("of", "among") or count.head is not None or count.sort != "number":
        return []
    if behind >= len(tokens) or tokens[behind].lemma != "be" or tokens[count.first - 1].lower != ",":
        return []
    lead = [t for t in triggers if t.last < count.first - 1 and t.first <= _OPENING]
    predicate = behind + 1 < len(tokens) and tokens[behind + 1].pos in ("NOUN", "ADJ", "DET", "PROPN", "ADP", "NUM")
    return lead[:1] if predicate else []


def _opens_with_of(sentence: Sentence, count: Count) -> bool:
    """ "OF 64 PRISONERS, 12 were freed": the whole is named first, the part follows."""
    tokens, of = sentence.tokens, count.first - 1
    if of > 0 and tokens[of].lower in ("the", "those", "these", "its", "their", "his", "her"):
        of -= 1
    return of >= 0 and tokens[of].lower == "of" and (of == 0 or tokens[of - 1].pos == "PUNCT")


def _shared(sentence: Sentence, one: Count, other: Count, said: Sequence[Trigger]) -> bool:
    """Whether two counts stand side by side, joined by "and" or a comma, and neither is a thing."""
    between = sentence.tokens[one.last + 1 : other.first]
    if (other.kind == "" and other.head is not None) or (one.kind == "" and one.head is not None):
        return False
    if one.head is None and other.head is None and "pronoun" in (one.sort, other.sort):
        return False
    if not between or len(between) > 2 or any(t.first in range(one.last + 1, other.first) for t in said):
        return False
    if "single" in (one.sort, other.sort) and not any(t.lower in ("and", "&") for t in between):
        listed = other.last + 1 < len(sentence.tokens) and sentence.tokens[other.last + 1].lower in ("and", ",")
        both = one.sort == other.sort == "single"
        if not (both and (listed or sentence.heading)) and not (sentence.heading and other.sort == "number"):
            return False  # "MAN, TWO CHILDREN found dead": a comma is an "and" in a headline
    return all(t.lower in ("and", ",", "or", "&") or t.tag == "PRP$" for t in between)


def _own(sentence: Sentence, count: Count, counts: Sequence[Count], triggers: Sequence[Trigger]) -> list[Trigger]:
    by_tree = [t for t in triggers if _says(sentence, count, t)]
    nested = any(c.first < count.first <= c.last for c in counts)
    if not nested and all(t.role == "status" or t.at == count.head for t in by_tree):
        ordered = [t for t in triggers if t not in by_tree and by_order(sentence, count, t, counts)]
        inside = [t for t in ordered if count.first <= t.at <= count.last and t.role == "adjective"]
        outside = [t for t in ordered if not count.first <= t.at <= count.last]
        by_tree = [*_nearest_first(count, outside)[:1], *inside, *by_tree]
    return _without_weaker(_nearest_first(count, by_tree))


def _nearest_first(count: Count, triggers: Sequence[Trigger]) -> list[Trigger]:
    return sorted(triggers, key=lambda t: (min(abs(t.first - count.to), abs(count.first - t.last)), t.at))


def _without_weaker(triggers: list[Trigger]) -> list[Trigger]:
    """A noun like "protesters" says what they did only where nothing else does."""
    strong = [t for t in triggers if t.role != "status"]
    return strong or triggers


def _says(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """Whether words or tree tie the count to the trigger in the trigger's own way."""
    heads = count.heads
    if count.first <= trigger.at <= count.to and count.sort == "number" and count.first < count.to:
        return True
    if trigger.role in ("noun", "status"):
        if heads & {trigger.at, trigger.to} or announced(sentence, count, trigger):
            return True
        return trigger.role == "noun" and (follows_of(sentence, count, trigger) or adjoins(sentence, count, trigger))
    if trigger.role == "act":
        return follows_of(sentence, count, trigger)
    if trigger.role == "with":
        return False
    if _right_behind(sentence, count, trigger):
        return True
    if announced(sentence, count, trigger) or adjoins(sentence, count, trigger):
        return True
    if not sentence.parsed or trigger.role == "of" or _apart(sentence, count, trigger):
        return False
    if trigger.role == "adjective":
        if count.last < trigger.first and leaves_another(sentence.tokens, count.last + 1, trigger.first):
            return False
        return _describes(sentence, heads, trigger)
    wanted = ("patient",) if trigger.role == "patient" else ("subject", "patient of be")
    for head in heads:
        verb, role = _argument(sentence, head)
        if verb is not None and verb in (trigger.at, trigger.to) and role in wanted:
            return True
        if _modified_by(sentence, head, trigger):
            return True
    return False


def _right_behind(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "Stabbing KILLS TWO": in a headline those right behind a verb of killing are the dead."""
    if not sentence.heading or trigger.role != "patient" or trigger.measure != "killed":
        return False
    verb = sentence.tokens[trigger.last].lower in word_set("en", "figures", "disguised.killing")
    return verb and count.first == trigger.last + 1


def _apart(sentence: Sentence, count: Count, trigger: Trigger) -> bool:
    """ "seven died; THREE are missing": whatever the tree says, a semicolon parts them."""
    tokens = sentence.tokens
    if trigger.last < count.first:
        return any(token.lower == ";" for token in tokens[trigger.last + 1 : count.first])
    between = tokens[count.last + 1 : trigger.first]
    if _of_another_deed(count, between):
        return True
    ends = next((i for i, token in enumerate(between) if token.lower == ";"), 0)
    return any(token.pos in ("VERB", "AUX") for token in between[:ends])


def _of_another_deed(count: Count, between: Sequence[Token]) -> bool:
    """ "TWO MEN CHARGED AFTER baby girl shot, KILLED": the clause behind "after" has somebody of its own.

    Not "two men arrested after the raid WERE later found dead", where the verb goes with the two.
    """
    openers = word_set("en", "figures", "reporting.after")
    after = next((i for i, token in enumerate(between) if token.lower in openers), 0)
    if not after or not any(token.tag in ("VBN", "VBD") for token in between[:after]):
        return False
    inside = between[after + 1 :]
    somebody = next((i for i, token in enumerate(inside) if token.pos in ("NOUN", "PROPN")), None)
    if somebody is None:
        return False
    helping = [token.lower for token in inside[somebody + 1 :] if token.pos == "AUX"]
    return not helping or (helping[0] == "was" and (count.low or 0) > 1)


def _argument(sentence: Sentence, head: int) -> tuple[int | None, str]:
    """The verb that the noun is an argument of, and whether as its doer ("subject") or as the one done to."""
    tokens, at, steps = sentence.tokens, head, 0
    while steps < 5:
        token = tokens[at]
        if token.dep in ("nsubjpass", "dobj", "oprd"):
            return token.head, "patient"
        if token.dep == "nsubj":
            verb = token.head
            participle = tokens[verb].dep == "ccomp" and tokens[verb].tag == "VBN" and not _perfect(sentence, verb)
            if tokens[verb].lemma == "be" or participle:
                return verb, "patient" if participle or (
                    tokens[verb].tag == "VBN" and tokens[verb].lemma != "be"
                ) else "subject"
            return verb, "patient" if grammar.passive(sentence, verb) else "subject"
        if token.dep in _JOINED and token.head != at:
            at = token.head
        elif token.dep == "pobj" and tokens[token.head].lower == "of" and tokens[token.head].head != token.head:
            at = tokens[token.head].head
            if tokens[at].pos not in ("NOUN", "NUM", "PROPN") or _counts_too(sentence, at):
                return None, ""
        else:
            return None, ""
        steps += 1
    return None, ""


def _perfect(sentence: Sentence, verb: int) -> bool:
    """ "two more of the injured HAVE DIED, a doctor said": done by them, and not to them."""
    below = [sentence.tokens[i] for i in grammar.children(sentence, verb)]
    return any(t.lemma == "have" for t in below) and not any(t.dep == "auxpass" for t in below)


def _counts_too(sentence: Sentence, at: int) -> bool:
    """ "EIGHT of the 19", "the MOTHER of two children": what is said is said of the first."""
    token = sentence.tokens[at]
    fractions = word_set("en", "figures", "part.fractions")
    return token.pos == "NUM" or token.lower in fractions or token.lemma in word_set("en", "figures", "people.nouns")


def _modified_by(sentence: Sentence, head: int, trigger: Trigger) -> bool:
    """ "three killed outright", "three, who were detained", "eleven people shot", verbs joined to those by "and"."""
    tokens, at, steps = sentence.tokens, trigger.at, 0
    while steps < 3:
        token = tokens[at]
        if token.dep in ("acl", "relcl", "amod") and token.head == head:
            if _has_own_subject(sentence, at):
                return False
            return trigger.role == "subject" or token.tag == "VBN" or grammar.passive(sentence, at)
        if token.dep in ("advcl", "conj", "dep") and token.tag == "VBN" and token.head != at:
            verb, role = _argument(sentence, head)
            if verb == token.head and role == "patient" and _shares_patient(sentence, at):
                return True
        if (
            token.dep == "conj"
            and trigger.role == "subject"
            and token.head != at
            and not _has_own_subject(sentence, at)
        ):
            verb, role = _argument(sentence, head)
            if verb == token.head and (role != "patient" or grammar.passive(sentence, verb)):
                return True
        if token.dep != "conj" or token.head == at:
            return False
        at = token.head
        steps += 1
    return False


def _has_own_subject(sentence: Sentence, verb: int) -> bool:
    """ "30 worshippers, of whom ELEVEN perished": the clause tells of others than the noun that it hangs on."""
    return any(
        sentence.tokens[i].dep in ("nsubj", "nsubjpass") and sentence.tokens[i].tag not in ("WP", "WDT")
        for i in grammar.children(sentence, verb)
    )


def _shares_patient(sentence: Sentence, verb: int) -> bool:
    """A joined participle without subject or object of its own ("rounded up and DETAINED", "although later FREED")."""
    return not any(sentence.tokens[i].dep in ("nsubj", "nsubjpass", "dobj") for i in grammar.children(sentence, verb))


def _describes(sentence: Sentence, heads: frozenset[int], trigger: Trigger) -> bool:
    """ "11 dead", "three wounded men", "many of whom are missing", "left 12 dead"."""
    token = sentence.tokens[trigger.at]
    if trigger.at in heads or token.head in heads:
        return token.dep != "conj"
    if token.dep not in _PREDICATES:
        return False
    return any(_argument(sentence, head)[0] in (token.head, trigger.at) for head in heads)
