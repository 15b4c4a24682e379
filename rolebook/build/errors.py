"""What can go wrong around a build: full disks, folders that may not be written, killed processes."""

from __future__ import annotations

import errno
from pathlib import Path

_HINTS = {
    errno.ENOSPC: "the disk is full: free some space and build again",
    errno.EDQUOT: "your disk quota is used up: free some space and build again",
    errno.EROFS: "the file system is read-only: choose another folder",
    errno.EACCES: "check who owns the folder and that you may write there",
    errno.EPERM: "check who owns the folder and that you may write there",
    errno.EMFILE: "too many files are open: raise the limit with `ulimit -n 4096`, or use fewer --jobs",
    errno.EEXIST: "a file stands where a folder is needed: move it away",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away",
}


class BuildError(Exception):
    """The build cannot go on for a reason outside the content: a message, and a hint that says what to do."""

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnknownChoice(BuildError):
    """A language or role was asked for that there is not: wrong usage."""


class CacheDamage(BuildError):
    """An entry of the cache was lost or damaged after it had been found good; building once more cures it."""


def explain_os_error(error: OSError, doing: str, path: Path | str) -> BuildError:
    """A failed operation of the system as an error for the user: ``doing`` is “write”, “read”, “remove” …"""
    reason = error.strerror or str(error)
    hint = _HINTS.get(error.errno or 0, "check that the folder exists and that you may write there")
    return BuildError(f"cannot {doing} {path}: {reason}", hint)


class InterruptedLate(KeyboardInterrupt):
    """Somebody stopped the build when the new site had been published already."""
