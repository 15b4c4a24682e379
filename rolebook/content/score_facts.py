"""How an actual result becomes a score, as the file says it: bands or a line, floor, cap and veto."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from rolebook.content.fields import Facts, Flag, Number


class Band(Facts):
    """One step of a KPI's score: which actual results earn it. The first band that applies counts."""

    from_: Number | None = Field(None, alias="from", description="This value or more")
    above: Number | None = Field(None, description="More than this value")
    up_to: Number | None = Field(None, description="This value or less")
    below: Number | None = Field(None, description="Less than this value")
    score: Number


class Linear(Facts):
    """A score that rises and falls evenly with the result."""

    at: Number | None = Field(None, description="The result that earns the score; left out: the target")
    score: Number = Field(Decimal(100), description="The score at that result")
    each: Annotated[Number, Field(gt=0)] = Field(description="The size of one step, in the KPI's unit")
    lose: Annotated[Number, Field(ge=0)] = Field(
        Decimal(0), description="Points lost for each step by which the result is worse"
    )
    gain: Annotated[Number, Field(ge=0)] = Field(
        Decimal(0), description="Points won for each step by which the result is better"
    )
    whole: Flag = Field(False, description="true: only full steps count")


class Veto(Facts):
    """A result so bad that nothing else counts."""

    worse_than: Number = Field(description="A result worse than this is vetoed")
    score: Number = Field(Decimal(0), description="The KPI's score then")
    total: Flag = Field(False, description="true: the whole assessment then has the lowest total and rating")


class Scoring(Facts):
    """How an actual result becomes a score: by bands or by a line, never by both."""

    bands: Annotated[tuple[Band, ...], Field(min_length=1)] = Field(
        (), description="Steps; the first band that applies counts"
    )
    linear: Linear | None = Field(None, description="So many points for each step away from a result")
    floor: Number | None = Field(None, description="The score is never lower")
    cap: Number | None = Field(None, description="The score is never higher")
    veto: Veto | None = Field(None, description="A result that is worse than this is vetoed")
