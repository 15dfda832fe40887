"""What kinds of packs there are, and what each holds."""

from collections.abc import Mapping

from booklet.jobs import PRODUCTS, SLIDES, SOCIAL, Job
from booklet.values import Frozen
from booklet.words.guide import KIT, TALK, Guide


class PackPart(Frozen):
    """A part of a pack with items or numbers of its own: some items of a product or of the deck, all if none are named.

    Of each there are as many `copies`, or one for so many pupils as it is `shared_by`. What is shown and not printed
    has an `edition` of its own, and no copies. If it `needs_event`, it is in the pack only where a day is named.
    """

    product: str
    items: tuple[str, ...] = ()
    copies: int = 1
    shared_by: int = 0
    edition: str = ""
    needs_event: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names that its items are asked for by; the deck is made where it is named."""
        return self.items or (TALK,) * (self.product == TALK)

    def holds(self, product: str, item: str) -> bool:
        """Tell whether an item of a product or of the deck is in it."""
        return product == self.product and item in (self.items or (item,))

    def count_copies(self, pupils: int) -> int:
        """Return how many copies of each there are for so many pupils."""
        return -(-pupils // self.shared_by) if self.shared_by else self.copies


class PackKind(Frozen):
    """A pack: its edition and ink, the products in it unless others are asked for, its printer ("" = the usual one).

    If it `is_for_client`, somebody else prints it, who asks for whom; if it `has_ticket`, a job ticket goes with it.
    If it `is_for_upload`, interior and cover are files of their own, for a website. If it `is_small`, posters are as
    large as a sheet; if it `is_one_sided`, nothing is printed on two sides. If it `is_week`, nobody prints it: it has a
    picture for each day, and what to post with it. If it has `parts`, it holds these, and is for a number of pupils.
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
    parts: tuple[PackPart, ...] = ()

    def list_parts(self, *, has_event: bool) -> tuple[PackPart, ...]:
        """Return the parts that a pack has, where a day is named or not."""
        return tuple(part for part in self.parts if has_event or not part.needs_event)

    def count_copies(self, job: Job, quantity: int, guide: Guide) -> int:
        """Return how many copies of a file are wanted, if a quantity is asked for: of all files, or of pupils."""
        product = guide.set_of(job.product, job.item)
        found = next((part for part in self.parts if part.holds(product, job.item)), None)
        return found.count_copies(quantity) if found else quantity

    @property
    def usual_quantity(self) -> int:
        """How many are wanted if nobody says: copies of each file, or pupils."""
        return PUPILS if self.parts else 1


PUPILS = 30
"""The pupils of a session, if nobody says how many there are."""

GROUP = 4
"""The pupils of a group, which talk about one comic, or have one deck of cards."""

SESSION = (
    PackPart(KIT, ("session",), copies=2),
    PackPart(KIT, (SLIDES,), copies=0, edition="screen"),
    PackPart(KIT, ("quiz-sheet", "plan-sheet", "leaflet"), shared_by=1),
    PackPart(KIT, ("day",), needs_event=True),
    PackPart("poster", ("p1", "p2", "p3")),
    PackPart("card", ("c1",), shared_by=1),
    PackPart(TALK, shared_by=GROUP),
    PackPart("booklet", copies=5),
)
"""What a session needs."""

KINDS: Mapping[str, PackKind] = {
    "office": PackKind("office", "colour"),
    "school": PackKind("office", "grey", is_small=True, is_one_sided=True),
    "session": PackKind("office", "grey", (KIT, "poster", "card", "booklet"), is_small=True, parts=SESSION),
    "copy-shop": PackKind("office", "grey", is_for_client=True),
    "press": PackKind("press", "colour", is_for_client=True, has_ticket=True),
    "pod": PackKind("press", "colour", ("booklet",), "lulu", is_for_upload=True),
    "social": PackKind("screen", "colour", (SOCIAL,), is_week=True),
}
