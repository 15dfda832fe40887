"""Who signs as what: the roles that reviews know, by names that people understand."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: dict[str, Promise] = {
    "child-protection-worker": _("Safeguarding lead"),
    "survivor-adviser": _("Survivor adviser"),
    "young-reader-1": _("First youth reader"),
    "young-reader-2": _("Second youth reader"),
    "native-reader": _("Native reviewer"),
    "back-translator": _("Back-translator"),
    "lawyer": _("Lawyer"),
    "coordinator": _("Coordinator"),
}
"""Each role with its name in the desk's language."""

BACK = "back-translator"

OF_WORDS = tuple(role for role in ROLES if role not in ("lawyer", "coordinator"))
"""Who signs words."""

OF_PAGES = tuple(role for role in ROLES if role != BACK)
"""Who signs pages as they will be printed."""


def role_name(role: str) -> str:
    """Return the name of a role; one that somebody wrote by hand is its own name."""
    return str(ROLES.get(role, role))
