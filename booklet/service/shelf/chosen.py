"""What a visitor has chosen to order, as a text that can stand in an address and that nobody can change."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.core import signing

from booklet.service.shelf.offers import ALL
from booklet.values import Frozen, asdict

SALT = "shelf.chosen"

HOLDS = 60 * 60 * 24
"""Seconds for which a choice can be read: what was released when it was made may be recalled meanwhile."""


class Chosen(Frozen):
    """What is to be printed: of whose edition, which product by its layout, in which words, how many copies.

    `edition` is the name of the partner. `item` is one poster or card, "" for a product that is one. `typed` is the
    secret of a name that stands on it (`shelf.typed.read_name`), "" if none does; it is no name itself.
    """

    edition: str
    product: str
    layout: str
    locale: str
    country: str
    band: str
    item: str = ""
    copies: int = 0
    typed: str = ""


def place_of(edition: str, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the address on the shelf of what is chosen of an edition (`shelf.offers.Offer.place`)."""
    axes = (chosen["layout"], chosen["band"], chosen["item"] or ALL)
    return (chosen["country"], chosen["locale"], edition, *axes)


def sign(chosen: Chosen) -> str:
    """Return a choice as a text."""
    return signing.dumps(asdict(chosen), salt=SALT, compress=True)


def read(text: str) -> Chosen | None:
    """Return the choice of a text, None if it is not one that we have written, or is older than a day.

    Whether it is still released is for the reader to ask (`shelf.offers.find_offer`).
    """
    try:
        return Chosen(**signing.loads(text, salt=SALT, max_age=HOLDS))
    except (signing.BadSignature, TypeError):
        return None


def order_address(chosen: Chosen) -> str:
    """Return where a choice is ordered."""
    return f"/order/new/?{urlencode({'chosen': sign(chosen)})}"
