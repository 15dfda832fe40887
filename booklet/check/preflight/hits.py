"""Rules and the places where files break them: a code, a place on a page, the effect in print, and the cure."""

from collections import Counter
from collections.abc import Iterable

from booklet.errors import Severity
from booklet.geometry import MM, Rect
from booklet.values import Frozen

HOUSE = "house"
"""The standard of a rule that no standard holds, only practice in print shops."""

MOST = 8
"""How many places of one rule and severity are told for a page."""


class Rule(Frozen):
    """One thing that is checked; `means` is its effect in print, `cure` how to mend it.

    A clause is given if a text that we could read names it; "" if the standard was not at hand.
    """

    code: str
    means: str
    cure: str
    standard: str = HOUSE
    clause: str = ""

    def hit(
        self, what: str, page: int | None = None, box: Rect | None = None, *, severity: Severity = Severity.ERROR
    ) -> "Hit":
        """Return a hit of this rule, with the page (from 0) and the place where it was found."""
        return Hit(self, severity, what, page, box)


class Hit(Frozen):
    """A rule, and the place where a file breaks it; the box is in points from the lower left of the sheet."""

    rule: Rule
    severity: Severity
    what: str
    page: int | None = None
    box: Rect | None = None

    @property
    def box_mm(self) -> tuple[float, float, float, float] | None:
        """Left, bottom, width and height in millimetres."""
        if self.box is None:
            return None
        x, y, width, height = (round(length / MM, 1) for length in self.box)
        return x, y, width, height

    def entry(self) -> dict[str, object]:
        """Return the hit as values for JSON; pages count from 1."""
        return {
            "code": self.rule.code,
            "severity": self.severity.value,
            "page": None if self.page is None else self.page + 1,
            "box_mm": self.box_mm,
            "what": self.what,
            "means": self.rule.means,
            "cure": self.rule.cure,
            "standard": self.rule.standard,
            "clause": self.rule.clause,
        }


def shorten_hits(hits: Iterable[Hit]) -> list[Hit]:
    """Return each hit once and in order; of many equal ones on a page only the first few, with their number."""
    found: list[Hit] = []
    alike: Counter[tuple[Rule, Severity, int | None]] = Counter()
    for hit in sort_hits(dict.fromkeys(hits)):
        key = hit.rule, hit.severity, hit.page
        alike[key] += 1
        if alike[key] <= MOST:
            found.append(hit)
    more = [(key, count - MOST) for key, count in alike.items() if count > MOST]
    return sort_hits(
        [*found, *(Hit(rule, severity, f"{n} more like these", page) for (rule, severity, page), n in more)]
    )


def sort_hits(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits of the whole file and then page by page, the worst first."""
    return sorted(hits, key=lambda hit: (list(Severity).index(hit.severity), -1 if hit.page is None else hit.page))
