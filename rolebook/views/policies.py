"""The page on which HR reads what policy checks found: postings first, then roles, then what nobody can judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rolebook.content.catalogue import Role, walk_outline
from rolebook.content.postings import Posting
from rolebook.content.role_words import OUTLINES
from rolebook.diagnostics import Severity
from rolebook.language.posting_wording import PostingWording
from rolebook.policies.findings import Finding, choose_words
from rolebook.policies.packs import read_phrases
from rolebook.policies.places import WorkPlace
from rolebook.policies.region_names import name_region
from rolebook.policies.report import Gap, PolicyReport, find_posting_places, find_role_places
from rolebook.policies.withholding import Withheld
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.frame import build_frame
from rolebook.views.model import Link, Ref, Text
from rolebook.views.model.policies import (
    DoubtfulEntry,
    JudgedSubject,
    PoliciesPage,
    PolicyFinding,
    WithheldEntry,
)
from rolebook.views.posting import find_title, find_wording
from rolebook.views.section_names import name_sections

_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)


def build_policies_page(context: ViewContext) -> PoliciesPage:
    """The report of policy checks."""
    report, _ = context.options.report, context._
    assert report, "planned only where policy checks are seen"
    path, title = links.policies_path(context.tag), _("Policy report")
    introduction = _(
        "What may breach a law or a rule of the house, in postings and roles. It is no legal advice: ask counsel where "
        "the work is done."
    )
    open_ones = [finding for finding in report.findings if not finding.is_kept]
    return PoliciesPage(
        frame=build_frame(context, links.policies_path, title, introduction, searchable=False),
        title=title,
        introduction=introduction,
        summary=context.count("{count} open finding", "{count} open findings", len(open_ones)),
        postings=tuple(_judge_posting(context, report, name, path) for name in report.withheld),
        roles=tuple(
            _judge_role(context, report, name, path)
            for name in context.catalogue.roles
            if any((finding.subject, finding.subject_id) == ("role", name) for finding in report.findings)
        ),
        gaps=tuple(_say_gap(context, gap) for gap in report.gaps),
        grades=(
            ("A", _("the text of the law or of the authority was read")),
            ("B", _("a secondary text was read")),
            ("U", _("general knowledge, not verified")),
        ),
        breadcrumbs=(Link(_("Roles"), links.relative_href(path, links.home_path(context.tag))),),
    )


def _judge_posting(context: ViewContext, report: PolicyReport, name: str, path: str) -> JudgedSubject:
    posting = context.catalogue.postings[name]
    tag = context.tag if context.tag in posting.words else posting.source_language
    role = context.catalogue.roles.get(posting.role)
    wording = find_wording(context, posting) if tag == context.tag else None
    label = find_title(context, posting, wording) if wording else _name_elsewhere(context, posting)
    href = (
        links.relative_href(path, links.posting_path(tag, name)) if tag in context.options.languages else None
    )
    found = [one for one in report.findings if (one.subject, one.subject_id) == ("posting", name)]
    return JudgedSubject(
        f"posting-{name}",
        Ref(label, href, "posting"),
        _say_places(context, report, find_posting_places(posting), wording.place_name if wording else str),
        _build_findings(context, found, role),
        tuple(_build_withheld(context, one, role) for one in report.withheld[name]),
    )


def _name_elsewhere(context: ViewContext, posting: Posting) -> Text:
    """The title of a posting that is not written in this language, as its own has it, with the reference."""
    own = PostingWording(posting, posting.source_language, context.phrases).sentence("title")
    role = posting.shown.words.get(posting.source_language) if posting.shown else None
    title = to_text(own).plain if own else role.title if role else None
    return plain_text(f"{title} · {posting.reference}" if title else posting.reference)


def _judge_role(context: ViewContext, report: PolicyReport, name: str, path: str) -> JudgedSubject:
    role = context.catalogue.roles[name]
    found = [one for one in report.findings if (one.subject, one.subject_id) == ("role", name)]
    return JudgedSubject(
        f"role-{name}",
        context.refer(name, links.SiteLinks(context.tag, path)),
        _say_places(context, report, find_role_places(role, context.catalogue), _name_towns(context, role)),
        _build_findings(context, found, role),
        (),
    )


def _name_towns(context: ViewContext, role: Role) -> Callable[[str], str]:
    """What the handbook calls the towns in which people of a role work."""
    places = context.catalogue.handbook.places
    names = {
        town: context.name("places", name).plain for name in role.facts.places if (town := places[name].city)
    }
    return lambda name: names.get(name, name)


def _build_findings(
    context: ViewContext, findings: Iterable[Finding], role: Role | None
) -> tuple[PolicyFinding, ...]:
    """Findings, those of one rule together, the gravest first and those that are kept last."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (f.is_kept, f.is_undecided, _GRAVEST.index(f.severity))):
        kept = finding.keep.id if finding.keep else None
        alike.setdefault((finding.rule_id, finding.detector_id, finding.missing, kept), []).append(finding)
    return tuple(_build_finding(context, group, role) for group in alike.values())


