"""What happens when somebody answers: a yes is written where it belongs, a change becomes work for somebody."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booklet import Finding, Project
from booklet.api.clock import days_of, today
from booklet.api.confirming import refuse_nobody
from booklet.api.laws import sign_law
from booklet.api.reviews import sign_for, standings_of
from booklet.api.signing import pages_to_read
from booklet.desk.edition import Edition, current
from booklet.desk.models import Answer, Ask, Remark
from booklet.desk.people import name_of
from booklet.desk.revisions import note, revise
from booklet.desk.settings import DESK
from booklet.desk.signing.roles import BACK, role_name
from booklet.desk.signing.subjects import LAW, PAGES, WORDS, describe, jobs_of, show
from booklet.values import Frozen

YES, CHANGE, TOLD = "yes", "change", "told"
"""What an answer says; `told` is a translation back into English, which somebody has to compare yet."""

SIGNED = "signed"
"""The folder of the desk with the pages that were signed, as they were."""

LONGEST = 2000
"""Letters of a reason."""

WIDTH = 900
"""Pixels of a page that was signed."""


class Wish(Frozen):
    """A change that somebody asks for, and its place."""

    reason: str
    place: Mapping[str, Any]


class Changed(Exception):  # noqa: N818  # no error: the words are others than those that somebody was asked about
    """What is to be signed is not what it was when somebody was asked."""


def say_yes(request: HttpRequest, edition: Edition, ask: Ask, by: str) -> Answer:
    """Write somebody's yes to exactly what they were asked about.

    Raises `Changed` if that is another now, or the link was taken back, `IntegrityError` if they answered already,
    `BookletError` if the signature cannot be taken, as from a person who signed in another role. Then nothing is
    written.
    """
    by = " ".join(by.split())
    refuse_nobody(by)
    with edition.engine() as project:
        _refuse_changed(project, edition, ask)
        if ask.kind == PAGES:  # drawn before the database is held, which all others write into
            _keep_pages(project, edition, ask)
        with transaction.atomic():
            _refuse_changed(project, edition, ask)
            answer = Answer.objects.create(ask=ask, said=YES, by=by)
            _write(request, edition, project, ask, by)
            note(request, "signed", _said(ask), by=by, role=ask.role, ask=ask.pk, of=ask.of)
    return answer


def _refuse_changed(project: Project, edition: Edition, ask: Ask) -> None:
    """Raise `Changed` unless a question still stands, and is about exactly what is in the files."""
    is_open = Ask.objects.filter(pk=ask.pk, revoked=None).exists()  # it may be taken back at this moment
    if not is_open or show(project, ask.kind, ask.subject, edition.country).of != ask.of:
        raise Changed


def tell_back(request: HttpRequest, edition: Edition, ask: Ask, by: str, back: Mapping[str, str]) -> Answer:
    """Keep what fixed messages say in English, for somebody to compare; raises as `say_yes` does."""
    by = " ".join(by.split())
    refuse_nobody(by)
    with edition.engine() as project, transaction.atomic():
        _refuse_changed(project, edition, ask)
        answer = Answer.objects.create(ask=ask, said=TOLD, by=by, back=dict(back))
        note(request, "translated back", _said(ask), by=by, ask=ask.pk, of=ask.of)
    return answer


def accept_back(request: HttpRequest, edition: Edition, answer: Answer) -> None:
    """Sign the fixed messages for who translated them back, once somebody has compared both; raises as `say_yes`."""
    ask = answer.ask
    with edition.engine() as project, transaction.atomic():
        _refuse_changed(project, edition, ask)
        if not Answer.objects.filter(pk=answer.pk, said=TOLD).update(said=YES):
            return
        _write(request, edition, project, ask, answer.by)
        note(request, "compared", _said(ask), ask=ask.pk, translator=answer.by)


def refuse_back(request: HttpRequest, answer: Answer, wishes: Iterable[Wish]) -> None:
    """Ask for changes where fixed messages say something else than ours; the person who compared is at the desk."""
    with current().engine() as project, transaction.atomic():
        if Answer.objects.filter(pk=answer.pk, said=TOLD).update(said=CHANGE):
            keep_wishes(request, project, answer, wishes, by=name_of(request))


def ask_for_changes(request: HttpRequest, ask: Ask, by: str, wishes: Iterable[Wish]) -> Answer:
    """Keep what somebody wants changed; raises `IntegrityError` if they answered already."""
    by = " ".join(by.split())
    refuse_nobody(by)
    with current().engine() as project, transaction.atomic():
        answer = Answer.objects.create(ask=ask, said=CHANGE, by=by)
        keep_wishes(request, project, answer, wishes)
    return answer


def keep_wishes(request: HttpRequest, project: Project, answer: Answer, wishes: Iterable[Wish], by: str = "") -> None:
    """Make work of what somebody wants changed, and note in the log who signed before and should hear of it."""
    told = signed_before(project, answer)
    for wish in wishes:
        Remark.objects.create(answer=answer, reason=wish.reason, place=dict(wish.place))
        details = {"role": answer.ask.role, "ask": answer.ask.pk, "place": dict(wish.place), "to_tell": told}
        note(request, "change asked", f"{_said(answer.ask)}: {wish.reason}", by=by or answer.by, **details)


def signed_before(project: Project, answer: Answer) -> list[str]:
    """Return who signed the same words or pages before, with their roles: they should hear of a change.

    They are those who answered a link, and those whose signatures stand in the files of the edition.
    """
    ask = answer.ask
    earlier = Answer.objects.filter(said=YES, at__lte=answer.at).exclude(pk=answer.pk).select_related("ask")
    found = [(one.by, one.ask.role) for one in earlier if is_about_same(one.ask, ask)]
    if ask.kind == WORDS:
        asked = {(topic, ask.subject["band"]) for topic in ask.subject["topics"]}
        standings = standings_of(project.sources, ask.subject["locale"], _tell)
        known = [one for one in standings if (one.topic, one.band) in asked]
        found += [(one.by, one.role) for standing in known for one in (*standing.signed, *standing.stale)]
    return [f"{by} ({role_name(role)})" for by, role in dict.fromkeys(found) if by != answer.by]


def is_about_same(one: Ask, other: Ask) -> bool:
    """Tell whether two questions are about the same words, law or pages, in whole or in part."""
    if LAW in (one.kind, other.kind):
        return one.kind == other.kind and bool(one.subject == other.subject)
    mine, theirs = one.subject, other.subject
    if (mine["locale"], mine["band"]) != (theirs["locale"], theirs["band"]):
        return False
    if one.kind == other.kind == WORDS:
        return bool(set(mine["topics"]) & set(theirs["topics"]))
    if one.kind == other.kind == PAGES:
        same_item = not mine["item"] or not theirs["item"] or mine["item"] == theirs["item"]
        return bool(mine["product"] == theirs["product"] and same_item)
    return True  # words that stand on the pages, or pages that show the words


def _write(request: HttpRequest, edition: Edition, project: Project, ask: Ask, by: str) -> None:
    """Write a yes to words or law into the files of the edition; one to pages stands in the database."""
    if ask.kind == PAGES:
        return
    said = _("%(name)s signed: %(what)s") % {"name": by, "what": _said(ask)}
    subject, days = ask.subject, days_of(None)
    with revise(request, said, by=by):
        if ask.kind == LAW:
            sign_law(edition.path, subject["country"], by=by, role=ask.role, of=ask.of, on=today(), real=today())
        else:
            where = (project.sources, subject["locale"], subject["topics"], subject["band"])
            sign_for(*where, role=ask.role, by=by, days=days, tell=_tell)


def _tell(findings: Iterable[Finding]) -> None:
    """Leave out what reviews say of topics that are gone: the screen of words shows it."""


def _draw(project: Project, subject: Mapping[str, Any], country: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages that are signed as PNGs, with the names of their files."""
    for job in jobs_of(project, subject, country):
        numbers = [page.number for page in pages_to_read(project, job)]
        for number, data in zip(numbers, project.previews(job, numbers, WIDTH), strict=True):
            yield f"{job.product}_{job.locale}_{job.band}_{job.item}_{number}.png", data


def _keep_pages(project: Project, edition: Edition, ask: Ask) -> None:
    """Keep pages that are signed as pictures, as they are now."""
    for name, data in _draw(project, ask.subject, edition.country):
        _keep_picture(edition.path / DESK / SIGNED / ask.of / name, data)


def _keep_picture(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_bytes(data)
    draft.replace(path)


def _said(ask: Ask) -> str:
    return describe(ask.kind, ask.subject, get_language() or "en")


def is_back(ask: Ask) -> bool:
    """Tell whether a question is to translate fixed messages back, without seeing the English."""
    return bool(ask.kind == WORDS and ask.role == BACK)
