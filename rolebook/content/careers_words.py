"""What the start page of the public site says about the company."""

from __future__ import annotations

from pydantic import Field

from rolebook.content.fields import Facts, Id, Sentence


class PromiseWords(Facts):
    """A reason to work here."""

    title: Sentence = Field(description="The reason in a few words")
    text: Sentence | None = Field(None, description="What it means in practice; Markdown")


class CareersWords(Facts):
    """The words of the careers page, in one language."""

    title: Sentence | None = Field(
        None, description="The headline; left out: “Work at” and the company's name"
    )
    introduction: Sentence | None = Field(
        None, description="What the company is and does, for people who do not know it; Markdown"
    )
    promises: dict[Id, PromiseWords] = Field({}, description="Why people work here, three or four reasons")
