import numpy as np
from threadpoolctl import threadpool_info

from khronika.reading.one_thread import one_thread


def threads() -> list[int]:
    np.ones((2, 2)) @ np.ones((2, 2))  # so that the library of linear algebra is there
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_linear_algebra_has_one_thread_within_and_as_many_as_before_after() -> None:
    before = threads()
    with one_thread():
        assert set(threads()) == {1}
    assert threads() == before
