"""The process that draws an SVG: started by `drawing`, reads the SVG, writes the PNG. Imports nothing of ours."""

from __future__ import annotations

import resource
import sys

MEMORY = 1 << 30
PROCESSOR_SECONDS = 5
CANNOT_DRAW = 3
FAMILY = "Inter"
FONTS = (
    "InterRegular",
    "InterSemiBold",
    "InterBold",
    "NotoSansSCRegular",
    "NotoSansSCSemiBold",
    "NotoSansSCBold",
)
"""In this order: what one lacks is looked for in the next."""


def draw(width: int, height: int, fonts: str) -> int:
    """Draw what stands in the standard input, as large as fits, with the fonts of a folder; the exit status."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    import resvg_py

    svg = sys.stdin.buffer.read().decode("utf-8")
    try:
        picture = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            height=height,
            skip_system_fonts=True,  # they differ from machine to machine, and so would the picture
            font_files=[f"{fonts}/{name}.ttf" for name in FONTS],
            font_family=FAMILY,
            serif_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    except BaseException:  # also what a panic of Rust becomes, and MemoryError
        return CANNOT_DRAW
    sys.stdout.buffer.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(draw(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
