"""What an audience may see of the content: everything else is taken out before any view is made.

Views, and so pages, documents, search, feeds and structured data, are made from the released catalogue alone.
What is not in it cannot come out anywhere.
"""

from rolebook.audience.release import release_catalogue
from rolebook.audience.release_findings import release_report

__all__ = ["release_catalogue", "release_report"]
