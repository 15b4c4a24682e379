"""The facts of a vacancy in words: where, how, for what pay, until when."""

from __future__ import annotations

from rolebook.content.posting_facts import Employment, PostingPlace, Remote
from rolebook.content.postings import Posting, find_state
from rolebook.language.locales import begin_upper
from rolebook.language.posting_phrases import say_pay, say_start
from rolebook.language.posting_wording import PostingWording
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.model import Fact, Ref

# Universal Postal Union, “Addressing systems”: elsewhere the code stands before the town.
_UPU = "AU BD BH BN CA CN GB HK ID IE IN JM JO JP KH KR LB LV MM MT NG NP NZ PK SA SG TH TT TW UA US VN ZA"
_CODE_AFTER_TOWN = frozenset(_UPU.split())


def build_posting_facts(context: ViewContext, posting: Posting, wording: PostingWording) -> tuple[Fact, ...]:
    """The facts panel of a vacancy: a row for each thing that is said."""
    _, facts, say = context._, posting.facts, context.say
    places = tuple(say_address(context, wording, place) for place in facts.places)
    language, kinds = context.language, name_employment(context)
    hours = facts.hours_per_week
    rows = (
        ("place", _("Place of work"), places),
        ("remote", _("Remote work"), (begin_upper(_say_remote(context, posting)),)),
        ("employment", _("Employment"), tuple(begin_upper(kinds[kind]) for kind in facts.employment)),
        ("hours", _("Hours a week"), (language.number(hours) if hours is not None else "",)),
        ("pay", _("Pay before tax"), (begin_upper(say_pay(say, facts) or ""),)),
        ("starts", _("Starts"), (begin_upper(say_start(say, facts.starts)) if facts.starts else "",)),
        ("openings", _("Openings"), (language.number(facts.openings),)),
        ("posted", _("Posted"), (language.date(facts.posted),)),
        ("closes", _("Apply by"), (language.date(facts.valid_through) if facts.valid_through else "",)),
        ("reference", _("Reference"), (posting.reference,)),
    )
    return tuple(
        Fact(name, label, tuple(Ref(plain_text(value), None, "text") for value in values))
        for name, label, values in rows
        if any(values)
    )


def say_address(context: ViewContext, wording: PostingWording, place: PostingPlace) -> str:
    """A place of work as the language writes it, as exactly as it is known: Suzhou, Jiangsu 215000, China."""
    names = (place.street, place.city, place.region)
    street, city, region = (wording.place_name(name) if name else "" for name in names)
    region = region if region != city else ""
    code, country = place.postcode or "", say_country(context, place)
    parts = [part for part in (street, city, region, country) if part]
    if context.language.is_cjk and all(not part.isascii() for part in parts):
        return " ".join(part for part in ("".join(reversed(parts)), code) if part)
    if place.country in _CODE_AFTER_TOWN:
        lines = (street, city, f"{region} {code}".strip(), country)
    else:
        lines = (street, f"{code} {city}".strip(), region, country)
    return ", ".join(line for line in lines if line)


def say_country(context: ViewContext, place: PostingPlace) -> str:
    """The country of a place."""
    return context.language.country(place.country)


def say_town(context: ViewContext, wording: PostingWording, place: PostingPlace) -> str:
    """The city of a place, or what is known that comes next to it."""
    name = place.city or place.region
    return wording.place_name(name) if name else say_country(context, place)


def name_employment(context: ViewContext) -> dict[Employment, str]:
    """What the kinds of employment are called."""
    _ = context._
    return {
        "full-time": _("full time"),
        "part-time": _("part time"),
        "contractor": _("contractor"),
        "temporary": _("temporary"),
        "intern": _("internship"),
        "volunteer": _("volunteer work"),
        "per-diem": _("by the day"),
        "other": _("other employment"),
    }


def name_remote(context: ViewContext) -> dict[Remote, str]:
    """What the kinds of remote work are called."""
    _ = context._
    return {"none": _("on site"), "hybrid": _("partly from home"), "full": _("fully remote")}


def say_state(context: ViewContext, posting: Posting) -> tuple[str, str | None]:
    """The state of a vacancy on the day of the build, and a sentence that says so if it is not open."""
    _, facts = context._, posting.facts
    state = find_state(posting, context.options.build_date)
    notice = None
    if state == "expired" and facts.valid_through:
        date = context.language.date(facts.valid_through)
        notice = _("Applications closed on {date}. This vacancy is no longer open.").format(date=date)
    elif state == "closed":
        notice = _("This vacancy is no longer open.")
    elif state == "draft":
        notice = _("A draft: the public does not see this page.")
    elif state == "not-yet-open":
        date = context.language.date(facts.posted)
        notice = _("The public sees this page from {date} on.").format(date=date)
    return state, notice


def _say_remote(context: ViewContext, posting: Posting) -> str:
    facts = posting.facts
    words = name_remote(context)[facts.remote]
    if facts.remote == "full" and facts.applicant_countries:
        countries = context.language.join(
            context.language.country(code) for code in facts.applicant_countries
        )
        return context._("{remote}, from: {countries}").format(remote=words, countries=countries)
    return words
