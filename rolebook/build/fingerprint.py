"""What an artifact is made from, as a digest: same key, same bytes."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from rolebook.build.artifact import Artifact
from rolebook.build.cache import digest_bytes
from rolebook.build.packing import pack_view
from rolebook.build.toolchain import digest_code, digest_fonts, read_library_versions, read_text_engines
from rolebook.render.logo import load_logo
from rolebook.render.settings import RenderSettings

_TEMPLATE_FOLDERS = ("site", "print", "components", "assets", "locale")
_PAGE_FOLDERS = ("site/", "components/", "assets/icons/")
_DOCUMENT_FOLDERS = ("print/", "components/")
_IMAGE_FOLDERS = ("handbook/images", "images")
_PAGE_LIBRARIES = ("jinja2", "markupsafe", "babel", "markdown", "nh3")
_PICTURE_LIBRARIES = ("pillow", "resvg-py", "uharfbuzz", "fonttools")
_WORKBOOK_LIBRARIES = ("openpyxl", "et-xmlfile")
_WORD_LIBRARIES = ("python-docx", "lxml", "babel")
_WORD_SHEETS = frozenset({"assets/css/tokens.css", "assets/css/print.css"})
_DOCUMENT_LIBRARIES = (
    *_PAGE_LIBRARIES,
    *("weasyprint", "pydyf", "fonttools", "tinyhtml5", "tinycss2", "cssselect2", "pyphen", "pillow"),
    *("uharfbuzz", "brotli", "zopfli"),
)


def digest_view(view: object) -> str:
    """Digest (hex) of a view: of classes' names and fields' values. Raises TypeError as `pack_view` does."""
    return digest_bytes(pack_view(view))


class KeyContext:
    """What artifacts of one build have in common: templates, words of the interface, code, libraries, fonts.

    Each part is read when it is first asked for, and once: make a new one for every build. ``memory`` is a
    folder in which digests of large files are kept.
    """

    def __init__(self, settings: RenderSettings, memory: Path):
        self.settings = settings
        self.memory = memory
        self._environments: dict[tuple[str, str], str] = {}

    def environment(self, kind: str, language: str) -> str:
        """Digest of all but the view that a page or a document in this language is made from."""
        found = self._environments.get((kind, language))
        if found is None:
            if kind == "workbook":
                common = self._workbooks
            elif kind == "picture":
                common = self._pictures
            elif kind == "word":
                common = self._words
            else:
                common = self._pages if kind == "page" else self._documents
            words = tuple(
                digest
                for name, digest in self.templates
                if name.split("/")[1] == "locale" and _is_locale_of(language, name.split("/")[2])
            )
            found = digest_view((common, words))
            self._environments[kind, language] = found
        return found

    def has_changed(self) -> bool:
        """Whether templates or images have been edited since this was made: keys then speak of other ones."""
        now = KeyContext(self.settings, self.memory)
        return (now.templates, now.images) != (self.templates, self.images)

    @cached_property
    def templates(self) -> tuple[tuple[str, str], ...]:
        """Name and digest of every file of the template folders.

        Also of files that another folder's replace: a template may build on the one that it replaces. Names
        begin with the folder's place, counted from the built-in one, which is 0.
        """
        return tuple(
            (f"{place}/{name}", digest)
            for place, root in enumerate(reversed(self.settings.template_folders))
            for name, digest in _digest_folders(root, _TEMPLATE_FOLDERS)
        )

    @cached_property
    def images(self) -> list[tuple[str, str]]:
        """Name and digest of the project's images that documents may show."""
        return _digest_folders(self.settings.project, _IMAGE_FOLDERS)

    @cached_property
    def _pages(self) -> str:
        templates = [file for file in self.templates if _name(file).startswith(_PAGE_FOLDERS)]
        return digest_view((digest_code(), templates, read_library_versions(_PAGE_LIBRARIES)))

    @cached_property
    def _workbooks(self) -> str:
        return digest_view((digest_code(), read_library_versions(_WORKBOOK_LIBRARIES)))

    @cached_property
    def _pictures(self) -> str:
        tools = (read_library_versions(_PICTURE_LIBRARIES), digest_fonts(self.memory))
        return digest_view((digest_code(), self.images, tools))

    @cached_property
    def _words(self) -> str:
        """Of the templates, Word documents have only colours and sizes."""
        sheets = [file for file in self.templates if _name(file) in _WORD_SHEETS]
        return digest_view((digest_code(), sheets, read_library_versions(_WORD_LIBRARIES)))

    @cached_property
    def _documents(self) -> str:
        sheets = self._find_print_sheets()
        templates = [
            file
            for file in self.templates
            if _name(file).startswith(_DOCUMENT_FOLDERS)
            or _name(file) in sheets
            or (_name(file).startswith("assets/") and not _name(file).endswith((".css", ".js")))
        ]
        tools = (read_library_versions(_DOCUMENT_LIBRARIES), read_text_engines(), digest_fonts(self.memory))
        return digest_view((digest_code(), templates, self.images, tools))

    def _find_print_sheets(self) -> set[str]:
        """The style sheets of documents; if one of them imports others, all that there are."""
        from rolebook.render.pdf.document import STYLE_SHEETS

        paths = [folder / name for folder in self.settings.template_folders for name in STYLE_SHEETS]
        if any(b"@import" in path.read_bytes() for path in paths if path.is_file()):
            return {_name(file) for file in self.templates if _name(file).endswith(".css")}
        return set(STYLE_SHEETS)


def _digest_folders(root: Path, folders: tuple[str, ...]) -> list[tuple[str, str]]:
    """Name and digest of every file in these folders of a folder, without hidden ones and backups."""
    return [
        (path.relative_to(root).as_posix(), digest_bytes(path.read_bytes()))
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if not path.name.startswith(".") and not path.name.endswith("~") and path.is_file()
    ]


def _name(file: tuple[str, str]) -> str:
    """The name of a file of the template folders, whichever folder it is in."""
    return file[0].partition("/")[2]


def _is_locale_of(language: str, folder: str) -> bool:
    """Whether this folder of ``locale/`` has words for the language: its own or its parent's."""
    return folder in (language.replace("-", "_"), language.split("-")[0])


def artifact_key(
    artifact: Artifact, context: KeyContext, packed: bytes | None = None, parts: tuple[str, ...] = ()
) -> str:
    """The key (32 hexadecimal digits) of an artifact: it changes when anything changes that goes into it.

    The path in the output is no part of it. ``packed`` is the view as `pack_view` gives it, or the content of
    a ``file``, if it is at hand. A ``file`` that does not exist has the key of an empty one. ``parts`` are the keys
    of the parts of a ``book``.
    """
    if artifact.kind == "file":
        return digest_bytes(
            b"file\0" + (read_asset(artifact, context.settings) if packed is None else packed)
        )
    environment = context.environment(artifact.kind, artifact.language)
    head = pack_view((artifact.kind, artifact.template, artifact.language, environment, parts))
    return digest_bytes(head + (pack_view(artifact.view) if packed is None else packed))


def read_asset(artifact: Artifact, settings: RenderSettings) -> bytes:
    """The content of the file that an artifact copies, a template folder's or the project's; empty if there is none.

    The project's logo is what may be published of it. Raises ContentError if that is nothing: the logo was edited
    after it had been checked.
    """
    path = settings.find(artifact.template)
    if path is None and settings.find_image(artifact.template):
        return load_logo(settings, artifact.template.rpartition("/")[2])
    return path.read_bytes() if path else b""
