"""JSON Schemas of the content files, generated from the models for editors (yaml-language-server)."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from rolebook.content.changes import RoleChanges
from rolebook.content.forms import FormFacts, FormWords
from rolebook.content.guides import GuideFacts
from rolebook.content.handbook_models import Glossary, HandbookFacts, HandbookWords
from rolebook.content.policy_packs import PolicyPack
from rolebook.content.posting_facts import PostingFacts
from rolebook.content.posting_words import PostingWords
from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import RoleWords

SCHEMAS: dict[str, tuple[type[BaseModel], str]] = {
    "role.json": (RoleFacts, "The facts of a role (roles/<id>/role.yaml)"),
    "role-words.json": (RoleWords, "The words of a role in one language (roles/<id>/<lang>.yaml)"),
    "changes.json": (RoleChanges, "What each version of a role changed (roles/<id>/changes.yaml)"),
    "posting.json": (PostingFacts, "The facts of a posting (postings/<id>/posting.yaml)"),
    "posting-words.json": (
        PostingWords,
        "The words of a posting in one language (postings/<id>/<lang>.yaml)",
    ),
    "handbook.json": (HandbookFacts, "The handbook as a whole (handbook/handbook.yaml)"),
    "handbook-words.json": (HandbookWords, "The handbook's words in one language (handbook/<lang>.yaml)"),
    "glossary.json": (Glossary, "The glossary (handbook/glossary.yaml)"),
    "guide.json": (GuideFacts, "The facts of a guide (handbook/guides/<id>/guide.yaml)"),
    "form.json": (FormFacts, "A form to fill in (handbook/forms/<id>/form.yaml)"),
    "form-words.json": (FormWords, "The words of a form in one language (handbook/forms/<id>/<lang>.yaml)"),
    "policy-pack.json": (PolicyPack, "A pack of policy checks (handbook/policies/<id>.yaml)"),
}


def render_schemas() -> dict[str, str]:
    """Each schema's file name and its text (JSON Schema 2020-12)."""
    return {name: _render(model, title) for name, (model, title) in SCHEMAS.items()}


def _render(model: type[BaseModel], title: str) -> str:
    schema = _tidy(model.model_json_schema(by_alias=True))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    schema.pop("title", None)
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False) + "\n"


def _tidy(part: Any) -> Any:
    """Without the titles that pydantic derives from field names, which editors would show as noise."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidy: dict[str, Any] = {}
    for key, value in part.items():
        if key == "title" and isinstance(value, str):
            continue
        if key == "default" and (value in (None, [], "") or isinstance(value, dict)):
            continue  # what a group of fields is without a word, its fields tell
        if key in ("properties", "$defs") and isinstance(value, dict):
            tidy[key] = {name: _tidy(entry) for name, entry in value.items()}
        else:
            tidy[key] = _tidy(value)
    default = tidy.get("default")
    if part.get("type") == "number" and isinstance(default, str):
        tidy["default"] = json.loads(default)  # our numbers are exact, and written as text
    return tidy
