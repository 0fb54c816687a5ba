"""Lower case as a regular expression that ignores case sees it, so that what matched can be looked up."""


def lowered(word: str) -> str:
    """The word in lower case, a letter for a letter; the few that expressions take for a plain one as that one.

    An expression that ignores case matches "may" with "maſ" written for "mas", "MAİ" for "mai", and the like for some
    letters of old Cyrillic, whose own lower case is another letter.
    """
    plain = "".join(one.upper().lower() if len(one.upper()) == 1 else one for one in word)
    return plain.replace("i\N{COMBINING DOT ABOVE}", "i")
