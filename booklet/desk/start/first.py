"""Before there is an edition: a country by any of its names, an organisation, and the edition is made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booklet import BookletError
from booklet.api.countries import FoundCountry, find_countries, set_languages, spoken_in
from booklet.desk.door import NAME
from booklet.desk.edition import current
from booklet.desk.faults import faults_of
from booklet.desk.people import name_of
from booklet.desk.revisions import keep_outside, note
from booklet.desk.start.forms import STEPS, OrganisationForm

LEAST_PERCENT = 10
"""How many of a hundred people use a language that an edition begins with."""


def choose_country(request: HttpRequest) -> HttpResponse:
    """Show the first step: a country is looked for by its name in any language."""
    return render(request, "desk/start/country.html", {**_found(request), "steps": steps("index")})


def countries(request: HttpRequest) -> HttpResponse:
    """Return the countries that what is typed may name."""
    return render(request, "desk/start/parts/countries.html", _found(request))


def _found(request: HttpRequest) -> dict[str, object]:
    typed = request.GET.get("q", "").strip()
    return {"typed": typed, "found": find_countries(typed, get_language() or "en") if typed else ()}


def organisation(request: HttpRequest) -> HttpResponse:
    """Ask who begins the edition of a country, and make it."""
    if current().exists:
        return redirect("start:logo")
    country = _country(request.POST.get("country") or request.GET.get("country", ""))
    if country is None:
        return redirect("start:index")
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial={"name": name_of(request)})
    faults = []
    if request.method == "POST" and form.is_valid():
        request.session[NAME] = form.cleaned_data["name"]
        try:
            begin_edition(request, country.code, form.cleaned_data["organisation"])
            return redirect("start:logo")
        except BookletError as error:
            faults = faults_of(error)
    status = 422 if faults or form.errors else 200
    asked = {"form": form, "country": country, "faults": faults, "steps": steps("organisation")}
    return render(request, "desk/start/organisation.html", asked, status=status)


def _country(code: str) -> FoundCountry | None:
    """Return the country of a code, None if there is none."""
    return next((one for one in find_countries(code, get_language() or "en") if one.code == code), None)


def begin_edition(request: HttpRequest, country: str, name: str) -> None:
    """Make the edition; one that begins without a file of ours has the languages that most people there use."""
    edition = current()
    edition.create(country, name)
    with edition.engine() as project:
        if not project.contacts(country):
            spoken = spoken_in(country, project.locales)
            chosen = [one.tag for one in spoken if one.is_official and one.percent >= LEAST_PERCENT]
            set_languages(project, country, chosen or ["en"])
    keep_outside(edition)
    note(request, "began", _("began the edition"), country=country)


def steps(here: str) -> list[dict[str, object]]:
    """Return the steps to a first PROOF, as their list shows them."""
    names = [*STEPS]
    return [
        {"label": STEPS[name], "is_here": name == here, "is_done": names.index(name) < names.index(here)}
        for name in names
    ]
