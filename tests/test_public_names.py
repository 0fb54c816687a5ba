"""What a script may rely on."""

import subprocess
import sys
from importlib.metadata import version

import pytest

import khronika


def test_every_public_name_can_be_imported_and_stands_in_order() -> None:
    assert list(khronika.__all__) == sorted(khronika.__all__)
    for name in khronika.__all__:
        assert getattr(khronika, name).__name__ == name


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="segment"):
        khronika.segment  # noqa: B018


def test_the_version_is_the_installed_one() -> None:
    assert khronika.__version__ == version("khronika")


def test_importing_the_package_does_not_load_an_engine() -> None:
    engines = "{'spacy', 'numpy', 'trafilatura', 'rich', 'jinja2', 'importlib.metadata'}"
    code = f"import khronika, khronika.cli.main, sys; print(sorted(set(sys.modules) & {engines}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
