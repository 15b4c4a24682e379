"""Links between the files of the site."""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from rolebook.views.links import relative_href

# Few names, so that paths often begin alike, and a folder may be called like a file.
paths = st.lists(st.sampled_from(["en", "roles", "a", "a.html", "index.html"]), min_size=1, max_size=5)


@given(paths.map("/".join), paths.map("/".join))
def test_a_relative_link_leads_from_the_folder_of_a_page_to_another_file(start: str, target: str) -> None:
    href = relative_href(start, target)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(start), href)) == target
    if not posixpath.dirname(start).startswith(target):
        assert href == posixpath.relpath(target, posixpath.dirname(start) or ".")
