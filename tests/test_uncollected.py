import gc

import pytest

from khronika.uncollected import uncollected


def stumbling() -> None:
    with uncollected():
        assert not gc.isenabled()
        raise ZeroDivisionError


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_rests_within_and_is_as_before_after(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with pytest.raises(ZeroDivisionError):
            stumbling()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
