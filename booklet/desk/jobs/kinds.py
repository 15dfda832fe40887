"""The kinds of long work that there are: what each is called, and the function that does it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet.values import Frozen

MAKING = _("Making %(number)d of %(total)d")


class Kind(Frozen):
    """A kind of work: the function that does it, as `module:function`, what it is called, where its result is seen.

    `says` tells how far it is. A page that shows more of its result than its files `refreshes` when it is done. The
    function is given a `booklet.desk.jobs.task.Task` in a process of its own, in which there is no Django.
    """

    does: str
    title: Promise
    after: str = ""
    says: Promise = MAKING
    refreshes: bool = False


KINDS: Mapping[str, Kind] = {
    "pack": Kind("booklet.desk.order.work:make_packs", _("Pack for a printer"), "editions:index"),
    "words": Kind("booklet.desk.words.work:make_proof", _("Proof of a language"), "words:index"),
    "stickers": Kind("booklet.desk.editions.work:make_stickers", _("Stickers"), "editions:index"),
    "examine": Kind(
        "booklet.desk.campaign.work:examine",
        _("Look before you make"),
        "campaign:index",
        _("Looking at %(number)d of %(total)d"),
        refreshes=True,
    ),
    "campaign": Kind("booklet.desk.campaign.work:make", _("Campaign"), "campaign:index", refreshes=True),
}
"""All kinds, by the names that `start` takes."""
