"""The environment in which every template becomes a page: nothing of the texts is markup, nothing missing is silent."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from khronika.publishing.plain import made_visible


def environment_with(filters: Mapping[str, Callable[..., Any]], values: Mapping[str, object]) -> Environment:
    """An environment of the templates beside this module. values: what every template of it may name."""
    environment = Environment(
        loader=PackageLoader("khronika.publishing.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters |= filters
    environment.globals |= values
    return environment


def _shown(value: object) -> object:
    """What a template prints: nothing for None, and harmful characters as readable signs."""
    if value is None:
        return ""
    return made_visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
