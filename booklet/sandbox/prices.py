"""Prices that are made up, so that an order can be tried: they look like prices and mean nothing."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from booklet.values import Frozen, field

CENT = Decimal("0.01")

RATES: Mapping[str, str] = {"USD": "1", "EUR": "0.9", "GBP": "0.8", "CAD": "1.4", "AUD": "1.5", "JPY": "150"}
"""How much a made-up unit is in a currency; all others are taken at 10."""

OTHER_RATE = "10"

TAX = Decimal("0.10")

LEVELS: Mapping[str, tuple[str, int, int, bool]] = {
    "MAIL": ("4.00", 10, 20, False),
    "PRIORITY_MAIL": ("6.00", 7, 12, True),
    "GROUND_HD": ("8.00", 5, 8, True),
    "GROUND_BUS": ("8.00", 5, 8, True),
    "GROUND": ("8.00", 5, 8, True),
    "EXPEDITED": ("15.00", 3, 5, True),
    "EXPRESS": ("30.00", 2, 3, True),
}
"""How a parcel is sent: its price, its least and most days, and whether it can be followed."""

METHODS: Mapping[str, tuple[str, str, int, int]] = {
    "normal": ("Sandbox normal", "5.00", 6, 10),
    "standard": ("Sandbox standard", "8.00", 4, 6),
    "express": ("Sandbox express", "20.00", 1, 3),
}
"""How Gelato's parcels are sent: name, price, least and most days."""


class Priced(Frozen):
    """Copies of something with so many pages, and what its price says besides."""

    pages: int
    copies: int
    names: Mapping[str, object] = field(default_factory=dict)


def money(amount: Decimal, currency: str) -> Decimal:
    """Return a made-up amount in a currency, in cents.

    >>> str(money(Decimal("1.005"), "USD"))
    '1.01'
    """
    return (amount * Decimal(RATES.get(currency, OTHER_RATE))).quantize(CENT, ROUND_HALF_UP)


def price_copy(pages: int, currency: str) -> Decimal:
    """Return the price of one copy."""
    return money(Decimal("1.50") + Decimal("0.02") * pages, currency)


def price_level(level: str, currency: str) -> Decimal:
    """Return the price of sending by one of Lulu's levels."""
    return money(Decimal(LEVELS[level][0]), currency)


def tell_costs(items: Sequence[Priced], level: str, currency: str) -> dict[str, object]:
    """Return the costs of an order as Lulu tells them, all amounts as texts, with a fee of nothing named SANDBOX."""
    lines = [_line(item, currency) for item in items]
    shipping, nothing = price_level(level, currency), Decimal("0.00")
    net = sum((line for line, _ in lines), shipping)
    tax = sum((_tax(line) for line, _ in lines), _tax(shipping))
    fee = {"currency": currency, "fee_type": "SANDBOX: this price is made up", "sku": "SANDBOX"}
    return {
        "currency": currency,
        "line_item_costs": [told for _, told in lines],
        "shipping_cost": _combined(shipping),
        "fulfillment_cost": _combined(nothing),
        "fees": [fee | _combined(nothing)],
        "total_cost_excl_tax": str(net),
        "total_cost_incl_tax": str(net + tax),
        "total_discount_amount": "0.00",
        "total_tax": str(tax),
    }


def _line(item: Priced, currency: str) -> tuple[Decimal, dict[str, object]]:
    each = price_copy(item.pages, currency)
    net = each * item.copies
    told: dict[str, object] = {
        **item.names,
        "cost_excl_discounts": str(each),
        "cost_excl_tax": str(each),
        "discounts": [],
        "quantity": item.copies,
        "tax_rate": str(TAX),
        "total_cost_excl_discounts": str(net),
        "total_cost_excl_tax": str(net),
        "total_cost_incl_tax": str(net + _tax(net)),
        "total_tax": str(_tax(net)),
        "unit_tier_cost": None,
    }
    return net, told


def _combined(net: Decimal) -> dict[str, object]:
    tax = _tax(net)
    return {
        "tax_rate": str(TAX),
        "total_cost_excl_tax": str(net),
        "total_cost_incl_tax": str(net + tax),
        "total_tax": str(tax),
    }


def _tax(net: Decimal) -> Decimal:
    return (net * TAX).quantize(CENT, ROUND_HALF_UP)
