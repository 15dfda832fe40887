"""How far an edition is, from draft to released and recalled: what is done, what is missing, who must act."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from booklet import BookletError, CallState, Finding, Job
from booklet.api import called, clock
from booklet.api.packing import usual_layout
from booklet.api.signing import FileStanding, PrintedPage, fingerprint_of_pages, job_to_read, pages_to_read
from booklet.desk.edition import Edition
from booklet.desk.models import Ask, Release, Remark
from booklet.desk.signing.roles import role_name
from booklet.values import Frozen

DRAFT, CHECKED, ASKED, CHANGES, SIGNED, CALLED, RELEASED, EXPIRING, RECALLED = STATES = (
    "draft",
    "checked",
    "asked",
    "changes",
    "signed",
    "called",
    "released",
    "expiring",
    "recalled",
)
"""What an edition can be, in the order in which it comes about."""

TITLES: dict[str, Promise] = {
    DRAFT: gettext_lazy("Draft"),
    CHECKED: gettext_lazy("Checked"),
    ASKED: gettext_lazy("Asked"),
    CHANGES: gettext_lazy("Changes asked"),
    SIGNED: gettext_lazy("Signed"),
    CALLED: gettext_lazy("Numbers called"),
    RELEASED: gettext_lazy("Released"),
    EXPIRING: gettext_lazy("Expires soon"),
    RECALLED: gettext_lazy("Recalled"),
}

TONES = {RELEASED: "is-good", EXPIRING: "is-warn", CHANGES: "is-warn", RECALLED: "is-bad"}

SOON = timedelta(days=60)
"""How long before the end of the oldest call an edition is one that expires."""

FIT = frozenset({CallState.ADDRESSES, CallState.CONFIRMED, CallState.EXPIRING})


class Missing(Frozen):
    """Something that has to be done before a step is: what, who does it, and the screen where it is done."""

    what: str
    who: str
    url: str


class Step(Frozen):
    """A step of an edition on its way: whether it is done, and what it lacks."""

    name: str
    is_done: bool
    missing: tuple[Missing, ...] = ()
    is_here: bool = False

    @property
    def title(self) -> Promise:
        """What the step is called."""
        return TITLES[self.name]


class EditionState(Frozen):
    """How far an edition is: its state (`STATES`), the steps to it, the fingerprint of its pages, its release.

    `release` is that of exactly these pages, `before` the last one of other pages. `until` is the first day on which
    its oldest call counts no more.
    """

    name: str
    steps: tuple[Step, ...]
    of: str = ""
    release: Release | None = None
    before: Release | None = None
    until: date | None = None
    faults: tuple[Finding, ...] = ()

    @property
    def title(self) -> Promise:
        """What the state is called."""
        return TITLES[self.name]

    @property
    def tone(self) -> str:
        """The class of the pill that shows it."""
        return TONES.get(self.name, "is-open")

    @property
    def is_released(self) -> bool:
        """Whether exactly these pages may go to print: they are released, and all that this rests on still holds."""
        return self.name in (RELEASED, EXPIRING)

    @property
    def may_be_released(self) -> bool:
        """Whether nothing but a person's release is missing."""
        is_out = self.release and self.release.released and not self.release.recalled
        return bool(self.of) and not is_out and all(step.is_done for step in self.steps if step.name != RELEASED)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """All that is missing, in the order of the steps."""
        return tuple(one for step in self.steps for one in step.missing)


