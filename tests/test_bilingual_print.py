"""The bilingual edition as a document: accessible, complete, and in its columns whatever the words."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rolebook.language.markdown import SafeHtml
from rolebook.views.model import (
    Text,
)
from tests.bilingual_books import (
    body_words,
    change,
    copy_bilingual,
    copy_deep,
    make,
    plain,
    roles_of,
    view,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with an edition in Chinese and Spanish, and duties three levels deep."""
    return copy_deep(tmp_path / "project")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """The sample's edition as a document, Chinese and Spanish, and English and Chinese."""
    project = copy_bilingual(tmp_path_factory.mktemp("printed") / "project")
    return {
        (first, second): make(project, project / first, first, second)
        for first, second in (("zh", "es"), ("en", "zh"))
    }


PAIRS = pytest.mark.parametrize("key", [("zh", "es"), ("en", "zh")], ids="-".join)


@PAIRS
def test_an_independent_validator_finds_nothing(
    printed: dict[tuple[str, str], bytes], key: tuple[str, str], tmp_path: Path
) -> None:
    import page as page_validation

    (tmp_path / "x.pdf").write_bytes(printed[key])
    result = page_validation.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1")
    assert result.is_compliant, result.failures


@PAIRS
def test_in_roles_both_languages_stand_there_once(
    printed: dict[tuple[str, str], bytes], key: tuple[str, str], tmp_path: Path
) -> None:
    reader = PdfReader(BytesIO(printed[key]))
    begin, end = (
        reader.get_destination_page_number(reader.named_destinations[anchor])  # type: ignore[arg-type]
        for anchor in ("part-sales", "penalties")
    )
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages[begin:end]))
    book = view(copy_bilingual(tmp_path / "project"), first=key[0], second=key[1])
    roles = roles_of(book)
    rows = [row for role in roles for section in role.sections for row in section.rows]
    sentences = Counter(sentence for row in rows for sentence in plain(row) if len(sentence) > 9)
    assert len(sentences) > 10
    traced = [row for role in roles if role.trace for row in role.trace.rows]
    sentences.update(
        ref.label.plain for row in traced for ref in (row.first, row.second) if ref.label.plain in sentences
    )
    for sentence, times in sentences.items():
        assert words.count(re.sub(r"\s", "", sentence)) == times, sentence
    weights = [kpi.weight.first.plain for role in roles for s in role.sections for kpi in s.kpis]
    assert words.count("60%") == weights.count("60%") > 0, "what both write alike stands once"


@PAIRS
def test_bookmarks_have_both_titles(printed: dict[tuple[str, str], bytes], key: tuple[str, str]) -> None:
    def read(items: list[Any]) -> Iterator[str]:
        for item in items:
            yield from read(item) if isinstance(item, list) else [item.title]

    titles = list(read(PdfReader(BytesIO(printed[key])).outline))
    wanted = {
        ("zh", "es"): [
            "目录 · Índice",
            "销售经理 · Responsable de ventas",
            "职责 · Funciones",
            "术语表 · Glosario",
        ],
        ("en", "zh"): ["Contents · 目录", "Sales manager · 销售经理", "Duties · 职责", "Glossary · 术语表"],
    }[key]
    assert set(wanted) <= set(titles)
    assert titles.count(wanted[1]) == 2, "the role, and its penalties in the matrix"


def test_the_same_bytes_again(printed: dict[tuple[str, str], bytes], tmp_path: Path) -> None:
    project = copy_bilingual(tmp_path / "project")
    assert make(project, tmp_path / "parts") == printed["zh", "es"]


def lengthen(value: Any) -> Any:
    """A view whose words have grown by a long German compound each; figures too."""
    if isinstance(value, Text):
        if not value.plain:
            return value
        grown = f"{value.plain} Vertriebsmitarbeitendenverantwortungsbereiche"
        return Text(SafeHtml(value.html.replace(value.plain, grown)), grown, value.language)
    if isinstance(value, tuple):
        return tuple(lengthen(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {item.name: lengthen(getattr(value, item.name)) for item in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


def test_long_words_stay_in_their_columns(project: Path, tmp_path: Path) -> None:
    pdf = make(project, tmp_path / "parts", change=lengthen)
    (tmp_path / "long.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "long.pdf", "-"], capture_output=True, text=True, check=True
    )
    millimetre = 72 / 25.4
    assert done.stdout.count("Vertriebs") > 100
    for number, page in enumerate(done.stdout.split("<page ")[1:], 1):
        wide = float(re.match(r'width="([\d.]+)"', page)[1])  # type: ignore[index]
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)".*?>([^<]*)</word>', page)
        for left, top, right, word in words:
            if float(top) < 20 * millimetre:
                continue  # running heads are cut off
            assert float(left) > 19 * millimetre, (number, word)
            assert float(right) < wide - 19 * millimetre, (number, word)


def test_the_sheet_to_sign_names_the_digest_in_both_languages(project: Path) -> None:
    book = view(project)
    sheet = book["both/acknowledgement"]
    digests = [fact.first[0].label.plain for fact in sheet.facts if fact.id == "digest"]
    assert len(digests) == 1
    assert [
        fact.first[0].label.plain for fact in book["both/cover"].imprint.facts if fact.id == "digest"
    ] == digests
    assert len(sheet.statements) == 3
    assert all(pair.first.plain != pair.second.plain for pair in sheet.statements)
    lines = book["both/contents"].lines
    assert (lines[-1].anchor, lines[-1].label.second.plain) == ("acknowledgement", sheet.title.second.plain)
    change(project / "roles/sales-manager/es.yaml", "cobro del año", "cobro anual")
    again = view(project)["both/acknowledgement"]
    assert [fact.first[0].label.plain for fact in again.facts if fact.id == "digest"] != digests


def test_texts_longer_than_a_page_are_split_and_nothing_is_lost(project: Path, tmp_path: Path) -> None:
    for tag, word in (("en", "word "), ("zh", "文字"), ("es", "palabra ")):
        path = project / f"roles/sales-manager/{tag}.yaml"
        text = path.read_text("utf-8")
        for number, field in enumerate(("results", "degree", "trigger", "measure")):
            long = f"BEGIN{number}{tag} {word * 700}END{number}{tag}"
            text = re.sub(rf"(?<=\b{field}: ).*?(?=[,\n])", long, text, count=1)
        path.write_text(text, "utf-8")
    words = body_words(make(project, tmp_path / "parts"))
    for tag, word in (("zh", "文字"), ("es", "palabra")):
        assert words.count(word) >= 4 * 700
        for number in range(4):
            assert 0 < words.find(f"BEGIN{number}{tag}") < words.find(f"END{number}{tag}")
