"""What a posting withholds of its role, for its own place of work."""

from __future__ import annotations

from typing import Any

from rolebook.policies import list_withheld
from tests.policy_samples import AGE, DAY, PAID, TRAIT, find, make_catalogue, with_posting


def test_what_a_posting_withholds() -> None:
    needs: dict[str, Any] = {
        "age": (AGE, {"en": "Under {at_most}"}),
        "fit": ({"kind": "health"}, {"en": "Good health"}),
        "sex": ({"kind": "sex"}, {"zh": "男女不限", "en": "Men and women alike"}),
        "family": (TRAIT, {"zh": "已婚已育优先", "en": "Settled"}),
        "contacts": ({"kind": "resource", "flags": ["pay-deduction"]}, {"en": "Contacts of one's own"}),
        "degree": ({"kind": "education", "minimum": "bachelor"}, {"en": "A degree"}),
        "looks": (TRAIT, {"zh": "形象好", "en": "Good manners"}),
    }
    catalogue = with_posting(
        make_catalogue("CN-HB", needs),
        {"places": [{"country": "CN", "region": "Hubei"}], "withhold": ["qualifications.degree"], **PAID},
        {"zh": {"introduction": "诚聘英才"}},
    )
    withheld = list_withheld(catalogue, catalogue.postings["job"], DAY)
    assert {one.entry: one.reasons for one in withheld if one.section == "qualifications"} == {
        "age": ("limit",),
        "fit": ("limit",),
        "sex": ("limit",),
        "family": ("rule",),
        "contacts": ("flag",),
        "degree": ("asked",),
    }
    family = next(one for one in withheld if one.entry == "family")
    assert [finding.rule_id for finding in family.findings] == ["cn.family"]
    # What is withheld is no finding of the posting any more.
    assert not any(f.subject == "posting" for f in find(catalogue).values())


def test_another_place_withholds_other_entries() -> None:
    needs: dict[str, Any] = {"looks": (TRAIT, {"zh": "形象好"})}
    for country, reasons in (("CN", []), ("FR", [("rule",)])):
        catalogue = with_posting(
            make_catalogue("CN-HB", needs),
            {"places": [{"country": country, "region": "Hubei", "city": "Wuhan"}], **PAID},
            {"zh": {"introduction": "诚聘英才"}},
        )
        withheld = list_withheld(catalogue, catalogue.postings["job"], DAY)
        assert [one.reasons for one in withheld] == reasons
