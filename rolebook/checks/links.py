"""Links and markup in words: only safe addresses, and no HTML (codes L034 to L036, S012)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from rolebook.checks.texts import PlacedText
from rolebook.content.catalogue import Catalogue
from rolebook.diagnostics import Diagnostic, Severity, shorten

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Code ends with its paragraph, unless it stands between fences.
_CODE = re.compile(
    r"^(```+|~~~+)[^\n]*\n.*?^\1[`~]*[ ]*$|(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)
_INLINE = re.compile(r"\]\(\s*(<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:\s*(<[^<>\n]*>|\S+)", re.MULTILINE)
_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>?|!--|!\[CDATA\[|\?)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def check_links(texts: Sequence[PlacedText]) -> Iterator[Diagnostic]:
    """Links lead to web, mail and telephone addresses, or to files inside the project."""
    for placed in texts:
        depth = placed.file.path.count("/")
        for target, offset in find_links(placed.text.value):
            yield from _check_target(placed, target, offset, depth)


def check_html(texts: Sequence[PlacedText]) -> Iterator[Diagnostic]:
    """Words are Markdown; HTML in them is shown as it is written."""
    for placed in texts:
        if "<" not in placed.text.value:
            continue
        for match in _TAG.finditer(_blank_code(placed.text.value)):
            if not _AUTOLINK.match(match.string, match.start()):
                yield placed.diagnose(
                    "L036",
                    Severity.WARNING,
                    f"“{shorten(match[0])}” is HTML: readers will see it as text",
                    "use Markdown, such as **bold**, or delete it",
                    fragment=match[0],
                    offset=match.start(),
                )


def check_base_url(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The site's address is a web address without query or fragment, to which paths can be added."""
    address = catalogue.handbook.base_url
    if address is None:
        return
    if not is_site_address(address):
        yield catalogue.handbook_file.diagnose(
            "S012",
            Severity.ERROR,
            f"“{shorten(address)}” is no address for a site",
            "write it like https://example.com/handbook",
            at=("base_url",),
        )


def is_site_address(address: str) -> bool:
    """Whether paths can be added to this address to make addresses of pages."""
    return is_web_address(address) and not re.search(r"[?#]", address)


def is_web_address(address: str, schemes: tuple[str, ...] = ("http", "https")) -> bool:
    """Whether this is a whole web address with one of these schemes, and without a name before an @: that misleads."""
    try:
        parts = urlsplit(address)
        good = (
            parts.scheme in schemes and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
        )
    except ValueError:  # a broken port or IPv6 address
        return False
    return good and not re.search(r"[\s<>\"]", address)


def find_links(text: str) -> list[tuple[str, int]]:
    """The targets of all Markdown links and images in a text, with their offsets; not those in code."""
    if "](" not in text and "<" not in text and "]:" not in text:
        return []  # most texts: none of the patterns can match
    visible = _blank_code(text)
    found = []
    for pattern in (_INLINE, _AUTOLINK, _REFERENCE):
        for match in pattern.finditer(visible):
            target = match[1]
            start = match.start(1)
            if target.startswith("<"):
                target, start = target[1:-1], start + 1
            if target:
                found.append((target, start))
    return sorted(found, key=lambda pair: pair[1])


def scheme_of(target: str) -> str | None:
    """The scheme that a browser would see in a link's target, in small letters; None if it is relative."""
    plain = "".join(c for c in html.unescape(_ESCAPE.sub(r"\1", target)) if c > " " and c != "\x7f")
    match = _SCHEME.match(plain)
    return match[1].lower() if match else None


def _check_target(placed: PlacedText, target: str, offset: int, depth: int) -> Iterator[Diagnostic]:
    scheme = scheme_of(target)
    if scheme is not None:
        if scheme not in SAFE_SCHEMES:
            yield placed.diagnose(
                "L034",
                Severity.ERROR,
                f"a link with “{shorten(scheme)}:” is not allowed",
                "only http, https, mailto, tel and relative links are",
                fragment=target,
                offset=offset,
            )
        return
    path = (
        unquote(html.unescape(_ESCAPE.sub(r"\1", target)))
        .replace("\\", "/")
        .partition("#")[0]
        .partition("?")[0]
    )
    if path.startswith("/") or _leads_out(path, depth):
        yield placed.diagnose(
            "L035",
            Severity.ERROR,
            f"the link “{shorten(target)}” leads out of the project",
            "write the whole address with https://, or a path inside the project",
            fragment=target,
            offset=offset,
        )


def _leads_out(path: str, depth: int) -> bool:
    for part in path.split("/"):
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        if depth < 0:
            return True
    return False


def _blank_code(text: str) -> str:
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
