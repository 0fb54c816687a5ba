"""Russian: lexicons, the analyser, and who answers the questions."""

from importlib.metadata import PackageNotFoundError, version

from khronika.reading.language import Profile

_DICTIONARIES = ("pymorphy3", "pymorphy3-dicts-ru", "razdel")
_NETWORKS = ("slovnet", "navec", "natasha")


def installed(profile: Profile) -> str:
    """Name and version of every part by which a profile reads Russian; "none" where one of them is not installed."""
    names = _DICTIONARIES if profile == "fast" else (*_DICTIONARIES, *_NETWORKS)
    try:
        return ", ".join(f"{name} {version(name)}" for name in names)
    except PackageNotFoundError:
        return "none"
