"""Policy packs: detectors of wording and rules of law or of the house, as data.

Packs of laws come with the program (``rolebook/policies/packs``); a project adds its own in
``handbook/policies/<id>.yaml``, in the same form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from rolebook.content.fields import (
    Country,
    Currency,
    Date,
    Facts,
    Flag,
    Id,
    Locale,
    Number,
    Sentence,
    Subdivision,
    Whole,
)
from rolebook.content.suppressions import RuleId
from rolebook.content.yaml_tree import YamlFile

Scope = Literal["adverts", "duties", "qualifications", "penalties"]
Force = Literal["error", "warning", "advice"]


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[dict[Locale, Sentence], Field(min_length=1)]
Detectors = Annotated[
    tuple[Id, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]


class TextPatterns(Facts):
    """What a detector looks for in texts of one language, with the texts that prove it."""

    words: tuple[Sentence, ...] = Field((), description="Words and phrases as they are, such as rockstar")
    find: tuple[Sentence, ...] = Field(
        (), description="Regular expressions, for what has many forms; case does not count"
    )
    spare: tuple[Sentence, ...] = Field(
        (), description="Regular expressions of passages in which nothing is caught"
    )
    near: tuple[Sentence, ...] = Field(
        (), description="A text without any of these is not searched at all: for speed only"
    )
    hits: tuple[Sentence, ...] = Field(
        (), description="Texts in which it must catch something; they are tried"
    )
    misses: tuple[Sentence, ...] = Field(
        (), description="Texts in which it must catch nothing; they are tried"
    )


class Detector(Facts):
    """What is caught, by fields and by words; what follows from it, rules say."""

    name: Words = Field(description="Language → what it is about, in two or three words: age limit")
    finds: Words = Field(description="Language → what is found, as a sentence: an age limit is set")
    suggestion: Words = Field(description="Language → what to do about it")
    on: tuple[Scope, ...] = Field(
        ("adverts", "duties"),
        min_length=1,
        description="Where it looks: what an advert says, duties that it shows, qualifications and penalties of roles",
    )
    kinds: tuple[Literal["age", "sex", "health"], ...] = Field(
        (), description="Kinds of qualification that are caught whatever their words are"
    )
    limit: Literal["upper", "lower"] | None = Field(
        None,
        description="Of qualifications of kind age only those with an upper limit, or with a lower one only",
    )
    effects: tuple[Literal["fine", "variable-pay", "wage-deduction"], ...] = Field(
        (), description="Effects of penalties that are caught whatever their words are"
    )
    pay: Literal["missing", "spread"] | None = Field(
        None,
        description="missing: postings that name no pay are caught; spread: those with a wider range than the rule has",
    )
    absent: Flag = Field(
        False, description="true: what its patterns look for must be said; caught if it is not"
    )
    at_least: Annotated[Whole, Field(ge=1)] = Field(
        1, description="So many different words must be found in all before anything is caught"
    )
    enabled: Flag = Field(True, description="false: only where a pack of the project enables it")
    texts: dict[Locale, TextPatterns] = Field({}, description="Language → what to look for")


class Jurisdiction(Facts):
    """Where a law holds: in countries, perhaps in some regions or cities only."""

    name: Words = Field(description="Language → its name")
    countries: tuple[Country, ...] = Field((), description="Two capitals each; empty: everywhere")
    regions: tuple[Sentence, ...] = Field((), description="Only in these: every way in which one is written")
    cities: tuple[Sentence, ...] = Field((), description="Only in these: every way in which one is written")
    except_cities: tuple[Sentence, ...] = Field((), description="Not in these cities of the regions")


class Threshold(Facts):
    """From where on a rule is graver."""

    percent: Annotated[Number, Field(gt=0, le=100)] = Field(
        description="A share of pay; a team's pay and an unknown share are never below it"
    )
    severity: Force = Field(description="Above the share, or where a whole team pays")


class PaySpread(Facts):
    """How wide a range of pay may be, per year."""

    at_most: Number = Field(description="The widest range from the lowest to the highest pay")
    exempt_above: Number | None = Field(None, description="Ranges that reach above this are free")
    currency: Currency = Field(description="The law's own currency")


class RemoteWork(Facts):
    """What the law of a region makes of work that is done from home, in whatever region of the country."""

    reach: Literal["covered", "open"] = Field(
        description="covered: it holds for work that can be done in the region; open: it depends on what the content "
        "does not say"
    )
    says: Words = Field(
        description="Language → if covered: what the law, or who enforces it, says; if open: what has to be known"
    )


class PolicyRule(Facts):
    """A rule: what it forbids (by detectors), where, how gravely, and how sure we are of it."""

    detector: Detectors = Field(description="The detector that it is about, or a list of them")
    jurisdiction: Id | None = Field(None, description="Where it holds; left out: everywhere")
    statute: Words | None = Field(
        None,
        description="Language → the law and its article; left out: a rule of the house, or a gap in the law",
    )
    says: Words = Field(description="Language → what the law, or the house, says")
    severity: Force = Field(description="How grave a breach is")
    grade: Literal["A", "B", "U"] | None = Field(
        None,
        description="A: the official text was read; B: a secondary text; U: unverified, so at most a warning",
    )
    verified: Date | None = Field(None, description="The day on which the source was last read")
    source: Sentence | None = Field(None, description="What was read, or the words of the source")
    replaces: tuple[RuleId, ...] = Field((), description="Rules that do not count where this one holds")
    suggestion: dict[Locale, Sentence] = Field(
        {}, description="What to do, if not what the detector suggests"
    )
    headcount_at_least: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="Holds for employers with so many people, wherever they work"
    )
    headcount_there: Annotated[Whole, Field(ge=1)] | None = Field(
        None,
        description="Holds for employers of whom so many people work in the region; needs a region with a code of "
        "ISO 3166-2",
    )
    remote: RemoteWork | None = Field(
        None,
        description="For laws of regions: whether they hold for work that is done from home; left out: nobody can tell",
    )
    above: Threshold | None = Field(None, description="For deductions: the share above which it is graver")
    spread: PaySpread | None = Field(
        None, description="For detectors of kind pay: spread: the widest range that is free"
    )
    open: dict[Locale, Sentence] = Field(
        {}, description="Language → what nobody can read from the content, so that it cannot be decided"
    )


class PolicyPack(Facts):
    """One pack: jurisdictions, detectors, rules, and changes to those of other packs."""

    jurisdictions: dict[Id, Jurisdiction] = Field({}, description="Where laws hold")
    region_names: dict[Subdivision, Words] = Field(
        {}, description="Region as in ISO 3166-2 (CN-HB) → language → its name, for reports"
    )
    detectors: dict[Id, Detector] = Field({}, description="What is caught")
    rules: dict[RuleId, PolicyRule] = Field({}, description="What follows from it")
    severities: dict[RuleId, Force] = Field(
        {},
        description="Rule → its severity in this project; a rule of grade A stays at least a warning",
    )
    enable: tuple[Id, ...] = Field((), description="Detectors that are off by default and wanted here: coded")


class PolicyPhrases(Facts):
    """The sentences in which findings are told."""

    phrases: dict[Id, Words]


@dataclass(frozen=True)
class PackSource:
    """A pack and the file that it was read from."""

    id: str
    pack: PolicyPack
    file: YamlFile
