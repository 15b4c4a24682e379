"""Links as WeasyPrint and PDF/UA both want them: only words inside, of one language each."""

from __future__ import annotations

from typing import Any

_Run = tuple[str, str, str]  # language, direction, words


def flatten_links(root: Any) -> None:
    """Leave only words inside links, and words of one language in each.

    WeasyPrint makes a link of its own of each element in a link, which PDF/UA does not allow. Where the language
    changes within a link, another one to the same place follows it.
    """
    for parent in list(root.iter()):
        links = [child for child in parent if child.tag == "a" and len(child)]
        for link in links:
            if link.find(".//img") is None:
                _flatten(parent, link)


def _flatten(parent: Any, link: Any) -> None:
    runs = _join(_list_runs(link, link.get("lang", ""), link.get("dir", "")))
    for child in list(link):
        link.remove(child)
    link.text, tail, link.tail = "", link.tail, None
    place = list(parent).index(link)
    attributes = {name: value for name, value in link.items() if name != "id"}
    for number, (language, direction, words) in enumerate(runs):
        if number:
            link = link.makeelement("a", attributes)
            parent.insert(place + number, link)
        link.text = words
        for name, value in (("lang", language), ("dir", direction)):
            if value:
                link.set(name, value)
    link.tail = tail


def _list_runs(element: Any, language: str, direction: str) -> list[_Run]:
    """The words inside an element, in order, with the language and direction stated for them."""
    runs = [(language, direction, element.text or "")]
    for child in element:
        runs += _list_runs(child, child.get("lang", language), child.get("dir", direction))
        runs.append((language, direction, child.tail or ""))
    return runs


def _join(runs: list[_Run]) -> list[_Run]:
    """Runs of one language made one; a run of blanks goes with the words before it."""
    joined: list[_Run] = []
    for language, direction, words in runs:
        if joined and (joined[-1][:2] == (language, direction) or not words.strip()):
            joined[-1] = (*joined[-1][:2], joined[-1][2] + words)
        elif joined and not joined[-1][2].strip():
            joined[-1] = (language, direction, joined[-1][2] + words)
        else:
            joined.append((language, direction, words))
    return joined
