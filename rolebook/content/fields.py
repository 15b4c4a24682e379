"""The scalar fields of content files: how a string from YAML becomes an id, a number, a date …

Each type accepts exactly one way of writing, and raises a pydantic custom error whose type is its own
(``rolebook_…``), so that diagnostics can be chosen by type and never by message text.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ENTRY_PATTERN = r"^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$"
LOCALE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
NOTICE_KEY_PATTERN = r"^([A-Z]{2}|[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$"
NUMBER_PATTERN = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
COLOR_PATTERN = r"^#[0-9a-fA-F]{6}$"
PLACE_PATTERN = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
SUBDIVISION_PATTERN = r"^[A-Z]{2}-[A-Z0-9]{1,3}$"
TAG_PATTERN = r"^\d{3}(§\d+)?(\.[A-Za-z0-9]+)*$"


_UNSEEN = (
    string.whitespace
    + "\u00a0\u00ad\u034f\u061c\u180e\u2007\u202f\u3000\u115f\u1160\u3164\uffa0"
    + "".join(
        map(
            chr,
            (*range(0x2000, 0x2010), *range(0x202A, 0x202F), *range(0x205F, 0x2070), *range(0xFE00, 0xFE10)),
        )
    )
)
"""What nobody sees: a text of nothing else is empty."""


class Facts(BaseModel):
    """What every content model is: frozen, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def _match(pattern: str, error: str, message: str) -> BeforeValidator:
    compiled = re.compile(pattern)

    def check(value: Any) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise PydanticCustomError(error, message)
        return value

    return BeforeValidator(check)


def _parse_number(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str) or not re.fullmatch(NUMBER_PATTERN, value):
        raise PydanticCustomError(
            "rolebook_number",
            "a number is expected, such as 40, 0.5 or 1200 (no thousands separator, leading zero or unit)",
        )
    return Decimal(value)


def _parse_whole(value: Any) -> int:
    number = _parse_number(value)
    if number != number.to_integral_value():
        raise PydanticCustomError("rolebook_whole", "a whole number is expected")
    return int(number)


def _parse_month_day(value: Any) -> int | Literal["end"]:
    if value == "end":
        return "end"
    message = "a day of the month is expected, from 1 to 31, or “end”"
    if isinstance(value, str) and not re.fullmatch("[1-9]|[12][0-9]|3[01]", value):
        raise PydanticCustomError("rolebook_month_day", message)
    if not isinstance(value, (str, int)) or not 1 <= int(value) <= 31:
        raise PydanticCustomError("rolebook_month_day", message)
    return int(value)


