"""Hooks and settings: what a stranger can add and change."""

import pytest

from khronika import hooks
from khronika.errors import WrongUse
from khronika.hooks import formats, plugged_in
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.settings import SETTINGS, default, default_count


def test_it_registers_its_own_formats_through_the_strangers_door() -> None:
    assert {kind.name for kind in formats()} >= {"plain", "markdown", "html", "records"}
    suffixes = [suffix for kind in formats() for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_it_asks_a_strangers_format_first(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name = "theirs"
        value = "khronika.intake.plain:FORMAT"

    monkeypatch.setattr(hooks, "entry_points", lambda group: [Entry] if group == "khronika.formats" else [])
    assert next(plugged_in("format"))[0] == "theirs"


@pytest.mark.parametrize(
    "value", ["no_such_module:FORMAT", "khronika.intake.plain:nothing", "khronika.intake.plain:read"]
)
def test_it_names_a_plug_in_that_does_not_work(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setattr(hooks, "BUILT_IN", {"format": (value,)})
    with pytest.raises(WrongUse, match=value):
        formats()


def test_it_has_no_place_for_plug_ins_of_other_kinds() -> None:
    with pytest.raises(WrongUse, match="dance"):
        list(plugged_in("dance"))


def test_its_settings_have_names_that_stand_once_and_a_line_of_help() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.help and "\n" not in setting.help for setting in SETTINGS)


def test_it_takes_its_limits_from_the_settings() -> None:
    for name in DEFAULT_LIMITS.__dataclass_fields__:
        assert getattr(DEFAULT_LIMITS, name) == default_count(name)


def test_it_knows_no_setting_that_is_not_in_the_table() -> None:
    with pytest.raises(WrongUse, match="patience"):
        default("patience")
    with pytest.raises(WrongUse, match="excerpt_share"):
        default_count("excerpt_share")
