"""Who is at the desk: where the door does not know it, a person gives a name once, which says whom to ask."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from booklet.desk.door import NAME
from booklet.desk.gate import gate

View = Callable[..., HttpResponse]


class NameForm(forms.Form):
    """A person's own name."""

    name = forms.CharField(max_length=80, label=_("Your name"), widget=forms.TextInput({"autocomplete": "name"}))

    def clean_name(self) -> str:
        """Return the name with single spaces; only what can be a name of a person is taken."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name.isprintable() or not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Write your name in letters."))
        return name


def name_of(request: HttpRequest) -> str:
    """Return the name of the person at the desk, "" if it is not known."""
    return gate().name_of(request)


def account_of(request: HttpRequest) -> str:
    """Return what tells the account of the person at the desk from all others, "" where there are no accounts."""
    return gate().account_of(request)


def needs_name(view: View) -> View:
    """Let a view be reached only by people who said who they are; others are asked first."""

    @wraps(view)
    def asking(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not name_of(request):
            target = request.get_full_path() if request.method == "GET" else reverse("front")
            return redirect(f"{reverse('who')}?{urlencode({'next': target})}")
        return view(request, *args, **kwargs)

    return asking


def who(request: HttpRequest) -> HttpResponse:
    """Ask for the name of the person at this screen, and go on to where they were.

    Raises `Http404` where names are known.
    """
    if not gate().asks_names:
        raise Http404
    target = request.POST.get("next") or request.GET.get("next") or reverse("front")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = reverse("front")
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": name_of(request)})
    if request.method == "POST" and form.is_valid():
        request.session[NAME] = form.cleaned_data["name"]
        return redirect(target)
    return render(request, "desk/who.html", {"form": form, "next": target}, status=422 if form.errors else 200)
