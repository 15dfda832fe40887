"""The coordinator's pages about partners: one is made with its edition, and closed when it ends."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booklet import BookletError
from booklet.desk.edition import use
from booklet.desk.faults import faults_of
from booklet.desk.start.first import begin_edition
from booklet.service.accounts.forms import PartnerForm
from booklet.service.accounts.log import write_line
from booklet.service.models import Partner


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show all partners; make one that a form names."""
    form = PartnerForm(request.POST if request.method == "POST" else None)
    faults = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        partner = Partner(**said)
        if partner.edition.path.exists():
            form.add_error("name", _("There is one of this name. Choose another."))
        else:
            try:
                with use(partner.edition):
                    begin_edition(request, said["country"], said["title"])
                partner.save()
                write_line(request, "partner made", partner.title, partner=partner.name, country=partner.country)
                return redirect("accounts:partners")
            except BookletError as error:
                faults = faults_of(error)
    asked = {"form": form, "faults": faults, "partners": Partner.objects.order_by("title")}
    return render(request, "service/accounts/partners.html", asked, status=422 if form.errors or faults else 200)


@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close a partner: nobody has a page of its edition any more, and nothing of it is removed; or open it again."""
    partner = get_object_or_404(Partner, pk=number)
    Partner.objects.filter(pk=number).update(closed=timezone.now() if partner.is_open else None)
    write_line(request, "partner closed" if partner.is_open else "partner opened", partner.title, partner=partner.name)
    return redirect("accounts:partners")
