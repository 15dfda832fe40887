"""How far an edition is, and what a coordinator does with it: releasing, and recalling with a reason."""

from unicodedata import category, normalize
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from booklet.desk.edition import Edition, current
from booklet.desk.faults import list_faults
from booklet.desk.models import Event, Release
from booklet.desk.people import account_of, name_of, needs_name
from booklet.desk.revisions import note
from booklet.desk.sent import is_part
from booklet.desk.signing.forms import Axes, ReasonForm, items_of, layouts_of, read_axes
from booklet.desk.signing.state import state_of
from booklet.desk.signing.subjects import PAGES, PRODUCTS, describe

BEGUN, RELEASED = "release begun", "released"
"""What the log says of the first of two people, and of whoever completed a release."""

MOST_FAULTS = 5
"""Faults that are shown beside the steps of an edition; the screen of pages shows all."""


@require_GET
def line(request: HttpRequest, product: str) -> HttpResponse:
    """Show the steps of one edition; with the whole page around them if no script asks."""
    edition = current()
    return _line(request, edition, _axes(request.GET, product, edition))


def _axes(said: QueryDict, product: str, edition: Edition) -> Axes:
    if product not in PRODUCTS:
        raise Http404
    chosen = {name: str(value) for name, value in said.items()}
    return read_axes({**chosen, "kind": PAGES, "product": product}, edition)


def _line(
    request: HttpRequest, edition: Edition, axes: Axes, fault: str = "", reason: ReasonForm | None = None
) -> HttpResponse:
    """Return the steps of an edition; with a fault, of which a person should know, or a form that lacks something."""
    state = state_of(edition, **axes.edition)
    begun = _begun(state.release)
    return render(
        request,
        "desk/signing/line.html" if is_part(request) else "desk/signing/line_page.html",
        {
            "axes": axes,
            "items": items_of(edition.project(), axes.product, axes.band),
            "layouts": layouts_of(edition.project(), axes.product, edition.country),
            "state": state,
            "has_second": begun is not None,
            "is_same": begun is not None and _has_begun(request, begun),
            "needs_two": edition.rules.two_people,
            "faults": list_faults(state.faults)[:MOST_FAULTS],
            "fault": fault,
            "reason": reason or ReasonForm(auto_id=f"recall-{axes.product}-%s"),
        },
        status=422 if fault or (reason and reason.errors) else 200,
    )


def _name(axes: Axes) -> str:
    """Return what an edition is called in the log."""
    return describe(PAGES, axes.subject, get_language() or "en")


def _begun(release: Release | None) -> Release | None:
    """Return a release that waits for its second person."""
    return release if release and not release.released and not release.recalled else None


def _has_begun(request: HttpRequest, begun: Release) -> bool:
    """Tell whether the person at the desk is the one who began a release: the same account, or else the same name."""
    account = account_of(request)
    if not account:
        return fold_name(begun.by) == fold_name(name_of(request))
    began = Event.objects.filter(action=BEGUN, details__release=begun.pk).first()
    return began is None or began.details.get("account") == account


def fold_name(name: str) -> str:
    """Return a name of a person as it is the same however it was typed.

    >>> fold_name("Jose\u0301 A.") == fold_name("JOS\u00c9 A")
    True
    """
    return "".join(letter for letter in normalize("NFKC", name).casefold() if category(letter)[0] not in "PZ")


@needs_name
@require_POST
def release(request: HttpRequest, product: str) -> HttpResponse:
    """Release exactly the pages that were seen; of two people, the second one."""
    edition, person = current(), name_of(request)
    axes = _axes(request.POST, product, edition)
    with edition.lock:
        state = state_of(edition, **axes.edition)
        if state.of != request.POST.get("of") or not state.may_be_released:
            return _line(request, edition, axes, _("It has changed since you saw it. Look at it again."))
        begun = _begun(state.release)
        if begun and _has_begun(request, begun):
            return _line(request, edition, axes, _("A second person has to release it."))
        if begun:
            begun.second, begun.released = person, timezone.now()
            begun.save(update_fields=["second", "released"])
        else:
            now = None if edition.rules.two_people else timezone.now()
            begun = Release.objects.create(**axes.edition, of=state.of, by=person, released=now)
        action = RELEASED if begun.released else BEGUN
        note(request, action, _name(axes), of=state.of, release=begun.pk)
    return _after(request, edition, axes)


@needs_name
@require_POST
def recall(request: HttpRequest, product: str) -> HttpResponse:
    """Recall a release, with a reason; that of all posters or cards recalls those released one by one, too."""
    edition = current()
    axes = _axes(request.POST, product, edition)
    form = ReasonForm(request.POST, auto_id=f"recall-{axes.product}-%s")
    if not form.is_valid():
        return _line(request, edition, axes, reason=form)
    reason = form.cleaned_data["reason"]
    with edition.lock:
        found = Release.objects.filter(**axes.edition, of=request.POST.get("of", ""), recalled=None).first()
        if found is None:
            return _line(request, edition, axes, _("It is recalled already."))
        meant = {name: value for name, value in axes.edition.items() if value or name != "item"}
        ended = Release.objects.filter(recalled=None, **meant)
        ended.update(recalled=timezone.now(), recalled_by=name_of(request), reason=reason)
        note(request, "recalled", f"{_name(axes)}: {reason}", of=found.of)
    return _after(request, edition, axes)


def _after(request: HttpRequest, edition: Edition, axes: Axes) -> HttpResponse:
    """Go back to the edition that was released or recalled."""
    if is_part(request):
        return _line(request, edition, axes)
    if axes.item or axes.layout:
        chosen = {name: value for name, value in axes.edition.items() if name != "product"}
        return redirect(f"{reverse('signing:line', args=[axes.product])}?{urlencode(chosen)}")
    return redirect(f"{reverse('signing:index')}?locale={axes.locale}&band={axes.band}#line-{axes.product}")
