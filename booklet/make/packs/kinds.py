"""What kinds of packs there are, and what each holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from booklet.jobs import PRODUCTS


@dataclass(frozen=True, slots=True)
class PackKind:
    """A pack: its edition and ink, the products in it unless others are asked for, its printer ("" = the usual one).

    If it `is_for_client`, somebody else prints it, who asks for whom; if it `has_ticket`, a job ticket goes with it.
    If it `is_for_upload`, interior and cover are files of their own, for a website.
    """

    edition: str
    ink: str
    products: tuple[str, ...] = PRODUCTS
    printer: str = ""
    is_for_client: bool = False
    has_ticket: bool = False
    is_for_upload: bool = False


KINDS: Mapping[str, PackKind] = {
    "office": PackKind("office", "colour"),
    "copy-shop": PackKind("office", "grey", is_for_client=True),
    "press": PackKind("press", "colour", is_for_client=True, has_ticket=True),
    "pod": PackKind("press", "colour", ("booklet",), "lulu", is_for_upload=True),
}
