"""The types of schema.org: TypeScript and schema-dts, made from the vocabulary by Google, know every name and value."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT
from tests.marked_pages import Node


def find_mistyped(nodes: Mapping[str, Node], folder: Path) -> set[str]:
    """The names of nodes that are not of the type that they say; ``folder`` is an empty one to work in."""
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    for name, node in nodes.items():
        kind = node["@type"]
        code = f'import type {{{kind}, WithContext}} from "schema-dts";\n'
        code += f"export const node: WithContext<{kind}> = {json.dumps(node, ensure_ascii=False)};\n"
        (folder / f"{name}.ts").write_text(code, "utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--pretty", "false"]
    options += ["--moduleResolution", "bundler", "--module", "esnext"]
    run = subprocess.run(
        ["node", ROOT / "node_modules/typescript/bin/tsc", *options, *(f"{name}.ts" for name in nodes)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    faulty = set(re.findall(r"^([\w-]+)\.ts\(\d+,\d+\): error", run.stdout, re.M))
    assert faulty or run.returncode == 0, run.stdout + run.stderr
    return faulty
