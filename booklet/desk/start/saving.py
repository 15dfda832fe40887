"""What people change on the screen "Start", written into the files of the edition; nobody overwrites another."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from booklet import BookletError, Finding, Project, SourceError
from booklet.api.brand import FieldError, edit_brand, find_logo, remove_logo, set_logo
from booklet.api.countries import set_languages
from booklet.desk.edition import Edition, Rules, current, read_seen, sign_seen
from booklet.desk.faults import Fault, fault_of, faults_of
from booklet.desk.people import needs_name
from booklet.desk.revisions import note, revise
from booklet.desk.sent import is_auto, is_part
from booklet.desk.start.forms import (
    GROUPS,
    LABELS,
    BrandForm,
    CoverForm,
    LanguageForm,
    Line,
    cover_form,
    cover_said,
    language_form,
    lines_said,
    order_choices,
)
from booklet.desk.start.views import PAGES, accent_of, look_of, show_page

MEANWHILE = "edited-meanwhile"
"""The code of what somebody else changed since it was read."""


def _page(request: HttpRequest) -> str:
    """Return the name of the page on which a form stands."""
    page = request.POST.get("page", "")
    return page if page in PAGES else "index"


@require_POST
@needs_name
def lines(request: HttpRequest) -> HttpResponse:
    """Write lines of the brand."""
    name = request.POST.get("form", "lines")
    name = name if name in GROUPS else "lines"
    wanted = {key: " ".join(request.POST[key].split()) for key in GROUPS[name] if key in request.POST}
    seen = read_seen(request.POST.get("seen", ""))
    edition = current()
    said = ", ".join(str(LABELS[key]) for key in wanted)
    with revise(request, _("changed: %(what)s") % {"what": said}), edition.engine() as project:
        form = _save_lines(project, name, wanted, seen if isinstance(seen, dict) else {})
        status = 409 if form.is_edited else 422 if form.is_faulty else 200
        shown = {"form": form, **look_of(edition, project), "page": _page(request), "is_saved": status == 200}
        if name == "accent":
            shown |= accent_of(project, form)
    if is_auto(request):
        return render(request, "desk/start/parts/lines_saved.html", shown, status=status)
    if status == 200:
        return redirect(f"start:{_page(request)}")
    return show_page(request, _page(request), status, **{**shown, name: form})


def _save_lines(project: Project, name: str, wanted: Mapping[str, str], seen: Mapping[str, str]) -> BrandForm:
    """Write lines and return their form: what could not be written stands in it as it was sent, with its faults."""
    found: dict[str, list[Fault]] = {}
    edited: set[str] = set()
    open_keys = dict(wanted)
    while open_keys:
        try:
            edit_brand(project, open_keys, seen=seen)
            break
        except BookletError as error:
            for finding, key in _list_keyed(error):
                if finding.code == MEANWHILE:
                    edited.add(key)
                else:
                    found.setdefault(key, []).append(_without_place(fault_of(finding)))
            refused = {*found, *edited}
            if "" in refused or not refused & {*open_keys}:
                break
            open_keys = {key: value for key, value in open_keys.items() if key not in refused}
    now = lines_said(project)
    form_lines = tuple(
        Line(
            key,
            wanted.get(key, now[key]) if key in found or key in edited or "" in found else now[key],
            tuple(found.get(key, ())),
            now[key] if key in edited else None,
        )
        for key in GROUPS[name]
    )
    kept = {key: seen.get(key, "") for key in edited if key}
    return BrandForm(name, form_lines, sign_seen({**now, **kept}), tuple(found.get("", ())), sign_seen(now))


def _list_keyed(error: BookletError) -> list[tuple[Finding, str]]:
    """Return the findings of an error, each with the line that it belongs to, "" if to none."""
    if isinstance(error, FieldError):
        return [(fault.finding, fault.field if fault.field in LABELS else "") for fault in error.faults]
    return [(finding, "") for finding in error.findings]


def _without_place(fault: Fault) -> Fault:
    """Return a fault that is shown at its field, where no file need be named."""
    return Fault(fault.code, fault.message, fault.hint, "", 0, fault.is_fault)


@require_POST
@needs_name
def cover(request: HttpRequest) -> HttpResponse:
    """Write what the cover shows: our picture, or faces; a picture of the partner's stays as it is."""
    edition, kind = current(), request.POST.get("kind", "ours")
    seen = read_seen(request.POST.get("seen", ""))
    with revise(request, _("changed: %(what)s") % {"what": _("Cover")}), edition.engine() as project:
        form, status = cover_form(project), 200
        if kind != "picture":
            wanted = {"tiles": request.POST.getlist("face")} if kind == "faces" else None
            form, status = _save_cover(project, wanted, seen)
        shown = {"cover": form, **look_of(edition, project), "page": _page(request), "is_saved": status == 200}
    if is_auto(request):
        return render(request, "desk/start/parts/cover_saved.html", shown, status=status)
    if status == 200:
        return redirect(f"start:{_page(request)}")
    return show_page(request, _page(request), status, cover=form)


