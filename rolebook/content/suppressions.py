"""Suppressions: findings of policy checks that somebody looked at and keeps, in role.yaml or posting.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from rolebook.content.fields import Date, Facts, Sentence

RULE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$"


def _check_rule_id(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(RULE_PATTERN, value):
        raise PydanticCustomError(
            "rolebook_rule",
            "the id of a rule is expected: whose it is, a dot, what it is about, such as cn.fine",
        )
    return value


RuleId = Annotated[
    str, BeforeValidator(_check_rule_id), WithJsonSchema({"type": "string", "pattern": RULE_PATTERN})
]


class Suppression(Facts):
    """Findings that somebody looked at and keeps, until a day, for as long as nothing changes."""

    rules: Annotated[tuple[RuleId, ...], Field(min_length=1)] = Field(
        description="The rules whose findings are kept"
    )
    entries: Annotated[dict[str, Sentence], Field(min_length=1)] = Field(
        description="Section and id (penalties.late) → the mark of this entry, which `rolebook policies` shows"
    )
    reason: Sentence = Field(description="Why it may stay")
    author: Sentence = Field(description="Who decided so")
    until: Date = Field(description="The last day on which it counts")
