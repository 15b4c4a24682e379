"""A project in which every word has a mark of its own, and the search for marks in whatever a build wrote."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
SOURCE = HERE / "canaries"
MARK = re.compile(rb"zq[0-9]{4}x")


@dataclass(frozen=True)
class Canary:
    """Where a mark was planted: file, and path of keys."""

    file: str
    path: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {'.'.join(self.path)}"


def plant_canaries(target: Path) -> dict[str, Canary]:
    """Copy the project to a new folder, in two languages, and end each of its words with a mark; what marks mean."""
    shutil.copytree(SOURCE, target)
    for path in sorted(target.rglob("en.*")):
        shutil.copyfile(path, path.with_name("es" + path.suffix))
    planted: dict[str, Canary] = {}

    def mark(text: str, file: str, path: tuple[str, ...]) -> str:
        name = f"zq{len(planted):04}x"
        planted[name] = Canary(file, path)
        return f"{text} {name}"

    def walk(value: object, file: str, path: tuple[str, ...]) -> object:
        if isinstance(value, dict):
            return {key: walk(item, file, (*path, str(key))) for key, item in value.items()}
        if isinstance(value, list):
            return [walk(item, file, (*path, str(number))) for number, item in enumerate(value)]
        own = {"changes": {"note", "was"}, "zq-pack": {"name", "finds", "suggestion", "says"}}
        is_word = Path(file).stem not in own or own[Path(file).stem] & set(path)
        return mark(value, file, path) if isinstance(value, str) and is_word else value

    for path in sorted(target.rglob("*")):
        file = path.relative_to(target).as_posix()
        if path.name in ("en.yaml", "es.yaml", "glossary.yaml", "changes.yaml", "zq-pack.yaml"):
            words = walk(yaml.load(path.read_text("utf-8"), yaml.BaseLoader), file, ())
            path.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=200), "utf-8")
        elif path.suffix == ".md":
            lines = path.read_text("utf-8").split("\n")
            marked = (mark(line, file, (str(n),)) if line else line for n, line in enumerate(lines))
            path.write_text("\n".join(marked), "utf-8")
        elif path.suffix == ".svg":
            pieces = re.split(r"(zq-told|shown-words)", path.read_text("utf-8"))
            marked = (
                mark(piece, file, (piece, str(n))) if n % 2 else piece for n, piece in enumerate(pieces)
            )
            path.write_text("".join(marked), "utf-8")
    return planted


def iter_layers(path: Path) -> Iterator[bytes]:
    """The bytes of a file, of what is packed in it, and the text that a reader of it sees."""
    data = path.read_bytes()
    yield from _unpack(data)
    if data.startswith(b"%PDF"):
        for command in (["pdftotext", "-enc", "UTF-8", path, "-"], ["pdfinfo", "-struct-text", path]):
            yield subprocess.run(command, check=True, capture_output=True).stdout


def _unpack(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpack(archive.read(name))
    elif data.startswith(b"\x1f\x8b"):
        yield from _unpack(gzip.decompress(data))
    elif data.startswith((b"%PDF", b"\x89PNG")):
        for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)):
            try:
                unpacked = zlib.decompressobj().decompress(data[start:])
            except zlib.error:
                continue
            yield unpacked
            # PDF writes strings in hexadecimal digits of UTF-16 (ISO 32000-1, 7.9.2.2), too.
            yield unpacked.replace(b"\0", b"")
        yield data.replace(b"\0", b"")
        yield re.sub(rb"<feff([0-9a-fA-F]+)>", lambda match: bytes.fromhex(match[1].decode())[1::2], data)
