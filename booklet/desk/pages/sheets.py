"""What the screen "Pages" shows: every page of a product in a language and for ages, in the order of its files."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet import Job, Project
from booklet.desk.edition import Edition
from booklet.desk.words.views import SOURCE
from booklet.values import Frozen

PRODUCTS: dict[str, Promise] = {
    "booklet": _("Booklet"),
    "poster": _("Posters"),
    "card": _("Tip cards"),
    "insert": _("Help sheet"),
    "sticker": _("Stickers"),
    "kit": _("Papers for a session"),
}
"""The products, as the screen calls them."""


class Choice(Frozen):
    """Which pages are shown."""

    product: str
    locale: str
    band: str

    @property
    def query(self) -> str:
        """The choice as the end of an address."""
        return urlencode({"product": self.product, "locale": self.locale, "band": self.band})


class Sheet(Frozen):
    """A page of a file as a thumbnail: its file, its number from 1, its title, its shape."""

    job: Job
    page: int
    title: str
    topic: str
    height: int
    is_own: bool

    @property
    def key(self) -> str:
        """What names it among all pages of the product."""
        return f"{self.job.item or 'all'}-{self.page}"

    @property
    def axes(self) -> dict[str, object]:
        """What names it in an address."""
        job = self.job
        return {"locale": job.locale, "band": job.band, "item": job.item, "page": self.page}

    def url(self, view: str = "pages:page") -> str:
        """Return the address of a view of this page."""
        return f"{reverse(view, args=[self.job.product])}?{urlencode({k: v for k, v in self.axes.items() if v})}"

    @property
    def large(self) -> str:
        """The address of its large view."""
        return self.url()

    @property
    def words(self) -> str:
        """The address of the screen of words, at the words of this page."""
        kind = {"poster": "poster", "card": "card", "kit": "kit"}.get(self.job.product, "page")
        place = urlencode({"place": f"{kind} {self.topic}"})
        if self.job.locale == SOURCE:
            return f"{reverse('words:english')}?{place}"
        return f"{reverse('words:sentences', args=[self.job.locale])}?{place}"

    @property
    def compared(self) -> str:
        """The address at which it stands beside the page that was signed."""
        return self.url("pages:compare")


WIDTH = 200
"""Pixels of the width of a thumbnail."""


def choose(request: HttpRequest, edition: Edition, project: Project, product: str = "") -> Choice:
    """Return which pages are asked for; what is not said, or not there, is the first that there is."""
    asked: Mapping[str, str] = request.GET
    locales, products = list_locales(edition, project), tuple(PRODUCTS)

    def pick(known: tuple[str, ...], said: str) -> str:
        return said if said in known else known[0]

    product = pick(products, product or asked.get("product", ""))
    return Choice(product, pick(locales, asked.get("locale", "")), pick(project.bands, asked.get("band", "")))


def list_locales(edition: Edition, project: Project) -> tuple[str, ...]:
    """Return the languages of the edition that there are words in."""
    jobs = project.plan("booklet", country=edition.country, band=project.bands[0], edition="screen")
    return tuple(dict.fromkeys(job.locale for job in jobs))


def list_sheets(edition: Edition, project: Project, choice: Choice) -> tuple[Sheet, ...]:
    """Return all pages of a product; raise `BookletError` if they cannot be placed."""
    axes = {"locale": choice.locale, "band": choice.band, "country": edition.country}
    jobs = project.plan(choice.product, edition="screen", **axes)
    return tuple(
        Sheet(job, page.number, page.title, page.topic, round(WIDTH * page.trim[1] / page.trim[0]), page.is_own)
        for job in jobs
        for page in project.pages(job)
    )
