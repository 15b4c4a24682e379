"""The words of the interface (labels, buttons, sentences of ours) in one language, through gettext.

Message ids are the English words. The translations are the ``.po`` files of the template folders, so
that a designer or translator edits them beside the templates; no compiling step is needed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN = "rolebook"


def load_interface(language: str, template_folders: Sequence[Path]) -> NullTranslations:
    """The interface words of a language: the project's own first, then the built-in, then English."""
    return _load(language, tuple(template_folders))


def forget_interface() -> None:
    """Read the words anew next time: a preview calls this when a file of them changed."""
    _load.cache_clear()


@lru_cache(maxsize=64)
def _load(language: str, folders: tuple[Path, ...]) -> NullTranslations:
    chain: NullTranslations | None = None
    for tag in dict.fromkeys((language, language.split("-")[0])):
        for folder in folders:
            path = folder / "locale" / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"
            if path.is_file():
                translations = _compile(path.read_bytes())
                if chain is None:
                    chain = translations
                else:
                    chain.add_fallback(translations)
    return chain or NullTranslations()


def _compile(po: bytes) -> GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(po)))
    compiled.seek(0)
    return GNUTranslations(compiled)
