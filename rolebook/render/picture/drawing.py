"""An SVG as pixels, drawn by resvg in a process of its own.

A drawing of a few hundred bytes can ask for any amount of memory and time (a blur as wide as a street, a shape as
thin as a hair), and what draws it then takes its process with it. So that process is a small one, with limits.
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from rolebook.content.logo import LogoFault
from rolebook.diagnostics import ContentError

SECONDS = 20
"""How long drawing may take; a logo takes a few hundredths."""
_PROGRAM = Path(__file__).with_name("resvg_process.py")


def draw_svg(svg: bytes, name: str, width: int, height: int, fonts: Path) -> bytes:
    """A cleaned SVG as PNG, as large as fits; words that are no paths are set in the fonts of documents.

    ``fonts`` is the folder of the prepared fonts. Raises ContentError, which names it, if it cannot be
    drawn within the limits.
    """
    picture = _run_resvg(svg, width, height, fonts)
    if picture is None:
        fault = LogoFault("it is no drawing that can be made into pixels with a reasonable effort")
        raise ContentError([fault.diagnose(name)])
    return picture


@lru_cache(maxsize=4)
def _run_resvg(svg: bytes, width: int, height: int, fonts: Path) -> bytes | None:
    """The picture, or None; kept, since a thousand cards show one logo."""
    # -E, -P: neither the environment nor the folder of the program has a say in which modules are loaded.
    command = [sys.executable, "-E", "-P", str(_PROGRAM), str(width), str(height), str(fonts)]
    try:
        done = subprocess.run(command, input=svg, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode == 1:  # an exception of Python: resvg is not there, or the fault is ours
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return done.stdout if done.returncode == 0 else None
