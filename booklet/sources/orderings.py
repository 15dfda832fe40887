"""What a printer's file states about orders: the provider that takes them, and its names for our layouts."""

import re

from booklet.look.printer import Ordering
from booklet.sources.record import Record

PROVIDERS = ("lulu", "gelato")

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,299}")


def read_ordering(record: Record) -> Ordering:
    """Return what a printer's record states about orders; a layout may have several names, the one to use first."""
    with record.nested_record("order") as order:
        provider = order.choice("provider", PROVIDERS)
        with order.nested_record("products") as products:
            found = {layout: products.texts(layout) for layout in products.key_names()}
            for layout, codes in found.items():
                if not codes or not all(map(_CODE.fullmatch, codes)):
                    hint = "copy it from the provider's own list of products: letters, digits, points, hyphens"
                    products.fault("wrong-product", products.place(layout), f"{layout} has no name to order by", hint)
    return Ordering(provider, found)
