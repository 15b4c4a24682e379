"""Forms to fill in: ``handbook/forms/<id>/form.yaml`` with their words in one ``<lang>.yaml`` each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from rolebook.content.fields import Facts, Id, Locale, Sentence, Whole
from rolebook.content.project_files import ProjectFiles
from rolebook.content.role_facts import Provenance
from rolebook.content.yaml_tree import YamlFile

FieldKind = Literal["line", "text", "number", "money", "percent", "date", "check", "table"]


class FieldFacts(Facts):
    """One thing to fill in."""

    kind: FieldKind = Field("line", description="What is to be filled in")
    rows: Annotated[Whole, Field(ge=1, le=30)] | None = Field(
        None, description="Lines to write on, for kind: text; rows of a table"
    )
    columns: tuple[Id, ...] = Field((), description="The columns, for kind: table")


class FormSectionFacts(Facts):
    """One section of a form."""

    fields: dict[Id, FieldFacts] = Field(description="What is to be filled in, in this order")


class VariantFacts(Facts):
    """One way to use the form: which sections, and for which roles."""

    sections: tuple[Id, ...] = Field(min_length=1, description="Sections of this form, in this order")
    roles: tuple[Id, ...] = Field((), description="The roles on whose pages it is named")


class FormFacts(Facts):
    """A form to fill in, on screen or on paper. Its words are in the language files beside it."""

    source_language: Locale | None = Field(
        None, description="The language in which it was first written; left out: that of the handbook"
    )
    sections: dict[Id, FormSectionFacts] = Field(description="All sections that variants can have")
    variants: dict[Id, VariantFacts] = Field(min_length=1, description="Each makes a form of its own")
    provenance: dict[str, Provenance] = Field(
        {}, description="Section and id (sections.results) → source, certainty"
    )


class VariantWords(Facts):
    """The words of a variant."""

    title: Sentence
    intro: Sentence | None = None


class FieldWords(Facts):
    """The words of a field that has more than a label."""

    label: Sentence
    hint: Sentence | None = Field(None, description="A remark that helps to fill it in")
    columns: dict[Id, Sentence] = Field({}, description="Column → its heading")


def _tell_field(value: Any) -> str:
    return "words" if isinstance(value, (dict, FieldWords)) else "sentence"


FieldEntry = Annotated[
    Annotated[Sentence, Tag("sentence")] | Annotated[FieldWords, Tag("words")], Discriminator(_tell_field)
]


class FormSectionWords(Facts):
    """The words of a section."""

    title: Sentence
    intro: Sentence | None = None
    fields: dict[Id, FieldEntry] = Field({}, description="Field → its label")


class FormWords(Facts):
    """A form's words in one language, keyed by the ids of form.yaml."""

    title: Sentence
    intro: Sentence | None = Field(None, description="What the form is for, and who fills it in")
    variants: dict[Id, VariantWords] = {}
    sections: dict[Id, FormSectionWords] = {}


@dataclass(frozen=True)
class FormSource:
    """A form with its words by language."""

    id: str
    facts: FormFacts
    file: YamlFile
    words: Mapping[str, FormWords]
    word_files: Mapping[str, YamlFile]


def read_form(files: ProjectFiles, folder: str, names: Iterable[str]) -> FormSource | None:
    """The form in a folder, of which ``names`` are the words; None if its facts cannot be used."""
    facts, file = files.load(f"{folder}/form.yaml", FormFacts)
    words: dict[str, FormWords] = {}
    word_files: dict[str, YamlFile] = {}
    for name in names:
        language = name.removesuffix(".yaml")
        loaded, word_file = files.load_words(f"{folder}/{name}", FormWords)
        if word_file is not None:
            word_files[language] = word_file
        if loaded is not None:
            words[language] = loaded
    return FormSource(folder.rpartition("/")[2], facts, file, words, word_files) if facts else None
