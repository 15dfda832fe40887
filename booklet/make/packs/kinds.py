"""What kinds of packs there are, and what each holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from booklet.jobs import PRODUCTS, SOCIAL


@dataclass(frozen=True, slots=True)
class PackKind:
    """A pack: its edition and ink, the products in it unless others are asked for, its printer ("" = the usual one).

    If it `is_for_client`, somebody else prints it, who asks for whom; if it `has_ticket`, a job ticket goes with it.
    If it `is_for_upload`, interior and cover are files of their own, for a website. If it `is_small`, posters are as
    large as a sheet; if it `is_one_sided`, nothing is printed on two sides. If it `is_week`, nobody prints it: it has a
    picture for each day, and what to post with it.
    """

    edition: str
    ink: str
    products: tuple[str, ...] = PRODUCTS
    printer: str = ""
    is_for_client: bool = False
    has_ticket: bool = False
    is_for_upload: bool = False
    is_small: bool = False
    is_one_sided: bool = False
    is_week: bool = False


KINDS: Mapping[str, PackKind] = {
    "office": PackKind("office", "colour"),
    "school": PackKind("office", "grey", is_small=True, is_one_sided=True),
    "copy-shop": PackKind("office", "grey", is_for_client=True),
    "press": PackKind("press", "colour", is_for_client=True, has_ticket=True),
    "pod": PackKind("press", "colour", ("booklet",), "lulu", is_for_upload=True),
    "social": PackKind("screen", "colour", (SOCIAL,), is_week=True),
}
