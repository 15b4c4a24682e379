"""Planning in several processes: the divisions of the plan are made and given keys beside one another.

Making the views takes the longest of a build that renders little, and each language's can be made on its own. What
comes back are keys, and views only of what the cache lacks; always in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import cycle

from rolebook.build.artifact import Artifact
from rolebook.build.cache import Cache
from rolebook.build.errors import BuildError
from rolebook.build.fingerprint import KeyContext
from rolebook.build.processes import Beside, can_fork
from rolebook.build.worklist import Keyed, give_keys

Division = Iterator[Artifact]
_END = None
_FEWEST, _MOST = 30, 3_000
"""Roles times languages that are planned in several processes. Fewer are done before a second process is of use; for
more, each process would need much memory of its own: a third of a megabyte a role, as it writes to what it reads.
"""


def count_processes(jobs: int, roles: int, languages: int) -> int:
    """How many processes are to plan: one more than there are jobs, as languages seldom divide evenly."""
    return min(jobs + 1, languages + 1) if jobs > 1 and _FEWEST <= roles * languages <= _MOST else 1


@contextmanager
def plan_beside(
    divide: Callable[[], Sequence[Division]], context: KeyContext, cache: Cache, processes: int
) -> Iterator[Iterator[Keyed]]:
    """Begin to plan in so many processes; what they plan comes from the iterator, which can be read once.

    ``divide`` gives the plan. It is called by each process, and in this one not before the iterator is read: what it
    makes views of may not have been checked yet. There is only this process if no more are asked for, or if it cannot
    be copied. The context must have read all that it needs (`KeyContext.read`): what a copy reads, only the copy knows.
    """
    if processes < 2 or not can_fork():
        yield (item for item in _plan(divide, 0, 1, context, cache) if item is not _END)
        return
    with ExitStack() as stack:
        besides = [
            stack.enter_context(Beside(_plan(divide, place, processes, context, cache)))
            for place in range(processes)
        ]
        yield _merge([iter(beside) for beside in besides])


def _plan(
    divide: Callable[[], Sequence[Division]], place: int, processes: int, context: KeyContext, cache: Cache
) -> Iterator[Keyed | None]:
    """What the process at this place has to plan. Divisions are dealt out like cards, one to each in turn."""
    for division in divide()[place::processes]:
        yield from give_keys(division, context, cache)
        yield _END


def _merge(streams: Sequence[Iterator[Keyed | None]]) -> Iterator[Keyed]:
    """Division after division, each from the process that has it; where the next one would be, all have ended."""
    try:
        for stream in cycle(streams):
            for item in stream:
                if item is _END:
                    break
                yield item
            else:
                return
    except EOFError as error:
        raise BuildError(
            "a process that planned the site ended unexpectedly",
            "most likely memory ran out: build with fewer processes (--jobs 1)",
        ) from error