def state_of(
    edition: Edition, product: str, locale: str, band: str, *, item: str = "", layout: str = ""
) -> EditionState:
    """Return how far an edition of today's files is: a product in a locale and band, of the edition's own country.

    `item` is one poster or card (all if it is left out), `layout` another one than the usual. `is_released` tells
    whether exactly these pages may go to print, `missing` what must be done before and by whom. A release belongs to
    the pages that it was given for: once a word, number or picture of them changes, it is over. Faults of the files are
    in `faults`, and the state is a draft. Raises nothing for them; it places the pages, once for each change of the
    folder, and asks the desk's database.
    """
    layout = "" if layout == usual_layout(product, edition.country, locale, item=item) else layout
    try:
        looked = _look(edition, edition.stamp, product, locale, band, item, layout, clock.today())
    except BookletError as error:
        return EditionState(DRAFT, (Step(DRAFT, True, is_here=True), *_faulty(error)), faults=error.findings)
    release, before = find_releases(looked.of, product, locale, band, item, layout)
    if item and release is None and (whole := _find_whole(edition, product, locale, band, layout)):
        release = whole
    return _judge(looked, product, locale, band, item, release, before)


def _find_whole(edition: Edition, product: str, locale: str, band: str, layout: str) -> Release | None:
    """Return the release of all items together, if it is one of exactly what they are today."""
    if not Release.objects.filter(product=product, locale=locale, band=band, item="", layout=layout).exists():
        return None
    try:
        looked = _look(edition, edition.stamp, product, locale, band, "", layout, clock.today())
    except BookletError:
        return None
    return find_releases(looked.of, product, locale, band, "", layout)[0]


class _Looked(Frozen):
    """What the files say: each file of the edition with its pages, and how far it is."""

    files: tuple[tuple[Job, tuple[PrintedPage, ...], FileStanding], ...]

    @property
    def of(self) -> str:
        """The fingerprint of all pages."""
        return fingerprint_of_pages(page for _, pages, _ in self.files for page in pages)

    @property
    def standings(self) -> tuple[FileStanding, ...]:
        """How far each file is."""
        return tuple(standing for *_, standing in self.files)

    @property
    def topics(self) -> frozenset[str]:
        """The topics on all pages."""
        return frozenset(page.topic for _, pages, _ in self.files for page in pages)


@lru_cache(128)
def _look(
    edition: Edition, stamp: str, product: str, locale: str, band: str, item: str, layout: str, day: date
) -> _Looked:
    """Return what the files of an edition say; a stamp and a day are given so that what was seen is kept until then."""
    with edition.engine() as project:
        jobs = project.plan(
            product,
            locale=locale,
            country=edition.country,
            band=band,
            edition="screen",
            item=item or (),
            layout=layout or (),
        )
        return _Looked(tuple((job, pages_to_read(project, job), job_to_read(project, job, day)) for job in jobs))


def _faulty(error: BookletError) -> Iterator[Step]:
    what = ngettext("%(count)d fault in the files", "%(count)d faults in the files", len(error.findings))
    who = _("Whoever wrote these words or contacts")
    yield Step(CHECKED, False, (Missing(what % {"count": len(error.findings)}, who, reverse("pages:index")),))


def _judge(
    looked: _Looked,
    product: str,
    locale: str,
    band: str,
    item: str,
    release: Release | None,
    before: Release | None,
) -> EditionState:
    asks = asks_about(product, locale, band, item, looked.topics)
    remarks = Remark.objects.filter(answer__ask__in=[ask.pk for ask in asks], done=None).count()
    is_signed = all(one.words not in ("machine", "draft") for one in looked.standings)
    is_called = all(one.numbers in FIT and not one.to_confirm for one in looked.standings)
    steps = [
        Step(DRAFT, True),
        Step(CHECKED, True),
        Step(ASKED, bool(asks) or is_signed, () if asks or is_signed else (_to_ask(),)),
    ]
    steps += [Step(CHANGES, False, tuple(_to_change(remarks)))] if remarks else []
    steps += [
        Step(SIGNED, is_signed, () if is_signed else tuple(_to_sign(looked.standings))),
        Step(CALLED, is_called, () if is_called else tuple(_to_call(looked.standings))),
    ]
    is_ready = all(step.is_done for step in steps)
    is_out = is_ready and release is not None and release.released is not None and release.recalled is None
    steps.append(Step(RELEASED, is_out, tuple(_to_release(release)) if is_ready and not is_out else ()))
    until = min((one.until for one in looked.standings if one.until), default=None)
    name = _name(steps, release, until)
    here = RELEASED if name in (EXPIRING, RECALLED) else name
    marked = tuple(Step(step.name, step.is_done, step.missing, step.name == here) for step in steps)
    return EditionState(name, marked, looked.of, release, before, until)


