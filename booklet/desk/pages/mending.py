"""Where what is wrong can be mended: a finding in, the page or the screen to go to out."""

import re
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet import Finding
from booklet.desk.faults import Fault, fault_of
from booklet.desk.pages.sheets import Sheet
from booklet.values import Frozen

GAVE_WAY = "gave-way"

CODES: tuple[tuple[str, str, Promise], ...] = (
    ("check-", "calls:index", _("Calls")),
    ("law-", "signing:index", _("Signing")),
    ("unconfirmed", "calls:look", _("Look at")),
)
"""The screen for what only a person can mend, by how its code begins."""

_PAGE = re.compile(r"\S+ \S+ page (\d+) \((\S*)\)")
"""How a finding names a page of a layout."""

SCREENS: tuple[tuple[str, str, Promise], ...] = (
    ("translations/countries/", "contacts:index", _("Contacts")),
    ("pages.yaml", "pages:own", _("Your own pages")),
    ("brand.yaml", "start:index", _("Settings")),
    ("layouts/art/", "start:index", _("Settings")),
    ("words.yaml", "words:index", _("Words")),
    ("translations/", "words:index", _("Words")),
)
"""The screen for each file, by how its name begins; the first that does is taken."""


class Mending(Frozen):
    """A fault, the address where it is seen or mended ("" if nowhere), and what that is called."""

    fault: Fault
    url: str
    name: str | Promise
    page: int = 0
    sheet: str = ""
    """The key of the page on which it is seen."""


def list_mendings(findings: Iterable[Finding], sheets: Sequence[Sheet] = ()) -> list[Mending]:
    """Return findings with where to go, faults first; that something was set a little tighter is none of them."""
    found = [_mend(finding, sheets) for finding in findings if finding.code != GAVE_WAY]
    return sorted(found, key=lambda one: not one.fault.is_fault)


def _mend(finding: Finding, sheets: Sequence[Sheet]) -> Mending:
    fault, file = fault_of(finding), finding.where.file
    if said := _PAGE.match(file):
        sheet = next((one for one in sheets if (str(one.page), one.topic) == said.groups()), None)
        if sheet:
            return Mending(fault, sheet.large, sheet.title, sheet.page, sheet.key)
    by_code = [(view, name) for begin, view, name in CODES if finding.code.startswith(begin)]
    by_file = [(view, name) for begin, view, name in SCREENS if file.startswith(begin)]
    view, name = next(iter((*by_code, *by_file)), ("", ""))
    return Mending(fault, reverse(view) if view else "", name)
