"""Who may do what: a table of roles and pages. What stands in no row is denied."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils import timezone

from booklet.service.models import Membership, Partner, Role

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


def may(
    person: "AbstractBaseUser | AnonymousUser",
    partner: Partner | None,
    view: str,
    method: str,
    given: Mapping[str, object],
) -> bool:
    """Tell whether somebody may have a page of a partner's edition, or of the service itself."""
    if not person.is_authenticated:
        return False
    held = Membership.objects.filter(person=person.pk).select_related("partner").exclude(until__lt=timezone.now())
    return any(one.role == Role.COORDINATOR and one.partner is None for one in held)
