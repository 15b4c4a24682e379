"""Every pattern of the detectors catches what it should, and nothing else; texts are flattened with their places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.content.policy_packs import TextPatterns
from rolebook.policies.detecting import Detection, compile_pattern, list_patterns
from rolebook.policies.flat_text import flatten, glance
from rolebook.policies.packs import (
    DETECTORS,
    EU_MEMBERS,
    choose_built_in,
    list_built_in,
    read_built_in,
    read_phrases,
)

BUILT_IN = read_built_in(DETECTORS).detectors
ALL = Detection(BUILT_IN)
LANGUAGES = ("en", "zh", "es")
ALL_RULES = {rule_id: rule for name in list_built_in() for rule_id, rule in read_built_in(name).rules.items()}
BY_TEXTS = [
    pytest.param(name, language, patterns, id=f"{name}-{language}")
    for name, detector in BUILT_IN.items()
    for language, patterns in detector.texts.items()
]


def catch(name: str, language: str, text: str, detection: Detection = ALL) -> list[str]:
    spans = detection.find_spans(language, BUILT_IN[name].on[0], text)
    return [text[span.start : span.end] for span in spans if span.detector == name]


@pytest.mark.parametrize(("name", "language", "patterns"), BY_TEXTS)
def test_detector_hits_and_misses(name: str, language: str, patterns: TextPatterns) -> None:
    assert patterns.hits and patterns.misses
    assert [text for text in patterns.hits if not catch(name, language, text)] == []
    assert [text for text in patterns.misses if catch(name, language, text)] == []


@pytest.mark.parametrize(("name", "language", "patterns"), BY_TEXTS)
def test_every_pattern_is_proved(name: str, language: str, patterns: TextPatterns) -> None:
    flat = [flatten(text)[0] for text in patterns.hits]
    compiled = {pattern: compile_pattern(pattern) for pattern in list_patterns(patterns)}
    assert [p for p, c in compiled.items() if c is None or not any(map(c.search, flat))] == []


@pytest.mark.parametrize(("name", "language", "patterns"), BY_TEXTS)
def test_every_spared_passage_is_proved(name: str, language: str, patterns: TextPatterns) -> None:
    def without(pattern: str) -> Detection:
        fewer = patterns.model_copy(update={"spare": tuple(p for p in patterns.spare if p != pattern)})
        return Detection({name: BUILT_IN[name].model_copy(update={"texts": {language: fewer}})})

    useless = [
        pattern
        for pattern in patterns.spare
        if not any(catch(name, language, text, without(pattern)) for text in patterns.misses)
    ]
    assert useless == []


@pytest.mark.parametrize(("name", "language", "patterns"), BY_TEXTS)
def test_nearby_words_lose_no_hit(name: str, language: str, patterns: TextPatterns) -> None:
    blind = patterns.model_copy(update={"near": ()})
    detection = Detection({name: BUILT_IN[name].model_copy(update={"texts": {language: blind}})})
    for text in (*patterns.hits, *patterns.misses):
        assert catch(name, language, text) == catch(name, language, text, detection)


def test_detectors_speak_three_languages() -> None:
    for name, detector in BUILT_IN.items():
        for words in (detector.name, detector.finds, detector.suggestion):
            assert set(words) == set(LANGUAGES), name
        if detector.texts:
            assert set(detector.texts) == (set(LANGUAGES) - ({"zh"} if name == "coded" else set())), name
        if "qualifications" in detector.on:  # a posting shows them as part of the advert
            assert "adverts" in detector.on


def test_ages_and_sexes_are_not_looked_for_in_duties() -> None:
    assert [name for name, detector in BUILT_IN.items() if "duties" in detector.on] == ["coded"]


def test_rules_are_complete() -> None:
    for rule_id, rule in ALL_RULES.items():
        assert set(rule.says) == set(LANGUAGES), rule_id
        assert rule.statute is None or set(rule.statute) == set(LANGUAGES), rule_id
        assert set(rule.open) in (set(), set(LANGUAGES)), rule_id
        assert rule.remote is None or set(rule.remote.says) == set(LANGUAGES), rule_id
        assert set(rule.detector) <= set(BUILT_IN), rule_id
        assert set(rule.replaces) <= set(ALL_RULES), rule_id
        if not rule_id.startswith("general."):
            assert rule.grade and rule.source and rule.verified, rule_id
            assert str(rule.verified) in ("2026-11-21", "2026-11-27"), rule_id
        if rule.grade == "U":
            assert rule.severity != "error", rule_id


def test_jurisdictions_are_found_by_country() -> None:
    for name in list_built_in():
        pack = read_built_in(name)
        for one, jurisdiction in pack.jurisdictions.items():
            assert set(jurisdiction.name) == set(LANGUAGES)
            for country in jurisdiction.countries:
                assert name in choose_built_in(country), (name, one, country)
        for rule in pack.rules.values():
            assert rule.jurisdiction is None or rule.jurisdiction in pack.jurisdictions
    assert set(read_built_in("eu").jurisdictions["eu"].countries) == EU_MEMBERS


def test_phrases_have_three_languages() -> None:
    for name, phrases in read_phrases().items():
        assert set(phrases) == set(LANGUAGES), name


def test_every_detector_is_bound() -> None:
    bound = {name for rule in ALL_RULES.values() for name in rule.detector}
    assert set(BUILT_IN) - bound == set()


# -------------------------------------------------------------------------------- flat texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("要求：３５歲（含）以下，男女不限。", "３５歲（含）以下"),
        ("年龄 **35 岁** 以下", "35 岁** 以下"),
        ("三十五周\u200b岁以下", "三十五周\u200b岁以下"),
        ("年齡要求\n35歲以內", "35歲以內"),
    ],
)
def test_places_are_those_of_the_original(text: str, words: str) -> None:
    assert catch("age", "zh", text) == [words]


def test_decomposed_letters_are_letters() -> None:
    text = unicodedata.normalize("NFD", "Buscamos jóvenes y dinámicos, edad máxima")
    assert len(catch("age", "es", text)) == 1
    assert unicodedata.normalize("NFC", catch("ageproxy", "es", text)[0]) == "jóvenes y dinámicos"


def test_no_limit_is_no_limit() -> None:
    assert catch("sex", "zh", "男女不限") == []
    assert catch("sexnote", "zh", "男女不限") == ["男女不限"]
    assert catch("sex", "zh", "要求男女不限") == []


def test_one_finding_for_one_passage() -> None:
    spans = ALL.find_spans("zh", "adverts", "年龄限35岁以下，未满40周岁")
    assert [(span.detector, span.start) for span in spans] == [("age", 3), ("age", 9)]


def test_other_regions_of_a_language_are_searched_too() -> None:
    assert ALL.find_spans("zh-Hant", "adverts", "限35歲以下")
    assert ALL.find_spans("es-MX", "adverts", "menores de 35 años")
    assert not ALL.knows_language("fr")


mixed = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("35岁以下男女年龄限ａＡ１\u0301\u200b *`\n"),
    ),
    max_size=80,
)


@settings(deadline=None)
@given(
    mixed, st.sampled_from(LANGUAGES), st.sampled_from(["adverts", "duties", "qualifications", "penalties"])
)
def test_any_text_can_be_searched(text: str, language: str, scope: str) -> None:
    for span in ALL.find_spans(language, scope, text):  # type: ignore[arg-type]
        assert 0 <= span.start < span.end <= len(text)


@settings(deadline=None)
@given(mixed)
def test_flat_texts_keep_places_in_order(text: str) -> None:
    flat, places = flatten(text)
    assert len(flat) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@settings(deadline=None)
@given(st.text(alphabet="35岁 以下ａbＣ年龄１2 \n*男\u200b\u00ad", max_size=40))
def test_a_glance_sees_what_is_there(text: str) -> None:
    assert glance(text) == flatten(text)[0]


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(["35岁以下", "男性优先", "身体健康", "限本地户籍"]))
def test_chinese_needs_no_word_boundary(before: str, words: str) -> None:
    around = "".join(c for c in before if "a" <= c <= "z")
    assert ALL.find_spans("zh", "adverts", f"{around}{words}的优先")