def _parse_date(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(DATE_PATTERN, value):
        raise PydanticCustomError(
            "rolebook_date", "a date is expected, written year-month-day like 2026-12-01"
        )
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("rolebook_date", "a day that the calendar has is expected") from None


def _parse_start(value: Any) -> dt.date | Literal["as-soon-as-possible"]:
    if value == "as-soon-as-possible":
        return "as-soon-as-possible"
    try:
        return _parse_date(value)
    except PydanticCustomError as error:
        if error.message_template.startswith("a date is expected"):
            message = "a date is expected, written year-month-day like 2026-12-01, or as-soon-as-possible"
            raise PydanticCustomError("rolebook_date", message) from None
        raise


def _parse_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise PydanticCustomError("rolebook_flag", "write true or false")
    return bool(value == "true")


def _parse_sentence(value: Any) -> str:
    if value is None or (isinstance(value, str) and not value.strip(_UNSEEN)):
        raise PydanticCustomError("rolebook_empty", "the text is empty")
    if not isinstance(value, str):
        raise PydanticCustomError("rolebook_text", "a text is expected here, not a list or a group of fields")
    return value.strip()


def _split_one(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def describe_id(what: str) -> WithJsonSchema:
    """JSON Schema of an id, with what it names."""
    return WithJsonSchema({"type": "string", "pattern": ID_PATTERN, "description": what})


Id = Annotated[
    str,
    _match(
        ID_PATTERN,
        "rolebook_id",
        "an id is expected: small letters a–z, digits and single hyphens, such as weekly-report",
    ),
    WithJsonSchema({"type": "string", "pattern": ID_PATTERN}),
]
EntryPath = Annotated[
    str,
    _match(
        ENTRY_PATTERN,
        "rolebook_entry",
        "a section and an id with a dot between them are expected, such as qualifications.age",
    ),
    WithJsonSchema({"type": "string", "pattern": ENTRY_PATTERN}),
]
Locale = Annotated[
    str,
    _match(LOCALE_PATTERN, "rolebook_locale", "a language tag is expected, such as en, zh, es or pt-BR"),
    WithJsonSchema({"type": "string", "pattern": LOCALE_PATTERN}),
]
NoticeKey = Annotated[
    str,
    _match(
        NOTICE_KEY_PATTERN,
        "rolebook_locale",
        "a language (es), a country (MX) or a language in a country (es-MX) is expected",
    ),
    WithJsonSchema({"type": "string", "pattern": NOTICE_KEY_PATTERN}),
]
Number = Annotated[
    Decimal,
    BeforeValidator(_parse_number),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "number"}),
]
Whole = Annotated[int, BeforeValidator(_parse_whole), WithJsonSchema({"type": "integer"})]
MonthDay = Annotated[
    int | Literal["end"],
    PlainValidator(_parse_month_day),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 31}, {"const": "end"}]}),
]
Date = Annotated[dt.date, BeforeValidator(_parse_date), WithJsonSchema({"type": "string", "format": "date"})]
Start = Annotated[
    dt.date | Literal["as-soon-as-possible"],
    PlainValidator(_parse_start),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"const": "as-soon-as-possible"}]}),
]
Flag = Annotated[bool, BeforeValidator(_parse_flag), WithJsonSchema({"type": "boolean"})]
Sentence = Annotated[
    str, BeforeValidator(_parse_sentence), WithJsonSchema({"type": "string", "minLength": 1})
]
Label = Annotated[
    str,
    BeforeValidator(_parse_sentence),
    Field(max_length=60),
    WithJsonSchema({"type": ["string", "number"]}),  # it may look like a number: 28001
]
Version = Annotated[
    str,
    BeforeValidator(_parse_sentence),
    WithJsonSchema({"type": ["string", "number"], "description": 'For example "1.0"'}),
]
SourceTag = Annotated[
    str,
    _match(r"^\S{3,40}$", "rolebook_tag", "a source tag is expected, such as 002§2.d1"),
    WithJsonSchema({"type": "string", "pattern": r"^\S{3,40}$"}),
]
Currency = Annotated[
    str,
    _match(
        r"^[A-Z]{3}$",
        "rolebook_currency",
        "a currency code of three capitals is expected, such as CNY, EUR or USD",
    ),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
]
Color = Annotated[
    str,
    _match(
        COLOR_PATTERN,
        "rolebook_color",
        'a colour is expected: # and six digits or letters a–f, in quotes, such as "#0c5273"',
    ),
    WithJsonSchema({"type": "string", "pattern": COLOR_PATTERN}),
]
Country = Annotated[
    str,
    _match(
        COUNTRY_PATTERN,
        "rolebook_country",
        "a country code of two capitals is expected, such as CN, ES or US",
    ),
    WithJsonSchema({"type": "string", "pattern": COUNTRY_PATTERN}),
]
PlaceCode = Annotated[
    str,
    _match(
        PLACE_PATTERN,
        "rolebook_country",
        "a country or one of its regions is expected, as in ISO 3166: CN, CN-HB, US-NY",
    ),
    WithJsonSchema({"type": "string", "pattern": PLACE_PATTERN}),
]
Subdivision = Annotated[
    str,
    _match(
        SUBDIVISION_PATTERN,
        "rolebook_country",
        "a code of ISO 3166-2 is expected, such as CN-GD, ES-MD or US-CA",
    ),
    WithJsonSchema({"type": "string", "pattern": SUBDIVISION_PATTERN}),
]
Period = Literal["day", "week", "month", "quarter", "half-year", "year"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Periods = Annotated[
    tuple[Period, ...],
    BeforeValidator(_split_one),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["day", "week", "month", "quarter", "half-year", "year"]},
                {
                    "type": "array",
                    "items": {"enum": ["day", "week", "month", "quarter", "half-year", "year"]},
                    "minItems": 1,
                },
            ]
        }
    ),
]


class Money(Facts):
    """An amount of money in one currency."""

    value: Number
    currency: Currency
