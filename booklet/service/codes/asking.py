"""What prints with a code are worth today: what was given out is kept, the rest is asked of each partner's files."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256

from booklet import BookletError
from booklet.api import clock
from booklet.api.building import draw_all
from booklet.api.clock import days_of
from booklet.api.holding import Coverage, Cure, Holding, Holds, coverage_of, find_cure, holding, read_coverages
from booklet.api.packing import usual_layout
from booklet.desk.order.asked import OFFICE, Asked
from booklet.service.codes.models import GivenOut
from booklet.service.models import Partner
from booklet.values import Frozen, asdict


class Answer(Frozen):
    """What a print is worth, by the files of the partner whose it is."""

    partner: Partner
    found: Holding

    @property
    def cure(self) -> Cure | None:
        """The stickers that it needs, None if it needs none."""
        return find_cure(self.found)

    @property
    def holds(self) -> bool:
        """Whether all its numbers still hold."""
        return self.found.state is Holds.HOLDS


def remember(partner: Partner, data: bytes) -> None:
    """Keep what a file covers that is given out, if it has a code: a PDF, or a pack of them."""
    for covered in read_coverages(data):
        if covered.code:
            said = asdict(covered)
            of = sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
            GivenOut.objects.get_or_create(partner=partner, of=of, defaults={"code": covered.code, "covered": said})


def ask(code: str) -> list[Answer]:
    """Return what the prints with a code are worth today, the worst first; `code` is one that was checked."""
    given: dict[Partner, list[Coverage]] = {}
    for row in GivenOut.objects.filter(code=code, partner__closed=None).select_related("partner"):
        given.setdefault(row.partner, []).extend(filter(None, [coverage_of(row.covered)]))
    if not given:
        given = {partner: [] for partner in Partner.objects.filter(closed=None)}
    partners = sorted(given, key=lambda partner: partner.name)
    found = [answer for partner in partners for answer in _ask(partner, code, given[partner])]
    return sorted(found, key=lambda one: one.holds)


def _ask(partner: Partner, code: str, covered: Sequence[Coverage]) -> Iterator[Answer]:
    """Yield what one partner's files say; nothing if they have faults, since then nobody can know."""
    try:
        with partner.edition.engine() as project:
            found = holding(project, "", code, clock.today(), covered)
    except BookletError:
        return
    if found.state is not Holds.UNKNOWN:
        yield Answer(partner, found)


def make_stickers(answer: Answer) -> bytes | None:
    """Return a sheet of stickers for an office printer, None if none is needed, or its numbers are not called yet."""
    cure = answer.cure
    if cure is None:
        return None
    asked = Asked(
        country=cure.country,
        layouts=(usual_layout("sticker", cure.country),),
        locales=tuple(cure.locales),
        bands=(cure.band,),
        printer=OFFICE,
    )
    days = days_of(None)
    with answer.partner.edition.engine() as project:
        documents = [one for one in asked.place_stickers(project, days) if one.state == "final"]
        for file in draw_all(documents[:1], project.sources, days):
            return file.data
    return None
