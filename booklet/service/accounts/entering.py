"""Signing in: one page for a code by mail and for a passkey."""

from typing import Any

from allauth.account.views import RequestLoginCodeView
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from booklet.service.accounts.inviting import INVITED


@method_decorator(never_cache, name="dispatch")
class SignIn(RequestLoginCodeView):  # type: ignore[misc]  # the library has no types
    """Asks for the address to which a code goes; says the same whether somebody has an account or not."""

    def get_initial(self) -> dict[str, Any]:
        """Return the address of who has just accepted an invitation in this browser."""
        return {**super().get_initial(), "email": self.request.session.get(INVITED, "")}
