"""Planning in several processes: the divisions of the plan are made and given keys beside one another.

Making the views takes the longest of a build that renders little, and each language's can be made on its own. What
comes back are keys, and views only of what the cache lacks; always in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

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
    divisions: Sequence[Division], context: KeyContext, cache: Cache, processes: int
) -> Iterator[Iterator[Keyed]]:
    """Begin to plan in so many processes; what they plan comes from the iterator, which can be read once.

    In this process, and not before the iterator is read, if there is to be one process only or it cannot be copied.
    The context must have read all that it needs, as `KeyContext.read` does: what a copy reads, only the copy knows.
    """
    processes = min(processes, len(divisions))
    if processes < 2 or not can_fork():
        yield (item for division in divisions for item in give_keys(division, context, cache))
        return
    with ExitStack() as stack:
        # Divisions are dealt out like cards: who has the first has the next but the number of processes.
        besides = [
            stack.enter_context(Beside(_plan(divisions[first::processes], context, cache)))
            for first in range(processes)
        ]
        yield _merge([iter(beside) for beside in besides], len(divisions))


def _plan(divisions: Sequence[Division], context: KeyContext, cache: Cache) -> Iterator[Keyed | None]:
    for division in divisions:
        yield from give_keys(division, context, cache)
        yield _END


def _merge(streams: Sequence[Iterator[Keyed | None]], divisions: int) -> Iterator[Keyed]:
    try:
        for number in range(divisions):
            for item in streams[number % len(streams)]:
                if item is _END:
                    break
                yield item
    except EOFError as error:
        raise BuildError(
            "a process that planned the site ended unexpectedly",
            "most likely memory ran out: build with fewer processes (--jobs 1)",
        ) from error