def _save_cover(project: Project, wanted: dict[str, list[str]] | None, seen: object) -> tuple[CoverForm, int]:
    """Write a cover, and return its form with the status of the answer."""
    try:
        edit_brand(project, {"cover": wanted}, seen={"cover": seen} if isinstance(seen, dict) else {})
    except SourceError as error:
        sent = wanted or {}
        if any(finding.code == MEANWHILE for finding in error.findings):
            now = sign_seen(cover_said(project))
            return cover_form(project, sent, seen=sign_seen(seen), is_edited=True, now=now), 409
        faults = tuple(map(_without_place, faults_of(error)))
        return cover_form(project, sent, seen=sign_seen(seen), faults=faults), 422
    return cover_form(project), 200


@require_POST
@needs_name
def logo(request: HttpRequest) -> HttpResponse:
    """Lay a logo into the edition, or take it away."""
    edition, faults = current(), []
    sent = request.FILES.get("logo")
    try:
        with revise(request, _("changed the logo")), edition.engine() as project:
            if "remove" in request.POST:
                remove_logo(project)
            elif sent is not None:
                set_logo(project, sent.read())
    except BookletError as error:
        faults = [_without_place(fault) for fault in faults_of(error)]
    status = 422 if faults else 200
    if is_part(request):
        with edition.engine() as project:
            shown = {"logo": find_logo(project), **look_of(edition, project)}
        shown |= {"logo_faults": faults, "page": _page(request), "is_part": True}
        return render(request, "desk/start/parts/logo.html", shown, status=status)
    if not faults:
        return redirect(f"start:{_page(request)}")
    return show_page(request, _page(request), status, logo_faults=faults)


@require_POST
@needs_name
def languages(request: HttpRequest) -> HttpResponse:
    """Write which languages the edition has."""
    edition = current()
    chosen = tuple(request.POST.getlist("locales"))
    seen = read_seen(request.POST.get("seen", ""))
    with revise(request, _("changed: %(what)s") % {"what": _("Languages")}), edition.engine() as project:
        form, status = _save_languages(edition, project, chosen, seen if isinstance(seen, list) else [])
        shown = {"languages": form, **look_of(edition, project), "page": _page(request), "is_saved": status == 200}
    if is_auto(request):
        return render(request, "desk/start/parts/languages_saved.html", shown, status=status)
    if status == 200:
        return redirect(f"start:{_page(request)}")
    return show_page(request, _page(request), status, languages=form)


def _save_languages(
    edition: Edition, project: Project, chosen: tuple[str, ...], seen: list[str]
) -> tuple[LanguageForm, int]:
    """Write languages, and return their form with the status of the answer."""
    now = project.country(edition.country).locales
    if set(chosen) == set(now):
        return language_form(edition, project), 200
    kept = [tag for tag in now if tag in chosen]
    try:
        set_languages(project, edition.country, [*kept, *(tag for tag in chosen if tag not in kept)], seen)
    except SourceError as error:
        is_edited = any(finding.code == MEANWHILE for finding in error.findings)
        choices = order_choices(edition, project, chosen)
        faults = () if is_edited else tuple(map(_without_place, faults_of(error)))
        theirs = (now, sign_seen(list(now))) if is_edited else ((), "")
        return LanguageForm(choices, sign_seen(seen), faults, *theirs), 409 if is_edited else 422
    return language_form(edition, project), 200


@require_POST
@needs_name
def rules(request: HttpRequest) -> HttpResponse:
    """Write what the organisation wants of its desk."""
    two_people = "two_people" in request.POST
    edition = current()
    if edition.rules.two_people != two_people:
        edition.set_rules(Rules(two_people))
        said = _("a release needs two people") if two_people else _("a release needs one person")
        note(request, "rules", said, two_people=two_people)
    if is_auto(request):
        return render(request, "desk/start/parts/rules_saved.html", {"is_saved": True})
    return redirect(f"start:{_page(request)}")
