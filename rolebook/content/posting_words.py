"""The words of a posting in one language: ``postings/<id>/<lang>.yaml``. Facts are said by placeholders."""

from __future__ import annotations

from pydantic import Field

from rolebook.content.fields import Facts, Sentence
from rolebook.content.role_words import Outline


class PostingWords(Facts):
    """A posting's words in one language. What it shows of the role is not repeated here."""

    title: Sentence | None = Field(
        None, description="The title of the advert, without places, pay and codes; left out: the role's"
    )
    introduction: Sentence | None = Field(
        None, description="What the job is about and why it is to be filled: a paragraph or two; Markdown"
    )
    duties: Outline = Field({}, description="Duties of this vacancy, beside those of the role that it shows")
    qualifications: Outline = Field(
        {}, description="Requirements of this vacancy, beside those of the role that it shows"
    )
    offer: Outline = Field({}, description="What the employer offers")
    pay_note: Sentence | None = Field(
        None, description="What is to be said of the pay: variable pay, payments in a year, what decides"
    )
    schedule: Sentence | None = Field(None, description="Working hours, shifts, travel")
    workplace: Sentence | None = Field(None, description="Where and how one works, days from home")
    process: Outline = Field({}, description="How an application goes on, step by step")
    contact: Sentence | None = Field(None, description="Who answers questions")
    equal_opportunity: Sentence | None = Field(
        None, description="That all are welcome, and where to ask for adjustments"
    )
    places: dict[str, Sentence] = Field(
        {}, description="Region, city or street as in posting.yaml → as this language writes it"
    )
