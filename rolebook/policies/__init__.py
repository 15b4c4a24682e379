"""Policy checks: wording, pay and penalties against the law of the place of work and the rules of the house.

`find_findings` gives all findings of a project, `list_withheld` what a posting must not show; both are pure.
"""

from rolebook.policies.findings import Finding, Match
from rolebook.policies.report import PolicyReport, find_findings, make_report

__all__ = ["Finding", "Match", "PolicyReport", "find_findings", "make_report"]
