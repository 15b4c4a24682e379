"""What the tests of policy checks share: the sample project with other requirements, penalties, places, postings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from rolebook.content.catalogue import Catalogue
from rolebook.content.policy_packs import PackSource, PolicyPack
from rolebook.content.posting_facts import PostingFacts
from rolebook.content.posting_words import PostingWords
from rolebook.content.postings import Posting
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import PenaltyFacts, QualificationFacts
from rolebook.content.suppressions import Suppression
from rolebook.content.yaml_tree import YamlFile
from rolebook.policies import Finding, find_findings
from tests.project import SAMPLE

DAY = dt.date(2026, 12, 1)
ROLE = "sales-manager"
FINE = {"effect": {"kind": "fine", "amount": {"value": "50", "currency": "CNY"}}}
TEAM_CUT = {"effect": {"kind": "variable-pay", "percent": "20", "of": "team-pay"}}
AGE = {"kind": "age", "at_most": "35"}
TRAIT = {"kind": "trait"}
MADRID = {"country": "ES", "region": "Madrid", "city": "Madrid"}
PAID = {"pay": {"min": "20", "max": "30", "currency": "USD", "per": "hour"}}


@cache
def load_sample() -> Catalogue:
    """The sample project, read once."""
    return load_catalogue(SAMPLE)[0]


def set_book(catalogue: Catalogue, **changes: Any) -> Catalogue:
    """The same with other fields of handbook.yaml."""
    models = type(catalogue.handbook).model_fields
    read = {
        name: TypeAdapter(models[name].annotation).validate_python(value) for name, value in changes.items()
    }
    return replace(catalogue, handbook=catalogue.handbook.model_copy(update=read))


def make_catalogue(
    where: str | None,
    qualifications: Mapping[str, tuple[Mapping[str, Any], Mapping[str, str]]] | None = None,
    penalties: Mapping[str, tuple[Mapping[str, Any], Mapping[str, str]]] | None = None,
    suppress: Mapping[str, Any] | None = None,
    packs: Mapping[str, Mapping[str, Any]] | None = None,
) -> Catalogue:
    """One role with these requirements and penalties (facts, and words by language), and where its people work."""
    sample = set_book(
        load_sample(),
        jurisdictions=[where] if where else [],
        pay_components={"performance-pay": {}, "team-pay": {"team": "true"}},
    )
    role = sample.roles[ROLE]
    needs, rules = qualifications or {}, penalties or {}
    facts = role.facts.model_copy(
        update={
            "qualifications": {k: QualificationFacts.model_validate(f) for k, (f, _) in needs.items()},
            "penalties": {k: PenaltyFacts.model_validate(f) for k, (f, _) in rules.items()},
            "suppress": {k: Suppression.model_validate(one) for k, one in (suppress or {}).items()},
        }
    )
    languages = {"en", *(lang for _, words in (*needs.values(), *rules.values()) for lang in words)}
    words = {
        lang: (role.words.get(lang) or role.source_words).model_copy(
            update={
                "qualifications": {k: w[lang] for k, (_, w) in needs.items() if lang in w},
                "penalties": {k: w[lang] for k, (_, w) in rules.items() if lang in w},
            }
        )
        for lang in sorted(languages)
    }
    sources = {
        name: PackSource(name, PolicyPack.model_validate(pack), YamlFile(f"{name}.yaml", (), None))
        for name, pack in (packs or {}).items()
    }
    return replace(sample, roles={ROLE: replace(role, facts=facts, words=words)}, packs=sources, postings={})


def with_posting(
    catalogue: Catalogue, facts: Mapping[str, Any], words: Mapping[str, Mapping[str, Any]]
) -> Catalogue:
    """The same with one open posting of the role, called “job”."""
    read = PostingFacts.model_validate({"role": ROLE, "status": "open", "posted": "2026-11-01", **facts})
    texts = {lang: PostingWords.model_validate(text) for lang, text in words.items()}
    file = YamlFile("postings/job/posting.yaml", (), None)
    posting = Posting("job", ROLE, read, texts, next(iter(texts)), file, dict.fromkeys(texts, file))
    return replace(catalogue, postings={"job": posting})


def find(catalogue: Catalogue, day: dt.date = DAY) -> dict[str, Finding]:
    """The findings by the ids of their rules; one each is what the tests make."""
    return {finding.rule_id: finding for finding in find_findings(catalogue, day)}


def judge_penalty(where: str | None, facts: Mapping[str, Any], **words: str) -> dict[str, Finding]:
    """The findings about one penalty."""
    return find(make_catalogue(where, penalties={"late": (facts, words or {"en": "Comes late"})}))


def judge_need(where: str | None, facts: Mapping[str, Any], **words: str) -> dict[str, Finding]:
    """The findings about one requirement."""
    return find(make_catalogue(where, {"need": (facts, words or {"en": "A requirement"})}))


def judge_advert(
    place: Mapping[str, str],
    text: str,
    language: str = "en",
    headcount: int | Mapping[str, Any] | None = 438,
    **facts: Any,
) -> dict[str, Finding]:
    """The findings about a posting with this introduction."""
    catalogue = make_catalogue("SG")
    if headcount is not None:
        counted = {"total": str(headcount)} if isinstance(headcount, int) else headcount
        catalogue = set_book(catalogue, employer={"headcount": counted})
    given = {"places": [place] if place else [], **facts}
    findings = find(with_posting(catalogue, given, {language: {"introduction": text}}))
    return {rule: finding for rule, finding in findings.items() if finding.subject == "posting"}
