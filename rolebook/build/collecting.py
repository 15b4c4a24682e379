"""When Python looks for circles of objects: not while very many are made that stay anyway.

By default it looks whenever some hundred objects were added, and again and again through all that there are: a
third of the time of reading a large project, a sixth of that of laying out a document.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_AT_A_TIME = 8  # documents: each leaves some 15 MB of circles
_documents = 0


@contextmanager
def keep_what_is_read() -> Iterator[None]:
    """Do not look while the block runs, and never again among what it made and leaves."""
    enabled = gc.isenabled()
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@contextmanager
def collect_between() -> Iterator[None]:
    """Do not look while a document is laid out, but after every few."""
    global _documents
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
        _documents += 1
        if _documents % _AT_A_TIME == 0:
            gc.collect()
