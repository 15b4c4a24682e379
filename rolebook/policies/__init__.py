"""Policy checks: wording, pay and penalties against the law of the place of work and the rules of the house.

`make_report` gives everything that is found in a project, `list_withheld` what a posting must not show; both are
pure.
"""

from rolebook.policies.findings import Finding
from rolebook.policies.report import Gap, PolicyReport, find_findings, list_withheld, make_report
from rolebook.policies.withholding import Withheld

__all__ = ["Finding", "Gap", "PolicyReport", "Withheld", "find_findings", "list_withheld", "make_report"]
