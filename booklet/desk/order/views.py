"""The pages of the screen "Order": a form, beside it what it will be, and one button that makes the pack."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from booklet import BookletError
from booklet.api import called
from booklet.desk.edition import Edition, current
from booklet.desk.faults import Fault, faults_of, list_faults
from booklet.desk.jobs.queue import list_works, start
from booklet.desk.models import OrderDraft
from booklet.desk.order.asked import OFFICE, Asked
from booklet.desk.order.estimate import Estimate, estimate, measure
from booklet.desk.order.forms import OrderForm, fields_of
from booklet.desk.order.things import FIRST, name_layout
from booklet.desk.people import name_of, needs_name
from booklet.desk.reasons import say_reason
from booklet.desk.sent import is_auto
from booklet.values import Frozen, replace

SHOWN = {"booklet": "", "poster": "p1", "card": "c1", "insert": "", "sticker": "", "kit": ""}
"""Which item of a product stands for all of them in a picture."""


def index(request: HttpRequest) -> HttpResponse:
    """Show the order as it was filled in last, and what is being made."""
    edition = current()
    asked = _read_draft(edition)
    form = OrderForm(edition, edition.project(), None, initial=fields_of(asked))
    return render(request, "desk/order/index.html", _context(edition, form, asked))


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep an order as far as it is filled in, and answer with what it will be."""
    edition = current()
    form = OrderForm(edition, edition.project(), request.POST)
    if not form.is_valid():
        context = _context(edition, form, None)
        return render(request, f"desk/order/{'estimate' if is_auto(request) else 'index'}.html", context, status=422)
    said = form.said()
    OrderDraft.objects.update_or_create(pk=1, defaults={"what": said, "who": name_of(request)})
    if not is_auto(request):
        return redirect("order:index")
    return render(request, "desk/order/estimate.html", _context(edition, form, Asked.read(said)))


def ink(request: HttpRequest) -> HttpResponse:
    """Show how much ink the order takes, which is measured on pages that are drawn for it."""
    edition = current()
    try:
        return render(request, "desk/order/ink.html", {"inks": measure(edition, _read_draft(edition))})
    except BookletError as error:
        return render(request, "desk/order/ink.html", {"faults": faults_of(error)})


@needs_name
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Let the pack be made, if nothing is wrong in it."""
    edition = current()
    form = OrderForm(edition, edition.project(), request.POST)
    if not form.is_valid():
        return render(request, "desk/order/index.html", _context(edition, form, None), status=422)
    said = form.said()
    OrderDraft.objects.update_or_create(pk=1, defaults={"what": said, "who": name_of(request)})
    asked = Asked.read(said)
    found = estimate(edition, asked)
    if not found.lines and not found.faults:
        form.add_error(None, _("Tick what you want printed, in which language, and for which ages."))
    if found.faults or form.errors:
        return render(request, "desk/order/index.html", _context(edition, form, asked), status=422)
    start(request, "pack", _say(asked), **said)
    return redirect(f"{reverse('order:index')}#made")


def _context(edition: Edition, form: OrderForm, asked: Asked | None) -> dict[str, Any]:
    found = estimate(edition, asked) if asked else Estimate()
    chosen = set(form["layouts"].value() or ())
    things = [_Thing(name, str(title), str(remark), name in chosen, edition) for name, title, remark in form.things]
    shown = [thing for number, thing in enumerate(things) if number < FIRST or thing.is_chosen]
    return {
        "form": form,
        "asked": asked,
        "found": found,
        "things": shown,
        "more": [thing for thing in things if thing not in shown],
        "is_ready": bool(asked and found.lines),
        "faults": [_without_option(fault) for fault in list_faults(found.findings)],
        "reasons": [say_reason(reason, edition.project()) for reason in found.reasons],
        "works": list_works("pack", most=3),
    }


class _Thing(Frozen):
    """Something that can be ordered, with the axes of its picture."""

    layout: str
    title: str
    remark: str
    is_chosen: bool
    edition: Edition

    @property
    def product(self) -> str:
        return self.edition.project().layout(self.layout).product

    @property
    def item(self) -> str:
        if self.product == "kit":
            return self.layout.removeprefix("kit-").rpartition("-")[0]
        return "" if self.layout in ("zine-a4", "wallet-card") else SHOWN[self.product]

    @property
    def height(self) -> int:
        width, height = self.edition.project().layout(self.layout).trim
        return round(WIDTH * height / width)

    @property
    def band(self) -> str:
        return self.edition.project().bands[0]

    @property
    def locale(self) -> str:
        return next(iter(self.edition.project().country(self.edition.country).locales), "en")


WIDTH = 120
"""Pixels that the picture of a product is wide."""


def _read_draft(edition: Edition) -> Asked:
    """Return the order that was filled in last; else one for the office, in the languages of the country."""
    kept = OrderDraft.objects.filter(pk=1).first()
    if kept and kept.what.get("country") == edition.country:
        return Asked.read(kept.what)
    project = edition.project()
    tags = tuple(tag for tag in project.country(edition.country).locales if tag in project.locales) or ("en",)
    return Asked(edition.country, (), tags[:1], project.bands[:1], quantity=10, printer=OFFICE, ink="colour")


def _say(asked: Asked) -> str:
    """Return an order in a line, to be known again."""
    tag = get_language() or "en"
    names = map(name_layout, asked.layouts)
    languages = [called.language_name(one, tag) for one in asked.locales]
    return _("%(number)d of each: %(what)s (%(languages)s)") % {
        "number": asked.quantity,
        "what": ", ".join(names),
        "languages": ", ".join(languages),
    }


def _without_option(fault: Fault) -> Fault:
    """Return a fault without what it says of options of the command: there are none on a page."""
    is_option = fault.file.startswith("-")
    return replace(fault, file="" if is_option else fault.file, hint="" if "--" in fault.hint else fault.hint)
