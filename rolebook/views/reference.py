"""The reference pages: glossary, competencies, and comparison."""

from __future__ import annotations

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.handbook_models import Term
from rolebook.language.locales import find_language
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.frame import build_frame
from rolebook.views.letters import find_initial, sort_key
from rolebook.views.model import (
    CompareChoice,
    ComparePage,
    CompetenciesPage,
    CompetencyGroup,
    CompetencyLevel,
    CompetencyPage,
    CompetencyRow,
    GlossaryGroup,
    GlossaryPage,
    GlossaryTerm,
    Link,
    Ref,
    Text,
)
from rolebook.views.order import sort_roles
from rolebook.views.role import competency_level, competency_name


def build_glossary_groups(context: ViewContext, anchor_prefix: str = "term-") -> tuple[GlossaryGroup, ...]:
    """The terms of one language under their initial letters."""
    return context.keep("glossary", anchor_prefix, lambda: _group_terms(context, anchor_prefix))


def _group_terms(context: ViewContext, anchor_prefix: str) -> tuple[GlossaryGroup, ...]:
    source = context.catalogue.handbook.source_language
    rows: list[tuple[str, tuple[object, ...], GlossaryTerm]] = []
    for key, term in context.catalogue.glossary.terms.items():
        own = term.terms.get(context.tag)
        names = own or term.terms.get(source) or next(iter(term.terms.values()))
        language = None if own else (source if source in term.terms else next(iter(term.terms)))
        shown = Text(plain_text(names[0]).html, names[0], language)
        rows.append(
            (
                find_initial(names[0], context.language),
                sort_key(names[0], context.language),
                _build_term(context, key, term, shown, names, anchor_prefix),
            )
        )
    groups: dict[str, list[GlossaryTerm]] = {}
    for letter, _key, view in sorted(rows, key=lambda row: (row[0] == "#", row[0], row[1])):
        groups.setdefault(letter, []).append(view)
    return tuple(
        GlossaryGroup(letter, f"letter-{letter.lower() if letter != '#' else 'other'}", tuple(terms))
        for letter, terms in groups.items()
    )


def _build_term(
    context: ViewContext, key: str, term: Term, shown: Text, names: tuple[str, ...], prefix: str
) -> GlossaryTerm:
    others = tuple(
        (tag, find_language(tag).autonym, " / ".join(term.terms[tag]))
        for tag in context.catalogue.handbook.languages
        if tag != context.tag and tag in term.terms and shown.language != tag
    )
    return GlossaryTerm(
        key,
        f"{prefix}{key}",
        shown,
        tuple(names[1:]),
        others,
        context.pick(dict(term.definition)),
        tuple(term.reject.get(context.tag, ())),
    )


def build_glossary(context: ViewContext) -> GlossaryPage:
    """The glossary page of one language."""
    groups = build_glossary_groups(context)
    total = sum(len(group.terms) for group in groups)
    title = context._("Glossary")
    frame = build_frame(
        context,
        links.glossary_path,
        title,
        context._("The terms of this handbook, with what they are called in each language."),
        nav="glossary",
    )
    return GlossaryPage(frame, groups, context.count("{count} term", "{count} terms", total))


def _find_needing(context: ViewContext, key: str) -> list[CatalogueRole]:
    return [role for role in sort_roles(context) if role.facts.competencies.get(key) is not None]


def build_competency(context: ViewContext, key: str) -> CompetencyPage:
    """The page of one competency: definition, levels, and the roles that need it."""
    book, words = context.catalogue.handbook, context.catalogue.words

    def path_of(tag: str) -> str:
        return links.competency_path(tag, key)

    site = links.SiteLinks(context.tag, path_of(context.tag))
    needing = _find_needing(context, key)
    levels = tuple(
        CompetencyLevel(
            level,
            context.name("competency_scale", str(level)).plain,
            competency_level(context, key, level),
            tuple(context.refer(role.id, site) for role in needing if role.facts.competencies[key] == level),
        )
        for level in range(1, book.competency_levels + 1)
    )
    name = competency_name(context, key)
    definition = context.pick(
        {tag: w.competencies[key].definition for tag, w in words.items() if key in w.competencies}
    )
    group = book.competencies[key].group
    crumbs = (
        Link(
            context._("Competencies"),
            links.relative_href(path_of(context.tag), links.competencies_path(context.tag)),
        ),
    )
    return CompetencyPage(
        build_frame(
            context, path_of, name.plain, definition.plain if definition else name.plain, nav="competencies"
        ),
        key,
        name,
        context.name("competency_groups", group).plain if group else None,
        definition,
        levels,
        crumbs,
    )


def build_competencies(context: ViewContext) -> CompetenciesPage:
    """The list of all competencies, by group."""
    book, words = context.catalogue.handbook, context.catalogue.words
    site = links.SiteLinks(context.tag, links.competencies_path(context.tag))
    rows: dict[str, list[CompetencyRow]] = {name: [] for name in book.competency_groups}
    for key, facts in book.competencies.items():
        needing = len(_find_needing(context, key))
        definition = context.pick(
            {tag: w.competencies[key].definition for tag, w in words.items() if key in w.competencies}
        )
        count = context.count("{count} role", "{count} roles", needing)
        rows.setdefault(facts.group or "", []).append(
            CompetencyRow(
                Ref(competency_name(context, key), site.competency(key), "competency"), definition, count
            )
        )
    groups = tuple(
        CompetencyGroup(
            context.name("competency_groups", name).plain if name else context._("Other"),
            context.description("competency_groups", name) if name else None,
            tuple(entries),
        )
        for name, entries in rows.items()
        if entries
    )
    description = context._("What people in these roles must be able to do, at which level.")
    frame = build_frame(
        context, links.competencies_path, context._("Competencies"), description, nav="competencies"
    )
    return CompetenciesPage(frame, groups)


def build_compare(context: ViewContext) -> ComparePage:
    """The page that puts two roles side by side."""
    path = links.compare_path(context.tag)
    choices = []
    for role in sort_roles(context):
        title = context.wording(role).sentence("title")
        script = links.relative_href(path, links.compare_script_path(context.tag, role.id))
        choices.append(CompareChoice(role.id, title.text if title else role.id, script))
    description = context._("Two roles side by side: duties, requirements, KPIs and rules.")
    return ComparePage(
        build_frame(
            context,
            links.compare_path,
            context._("Compare roles"),
            description,
            nav="compare",
            searchable=False,
        ),
        tuple(choices),
    )
