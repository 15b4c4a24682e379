"""The fonts of printed documents: one family per script, the same files on every machine.

They come from PyPI packages that the lock pins by hash. Fonts of the system are shut out, so that a PDF does
not depend on what somebody has installed, and a letter that none of our fonts has becomes a warning of
WeasyPrint instead of a surprise.

The packages hold variable fonts. WeasyPrint would cut the wanted weight out of them anew in every document
(about 1.5 seconds per weight, and bytes that change with the clock), so the weights that we print with are
cut once, by HarfBuzz, into ordinary TrueType files beside the configuration.

`configure_fontconfig` does all this; its caller puts the path that it returns into the environment as
``FONTCONFIG_FILE`` *before* weasyprint is imported.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

LATIN = "Inter"
CHINESE = "Noto Sans SC"
SYMBOLS = "Noto Sans Symbols 2"
FAMILIES = (LATIN, CHINESE, SYMBOLS)
"""Families in the order in which a letter is looked for.

The `font-family` of every printed element names all of them; Chinese text names the Chinese one first.
"""

WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
"""The weights that can be printed, with their names; symbols have the first one only."""

_RECIPE = "1"
"""To be raised when the way in which weights are cut changes, so that files cut before are not used."""

_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<!-- Written by rolebook: only its own fonts, none of the system's. -->
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <config><rescan><int>0</int></rescan></config>
{aliases}
</fontconfig>
"""


class FontsMissing(Exception):
    """A font file is not where its package should have put it."""


@dataclass(frozen=True)
class FontFile:
    """One font file as its package brings it, and the family name by which CSS asks for it."""

    family: str
    path: Path
    italic: bool = False
    axes: tuple[tuple[str, float], ...] = ()
    """Axes other than the weight, each with the value at which it is held."""
    variable: bool = True

    @cached_property
    def sha256(self) -> str:
        """Digest of the file, for the keys of what is drawn with it; read once, and only if asked."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def find_font_files() -> tuple[FontFile, ...]:
    """All font files of printed documents, always in the same order."""
    western = "justmytype_western_core"
    # Inter draws small text and large text differently (the axis "opsz"). All sizes get the drawing for text:
    # otherwise every size in a document would be one more embedded font.
    text_size = (("opsz", 14.0),)
    return (
        _font(LATIN, western, "inter/Inter[opsz,wght].ttf", axes=text_size),
        _font(LATIN, western, "inter/Inter-Italic[opsz,wght].ttf", axes=text_size, italic=True),
        _font(CHINESE, "justmytype_intl_cjk", "notosanssc/NotoSansSC[wght].ttf"),
        _font(SYMBOLS, western, "notosanssymbols2/NotoSansSymbols2-Regular.ttf", variable=False),
    )


def configure_fontconfig(folder: Path) -> Path:
    """Put our fonts into `folder`, with a ``fonts.conf`` that knows no others; return its absolute path.

    The first call takes about two seconds, later ones next to nothing. The same installation and folder
    always give the same text. Several processes may do this at once.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    fonts = _cut_weights(folder)
    cache_folder = folder / "cache"
    cache_folder.mkdir(exist_ok=True)
    text = _CONFIGURATION.format(
        fonts=escape(str(fonts)),
        cache=escape(str(cache_folder)),
        aliases="\n".join(_alias(generic) for generic in ("sans-serif", "serif", "monospace", "system-ui")),
    )
    path = folder / "fonts.conf"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=folder, prefix=".fonts-", delete=False
        ) as file:
            file.write(text)
        Path(file.name).replace(path)
    return path


def find_static_fonts(configuration: Path) -> Path:
    """The folder of the fonts that documents are printed with, by the path that `configure_fontconfig` returned."""
    from xml.etree import ElementTree

    folder = ElementTree.parse(configuration).findtext("dir")
    if not folder:
        raise ValueError(f"{configuration} names no folder of fonts")
    return Path(folder)


def _font(
    family: str,
    package: str,
    name: str,
    *,
    axes: tuple[tuple[str, float], ...] = (),
    italic: bool = False,
    variable: bool = True,
) -> FontFile:
    spec = find_spec(package)
    for root in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(root).resolve() / "fonts/ofl" / name
        if path.is_file():
            return FontFile(family, path, italic=italic, axes=axes, variable=variable)
    raise FontsMissing(
        f"The font “{family}” for PDFs is missing: the Python package {package.replace('_', '-')} "
        f"{f'lacks the file {name}' if spec else 'is not installed'}. "
        "Run “make setup” in the repository, or reinstall rolebook with pip."
    )


def _alias(generic: str) -> str:
    families = "".join(f"<family>{escape(family)}</family>" for family in FAMILIES)
    return f'  <alias binding="same"><family>{generic}</family><prefer>{families}</prefer></alias>'


def _cut_weights(folder: Path) -> Path:
    """The folder inside `folder` with a font file per family, style and weight; made if it is not there."""
    import uharfbuzz

    ingredients = "\n".join(
        [_RECIPE, uharfbuzz.version_string(), repr(WEIGHTS), *(font.sha256 for font in find_font_files())]
    )
    fonts = folder / f"fonts-{hashlib.sha256(ingredients.encode()).hexdigest()[:16]}"
    if fonts.is_dir():
        return fonts
    unfinished = Path(tempfile.mkdtemp(dir=folder, prefix=".fonts-"))
    try:
        for name, data in _static_fonts():
            (unfinished / name).write_bytes(data)
        unfinished.chmod(0o755)
        try:
            unfinished.rename(fonts)
        except OSError:
            if not fonts.is_dir():  # else another process was faster, and made the same
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return fonts


def _static_fonts() -> Iterator[tuple[str, bytes]]:
    for font in find_font_files():
        if not font.variable:
            yield font.path.name, font.path.read_bytes()
            continue
        for weight, weight_name in WEIGHTS.items():
            style = f"{weight_name} Italic" if font.italic else weight_name
            name = f"{font.family} {style}".replace(" ", "")
            yield f"{name}.ttf", _cut(font, weight, style)


def _cut(font: FontFile, weight: int, style: str) -> bytes:
    """The static font that a variable one contains at `weight`, named as what it is."""
    from io import BytesIO

    import uharfbuzz
    from fontTools.ttLib import TTFont

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font.path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    for axis, value in (*font.axes, ("wght", float(weight))):
        if not wanted.pin_axis_location(face, axis, value):
            raise FontsMissing(f"{font.path} has no axis “{axis}”: it is not the file we know")
    static = TTFont(
        BytesIO(uharfbuzz.subset(face, wanted).blob.data),
        lazy=True,
        recalcBBoxes=False,
        recalcTimestamp=False,
    )

    # HarfBuzz keeps the names of the default weight ("Noto Sans SC Thin").
    names = static["name"]
    for identifier in (16, 17, 21, 22, 25):
        names.removeNames(nameID=identifier)
    for identifier, text in (
        (1, font.family),
        (2, style),
        (4, f"{font.family} {style}"),
        (6, f"{font.family}-{style}".replace(" ", "")),
    ):
        names.setName(text, identifier, 3, 1, 0x409)
    static["OS/2"].usWeightClass = weight

    result = BytesIO()
    static.save(result, reorderTables=False)
    return result.getvalue()
