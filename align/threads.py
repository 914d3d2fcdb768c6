"""How many threads a product of matrices may use: one, since those of the aligner are small and many.

A second thread wins little on them alone, and beside other work it waits for the first: an alignment that
takes one second on an idle machine took twenty on a busy one.
"""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """A context in which products of matrices run in the thread that asks for them."""
    return _controller().limit(limits=1, user_api="blas")
