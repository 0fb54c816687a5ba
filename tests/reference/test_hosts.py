"""Addresses of strangers name a host, or none; they never break what asks."""

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khronika.reference.hosts import address_parts, host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:8443/a?b#c", "example.org"),
        ("http://user:secret@example.org/", "example.org"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("http://www./", None),
        ("example.org/a", None),
        ("http://[half", None),
        ("http://exa\u2100mple.org/", None),
        ("", None),
        (None, None),
    ],
)
def test_a_host_is_named_or_there_is_none(url: str | None, host: str | None) -> None:
    assert host_of(url) == host


@given(st.one_of(st.text(), st.text("[]:/@%.w1a℀").map(lambda end: f"http://{end}")))
@example("http://[")
def test_whatever_is_handed_in_is_taken_apart_or_none(text: str) -> None:
    parts = address_parts(text)
    assert parts is None or parts == urlsplit(text)
    assert host_of(text) != ""
