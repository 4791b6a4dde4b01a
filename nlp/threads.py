"""One thread for linear algebra: sums taken in one order give the same bits whatever the machine's load."""

from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


@contextmanager
def one_thread() -> Iterator[None]:
    """Inside the block BLAS and OpenMP use one thread."""
    with threadpool_limits(limits=1):
        yield