def _name(steps: list[Step], release: Release | None, until: date | None) -> str:
    """Return the state of an edition by its steps."""
    if release and release.recalled:
        return RECALLED
    if steps[-1].is_done:
        return EXPIRING if until and until - clock.today() <= SOON else RELEASED
    name = DRAFT
    for step in steps:
        if not step.is_done:
            return CHANGES if step.name == CHANGES else name
        name = step.name
    return name


def find_releases(
    of: str, product: str, locale: str, band: str, item: str, layout: str
) -> tuple[Release | None, Release | None]:
    """Return the last release of exactly these pages, and the last of other pages of the same edition."""
    same = Release.objects.filter(product=product, locale=locale, band=band, item=item, layout=layout)
    return same.filter(of=of).first(), same.exclude(of=of).exclude(released=None).first()


def asks_about(product: str, locale: str, band: str, item: str, topics: frozenset[str]) -> list[Ask]:
    """Return the questions about words or pages of an edition that were not taken back."""
    words = Q(kind="words", subject__locale=locale, subject__band=band)
    pages = Q(kind="pages", subject__product=product, subject__locale=locale, subject__band=band)
    found = Ask.objects.filter(words | pages, revoked=None)
    return [
        ask
        for ask in found
        if (
            topics & set(ask.subject["topics"])
            if ask.kind == "words"
            else ask.subject["item"] in ("", item) or not item
        )
    ]


def _to_ask() -> Missing:
    return Missing(_("Nobody was asked to sign"), _("Coordinator"), reverse("signing:ask"))


def _to_change(count: int) -> Iterator[Missing]:
    what = ngettext("%(count)d change is asked for", "%(count)d changes are asked for", count) % {"count": count}
    yield Missing(what, _("Whoever wrote the words or contacts"), f"{reverse('signing:index')}#changes")


def _to_sign(standings: tuple[FileStanding, ...]) -> Iterator[Missing]:
    if any(one.words == "machine" for one in standings):
        what = _("The fixed messages are not translated back")
        yield Missing(what, role_name("back-translator"), reverse("signing:ask"))
    roles: dict[int, list[str]] = {}
    for role in dict.fromkeys(role for one in standings for role in one.missing):
        roles.setdefault(sum(one.unsigned for one in standings if role in one.missing), []).append(role_name(role))
    for count, names in roles.items():
        what = ngettext("Words of %(count)d page are to be read", "Words of %(count)d pages are to be read", count)
        yield Missing(what % {"count": count}, called.join_list(get_language() or "en", names), reverse("signing:ask"))


def _to_call(standings: tuple[FileStanding, ...]) -> Iterator[Missing]:
    if any(one.numbers not in FIT for one in standings):
        yield Missing(_("Some numbers were not called, or too long ago"), _("Caller"), reverse("calls:index"))
    if count := max(one.to_confirm for one in standings):
        what = ngettext(
            "%(count)d word or picture of your own was not looked at",
            "%(count)d words or pictures of your own were not looked at",
            count,
        )
        yield Missing(what % {"count": count}, _("Caller"), reverse("calls:index"))


def _to_release(release: Release | None) -> Iterator[Missing]:
    if release and release.recalled:
        yield Missing(_("It was recalled: change what was wrong"), _("Coordinator"), reverse("signing:index"))
    elif release:
        who = _("Somebody else than %(name)s") % {"name": release.by}
        yield Missing(_("A second person has to release it"), who, reverse("signing:index"))
    else:
        yield Missing(_("Nobody has released it"), _("Coordinator"), reverse("signing:index"))
