"""Reports in the first person: sentences in which the writer tells what is done in the role."""

from __future__ import annotations

import re

from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import Vocabulary

_LONGEST = 400


def tells_duty(sentence: str, vocabulary: Vocabulary) -> bool:
    """Whether a sentence says “I organise …” or “I led …”, without figures, which would be a result and no duty."""
    if len(sentence) > _LONGEST or re.search(r"\d", sentence):
        return False
    plain = widen(sentence)
    for clause in re.split(r"(?<=[,，;；])\s*", plain):
        match = vocabulary.find("first_person", clause)
        if match and _is_done(clause[match.end() :].strip(), vocabulary):
            return True
    return False


def _is_done(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words begin with what is done, in the present or in the past."""
    if vocabulary.starts_duty(words):
        return True
    first = re.match(r"[a-z]+?(?=(?:ied|ed)\b)", words, re.IGNORECASE)
    if first is None or vocabulary.language != "en":
        return False
    rest = words[first.end() :]
    stem = first[0] + ("y" if rest.startswith("ied") else "")
    return any(vocabulary.starts_duty(form) for form in (stem, f"{stem}e"))
