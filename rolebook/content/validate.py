"""From a YAML tree to a frozen model; pydantic's errors become diagnostics with exact places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rolebook.content.role_words import ENTRY_TAGS
from rolebook.content.yaml_tree import Key, Node, YamlFile, suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity, shorten

Model = TypeVar("Model", bound=BaseModel)

_CODES = {
    "extra_forbidden": "S001",
    "missing": "S002",
    "rolebook_change": "S002",
    "dict_type": "S003",
    "model_type": "S003",
    "model_attributes_type": "S003",
    "tuple_type": "S003",
    "string_type": "S003",
    "rolebook_text": "S003",
    "rolebook_id": "S004",
    "rolebook_number": "S005",
    "rolebook_whole": "S005",
    "rolebook_month_day": "S005",
    "rolebook_date": "S006",
    "literal_error": "S007",
    "rolebook_empty": "S008",
    "rolebook_locale": "S010",
    "rolebook_twice": "S010",
    "rolebook_pair": "S009",
    "rolebook_secret": "S009",
    "rolebook_flag": "S007",
    "rolebook_currency": "S011",
    "rolebook_country": "S017",
    "rolebook_color": "S022",
    "rolebook_rule": "S021",
    "rolebook_tag": "S013",
    "rolebook_entry": "S004",
}
_RANGE_TYPES = {
    "greater_than",
    "greater_than_equal",
    "less_than",
    "less_than_equal",
    "too_short",
    "too_long",
    "string_too_long",
}


def validate_file(model: type[Model], file: YamlFile) -> tuple[Model | None, list[Diagnostic]]:
    """The file as this model, or None with every problem found (codes S…)."""
    if file.root is None:
        return None, []
    data = to_plain(file.root)
    if data is None:
        data = {}
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return None, [_diagnose(file, model, detail) for detail in details if not _is_echo(detail, details)]


def to_plain(node: Node) -> Any:
    """The tree as plain dicts, lists, strings and None."""
    if isinstance(node.value, dict):
        return {key: to_plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [to_plain(child) for child in node.value]
    return node.value


def _is_echo(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is said to be short only because pydantic left out its faulty entries."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and len(other["loc"]) > len(loc) for other in details
    )


def _diagnose(file: YamlFile, model: type[BaseModel], detail: ErrorDetails) -> Diagnostic:
    kind = detail["type"]
    location, at_key = _locate(file.root, detail["loc"])
    code = "S009" if kind in _RANGE_TYPES else _CODES[kind]
    name = _name(location) or file.path
    message, hint = detail["msg"], ""
    if kind == "extra_forbidden":
        message = f"unknown field “{shorten(str(detail['loc'][-1]))}”"
        hint = suggest_nearest(str(detail["loc"][-1]), _fields_near(model, detail["loc"]))
        at_key = True
    elif kind == "missing":
        missing = detail["loc"][-1]
        message = f"the field “{missing}” is missing"
        hint = f"add a line “{missing}: …” here"
        location = location[:-1] if location and location[-1] == missing else location
        at_key = True
    elif kind in ("dict_type", "model_type", "model_attributes_type"):
        message = f"“{name}” must be a group of fields, not {_describe(detail['input'])}"
        hint = "write its fields on the lines below, two spaces further in"
        hint += ", or {} if it has none" if detail["input"] is None else ""
    elif kind == "tuple_type":
        message = f"“{name}” must be a list, not {_describe(detail['input'])}"
        hint = "write it as [a, b], or one per line with a leading “- ”"
    elif kind == "literal_error":
        allowed = [
            w.strip("'\"")
            for w in str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(", ")
        ]
        message = f"{_describe(detail['input'])} is not one of: {', '.join(allowed)}"
        hint = suggest_nearest(str(detail["input"]), allowed, list_few=False)
    elif kind in _RANGE_TYPES:
        message = _describe_range(kind, name, detail)
    elif kind.startswith("rolebook_"):
        shown = detail["input"]
        message += f", not “{shorten(shown)}”" if isinstance(shown, str) and shown.strip() else ""
        message = message if at_key else f"“{name}”: {message}"
    elif kind == "string_type":
        message = f"“{name}” must be a text, not {_describe(detail['input'])}"
    return file.diagnose(code, Severity.ERROR, message, hint, at=location, at_key=at_key)


def _locate(root: Node | None, loc: tuple[Key, ...]) -> tuple[tuple[Key, ...], bool]:
    """The path of keys in the file for a pydantic location; the tags of unions are no keys."""
    path: list[Key] = []
    node, at_key = root, False
    for part in loc:
        if part == "[key]":
            at_key = True
            continue
        child = node.child(part) if node is not None else None
        if child is None and part in ENTRY_TAGS:
            continue
        path.append(part)
        node = child
    return tuple(path), at_key


def _name(location: tuple[Key, ...]) -> str:
    """The field at a path of keys; for an entry of a list the list's field."""
    return next((shorten(key) for key in reversed(location) if isinstance(key, str)), "")


def _fields_near(model: type[BaseModel], loc: tuple[Key, ...]) -> Iterable[str]:
    """The names of the fields of the model in which an unknown field was found."""
    schema = model.model_json_schema(by_alias=True)
    current: dict[str, Any] = schema
    for part in loc[:-1]:
        current = _resolve(schema, current)
        following = current.get("properties", {}).get(part) or current.get("additionalProperties")
        for entries in current.get("patternProperties", {}).values():
            following = following or entries
        if following is None and current.get("items") is not None and isinstance(part, int):
            following = current["items"]
        if isinstance(following, dict):
            current = following
    return list(_resolve(schema, current).get("properties", {}))


def _resolve(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        return _resolve(schema, schema["$defs"][part["$ref"].rsplit("/", 1)[-1]])
    for option in part.get("anyOf", []) + part.get("oneOf", []):
        resolved = _resolve(schema, option)
        if resolved.keys() & {"properties", "additionalProperties", "patternProperties", "items"}:
            return resolved
    return part


def _describe(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    return f"“{shorten(str(value))}”"


def _describe_range(kind: str, name: str, detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if kind == "string_too_long":
        return f"“{name}” has more than {context.get('max_length')} characters"
    if kind in ("too_short", "too_long"):
        return f"“{name}” has {'too few' if kind == 'too_short' else 'too many'} entries"
    word, key = {
        "greater_than": ("more than", "gt"),
        "greater_than_equal": ("at least", "ge"),
        "less_than": ("less than", "lt"),
        "less_than_equal": ("at most", "le"),
    }[kind]
    return f"“{name}” must be {word} {context.get(key)}, not {shorten(str(detail['input']))}"