def _build_finding(context: ViewContext, group: Sequence[Finding], role: Role | None) -> PolicyFinding:
    first, tag = group[0], context.tag
    rule, statute = first.rule, choose_words(first.rule.statute or {}, tag)
    kind = "kept" if first.is_kept else "undecided" if first.is_undecided else str(first.severity)
    return PolicyFinding(
        id=first.rule_id,
        kind=kind,
        label=_name_kind(context, kind),
        sentence=first.say(tag),
        says=first.explain(tag) if statute else None,
        source=_say_source(context, first, statute) if rule.grade else None,
        entries=tuple(_build_entry(context, finding, role) for finding in group),
        suggestion=None if first.is_kept else first.suggest(tag),
        kept=_say_keep(context, first),
    )


def _name_kind(context: ViewContext, kind: str) -> str:
    _ = context._
    return {
        "error": _("grave"),
        "warning": _("to look at"),
        "advice": _("advice"),
        "undecided": _("cannot be decided"),
        "kept": _("kept"),
    }[kind]


def _say_source(context: ViewContext, finding: Finding, statute: str) -> str:
    rule, _ = finding.rule, context._
    date = context.language.date(rule.verified) if rule.verified else "–"
    pattern = (
        _("{law}; grade {grade}, checked on {date}") if statute else _("grade {grade}, checked on {date}")
    )
    return pattern.format(law=statute, grade=rule.grade, date=date)


def _say_keep(context: ViewContext, finding: Finding) -> str | None:
    if finding.keep is None:
        return None
    _, suppression = context._, finding.keep.suppression
    pattern = {
        "kept": _("Kept until {date} by {author}: {reason}"),
        "expired": _("Was kept until {date} by {author}: {reason}"),
        "changed": _("No longer kept, as the entry has changed; until then by {author}: {reason}"),
    }[finding.keep.state]
    date = context.language.date(suppression.until)
    return pattern.format(date=date, author=suppression.author, reason=suppression.reason)


def _build_entry(context: ViewContext, finding: Finding, role: Role | None) -> DoubtfulEntry:
    words = finding.list_words(context.tag) or finding.list_words()
    label, text = _find_entry(context, finding.entry, role if finding.origin == "role" else None)
    return DoubtfulEntry(label, text, context.language.comma.join(words) or None)


def _build_withheld(context: ViewContext, withheld: Withheld, role: Role | None) -> WithheldEntry:
    _ = context._
    reasons = {
        "asked": _("the posting says so"),
        "limit": _("a limit of age, sex or health"),
        "flag": _("a caution: not for adverts"),
        "rule": _("a rule forbids it"),
    }
    said = context.language.comma.join(reasons[reason] for reason in withheld.reasons)
    rules = dict.fromkeys(finding.rule_id for finding in withheld.findings)
    label, text = _find_entry(context, f"{withheld.section}.{withheld.entry}", role)
    return WithheldEntry(label, text, _add_detail(context, said, ", ".join(rules)))


def _find_entry(context: ViewContext, path: str, role: Role | None) -> tuple[str, Text | None]:
    """The section of an entry, or the field of a posting, and what the entry says in this language."""
    section, _, name = path.partition(".")
    label = name_sections(context._).get(section, section)
    if role is None or not name:
        return (label if name else context._("the posting itself")), None
    wording = context.wording(role)
    if section == "qualifications" and name in role.facts.qualifications:
        return label, to_text(wording.qualification(name))
    if section == "penalties" and (trigger := wording.penalty(name, "trigger")):
        return label, to_text(trigger)
    if section in OUTLINES:
        for item in walk_outline(getattr(role.source_words, section)):
            if item.id == name:
                entry = item.entry
                if isinstance(entry, str):
                    return label, to_text(wording.outline_text(section, name, entry))
                title = wording.group_text(section, name, "title", entry) if entry else None
                return label, to_text(title) if title else None
    return _say_of(context, label, name), None


def _say_places(
    context: ViewContext,
    report: PolicyReport,
    places: Sequence[WorkPlace],
    name_place: Callable[[str], str],
) -> str:
    """Places of work, by the names that the posting or the handbook has for them in this language."""
    said = dict.fromkeys(_say_place(context, report, place, name_place) for place in places)
    between = "；" if context.language.is_cjk else "; "
    return between.join(said) or context._("no place of work named")


def _say_place(
    context: ViewContext, report: PolicyReport, place: WorkPlace, name_place: Callable[[str], str]
) -> str:
    country = context.language.country(place.country)
    if place.anywhere:
        return context._("{country}, from home").format(country=country)
    own = {name: name_place(name) for name in (place.city, place.region) if name}
    if place.region and own[place.region] == place.region:  # nobody but the packs names it in this language
        own[place.region] = name_region(place, report.rulebook.own, context.tag) or place.region
    named = list(own.values())
    if context.language.is_cjk and all(not name.isascii() for name in named):
        return "".join((country, *reversed(named)))
    return context.language.comma.join((*named, country))


def _say_of(context: ViewContext, subject: str, words: str) -> str:
    return context._("{title}: {variant}").format(title=subject, variant=words)


def _add_detail(context: ViewContext, words: str, detail: str | None) -> str:
    return context._("{words} ({detail})").format(words=words, detail=detail) if detail else words


def _say_gap(context: ViewContext, gap: Gap) -> str:
    _ = context._
    missing = choose_words(read_phrases()[gap.kind], context.tag)
    said = _("Not known: {missing}").format(missing=missing)
    whose = gap.subject_id or context.count("{count} entry", "{count} entries", gap.entries)
    return _say_of(context, whose, _add_detail(context, said, gap.detail))
