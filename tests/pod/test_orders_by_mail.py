"""A print shop that reads mail: what its letter says, who may answer, and what happens when a letter is lost."""

import dataclasses
import re
from collections.abc import MutableMapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from podfakes import COVER, INTERIOR, PERSONAL, SCHOOL, apart, whole

from booklet.pod.faults import PodError
from booklet.pod.mail import ANSWERS, OPEN, Letter, MailShop
from booklet.pod.provider import Provider, wait_for
from booklet.pod.values import Order, Parcel, State, Status
from booklet.values import replace

SECRET = "a secret of the desk that is long enough to be one"

NOW = datetime(2026, 11, 28, 9, 5, tzinfo=UTC)


class Post:
    """A mail server: what was handed over, and the failure of the next letter."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.failure: OSError | None = None
        self.is_taken = False

    def send(self, letter: Letter) -> None:
        if self.failure is not None and not self.is_taken:
            raise self.failure
        self.letters.append(letter)
        if self.failure is not None:
            raise self.failure


def shop(post: Post, orders: MutableMapping[str, Status] | None = None, now: datetime = NOW) -> MailShop:
    kept = {} if orders is None else orders
    page = "https://desk.example/answer"
    return MailShop("ink", "shop@ink.example", send=post.send, page=page, secret=SECRET, orders=kept, now=lambda: now)


def ordered(**changed: Any) -> Order:
    item = replace(whole().items[0], size="A5, 148 × 210 mm", paper="115 g, recycled")
    return dataclasses.replace(whole(), items=(item,), wanted_by=date(2026, 12, 14), **changed)


def link_in(letter: Letter) -> dict[str, str]:
    """Return what the form of the page sends back of the link in a letter."""
    (link,) = re.findall(r"https://desk\.example/answer/\S+", letter.text)
    parts = urlsplit(link)
    return {"reference": parts.path.rpartition("/")[2], **dict(parse_qsl(parts.query))}


def test_a_letter_says_all_that_a_shop_needs() -> None:
    post = Post()
    placed = shop(post).place(ordered())
    assert (placed.provider, placed.id, placed.status.state) == ("ink", "school-7f3a9c21", State.DRAFT)
    (letter,) = post.letters
    assert (letter.to, letter.reply_to) == ("shop@ink.example", "editor@booklet.example")
    assert letter.subject == "Print order school-7f3a9c21"
    assert letter.message_id == "<school-7f3a9c21.order@desk.example>"
    wanted = """\
1. Staying safe online
  Copies  25
  Pages   28
  Size    A5, 148 × 210 mm
  Paper   115 g, recycled
  File    https://files.example/whole.pdf?key=hidden

DELIVER TO
  Nairobi Primary School
  Moi Avenue 12
  Gate B
  00100 Nairobi
  KE
  Telephone +254 20 1234567
  Mail head@school.example

WANTED BY  14 December 2026
"""
    assert wanted in letter.text
    assert "print it once" in letter.text and "accepted, printed, sent" in letter.text


def test_a_letter_names_both_files_and_their_sums() -> None:
    post = Post()
    shop(post).place(apart())
    text = post.letters[0].text
    assert f"  Inside  {INTERIOR.url}\n          (MD5 {INTERIOR.md5})\n  Cover   {COVER.url}\n\n" in text
    assert "WANTED BY  as soon as you can" in text


def test_an_order_is_sent_once() -> None:
    post, orders = Post(), dict[str, Status]()
    for _ in range(3):
        shop(post, orders).place(ordered())
    assert len(post.letters) == 1
    assert shop(post, orders).find("another-reference") is None


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_letter_that_may_be_lost_is_sent_again_as_the_same_letter(is_taken: bool) -> None:
    post, orders = Post(), dict[str, Status]()
    post.failure, post.is_taken = TimeoutError(f"to {SCHOOL.name}"), is_taken
    with pytest.raises(PodError) as raised:
        shop(post, orders).place(ordered())
    assert raised.value.codes == ("pod-not-sent",) and raised.value.is_unsure and orders == {}
    assert not any(word in str(raised.value) for word in PERSONAL)
    post.failure = None
    shop(post, orders).place(ordered())
    assert len({(letter.message_id, letter.text) for letter in post.letters}) == 1


def test_a_shop_answers_by_the_link_in_its_letter() -> None:
    post, orders = Post(), dict[str, Status]()
    shop(post, orders).place(ordered())
    form = link_in(post.letters[0])
    assert shop(post).is_answerable(form["reference"], form["until"], form["signature"])
    told = []
    for answer in ("accepted", "printed", "sent"):
        parcel = {"carrier": "Post", "code": "RR1", "url": "https://post.example/RR1"} if answer == "sent" else {}
        body = urlencode({**form, "answer": answer, **parcel, "csrfmiddlewaretoken": "x"}).encode()
        event = shop(post, orders).read_event({}, body)
        assert event.reference == "school-7f3a9c21" and event.key
        told.append(shop(post, orders).look(event.id).state)
    assert told == [State.ACCEPTED, State.PRINTING, State.SENT]
    assert orders["school-7f3a9c21"].parcels == (Parcel("Post", "RR1", "https://post.example/RR1"),)


def answered(orders: MutableMapping[str, Status], form: dict[str, str], now: datetime = NOW) -> tuple[str, ...]:
    try:
        shop(Post(), orders, now).read_event({}, urlencode(form).encode())
    except PodError as fault:
        return fault.codes
    return ()


def test_only_the_link_of_an_order_answers_for_it_and_not_for_ever() -> None:
    post, orders = Post(), dict[str, Status]()
    shop(post, orders).place(ordered())
    shop(post, orders).place(ordered(reference="school-another"))
    form = {**link_in(post.letters[0]), "answer": "sent"}
    wrong = [
        {"reference": "school-another"},
        {"until": "2099-12-31"},
        {"until": ""},
        {"signature": ""},
        {"signature": form["signature"][:-1] + ("0" if form["signature"][-1] != "0" else "1")},
        {"signature": "ÿ"},
    ]
    for changed in wrong:
        assert answered(orders, {**form, **changed}) == ("pod-wrong-signature",)
    assert answered(orders, form, NOW + OPEN + timedelta(days=1)) == ("pod-old-event",)
    assert {status.state for status in orders.values()} == {State.DRAFT}
    assert answered(orders, form, NOW + OPEN) == ()
    other = MailShop(
        "two", "a@b.example", send=post.send, page="https://desk.example/answer", secret=SECRET, orders=orders
    )
    with pytest.raises(PodError) as raised:
        other.read_event({}, urlencode(form).encode())
    assert raised.value.codes == ("pod-wrong-signature",)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"answer": "eaten"}, "pod-wrong-event"),
        ({"answer": ""}, "pod-wrong-event"),
        ({"url": "javascript:alert(1)"}, "pod-wrong-event"),
        ({"code": "a\r\nBcc: x"}, "pod-wrong-event"),
        ({"code": "x" * 301}, "pod-wrong-event"),
    ],
)
def test_an_answer_that_is_none_is_told(changed: dict[str, str], code: str) -> None:
    post, orders = Post(), dict[str, Status]()
    shop(post, orders).place(ordered())
    assert answered(orders, {**link_in(post.letters[0]), "answer": "sent", **changed}) == (code,)
    assert orders["school-7f3a9c21"].state is State.DRAFT


@pytest.mark.parametrize("body", [b"", b"\xff=1", b"&" * 100, b"a=1" * 9000, b"reference=1&reference=2", b"a=%ff"])
def test_a_body_that_is_no_form_of_ours_is_refused(body: bytes) -> None:
    with pytest.raises(PodError) as raised:
        shop(Post()).read_event({}, body)
    assert raised.value.codes[0] in ("pod-wrong-event", "pod-wrong-signature")


def test_an_answer_that_comes_late_changes_nothing() -> None:
    post, orders = Post(), dict[str, Status]()
    shop(post, orders).place(ordered())
    form = link_in(post.letters[0])
    for answer in ("sent", "accepted", "printed"):
        assert answered(orders, {**form, "answer": answer}) == ()
    assert orders["school-7f3a9c21"].state is State.SENT


def test_an_order_is_cancelled_once_the_shop_says_so() -> None:
    post, orders = Post(), dict[str, Status]()
    shop(post, orders).place(ordered())
    assert shop(post, orders).cancel("school-7f3a9c21").state is State.DRAFT
    letter = post.letters[1]
    assert letter.answers == "<school-7f3a9c21.order@desk.example>" and "do not print" in letter.text
    assert answered(orders, {**link_in(letter), "answer": "stopped"}) == ()
    assert shop(post, orders).cancel("school-7f3a9c21").state is State.CANCELLED
    assert len(post.letters) == 2


def test_what_is_printed_is_not_cancelled_and_what_was_never_sent_is_not_there() -> None:
    post, orders = Post(), dict[str, Status]()
    shop(post, orders).place(ordered())
    assert answered(orders, {**link_in(post.letters[0]), "answer": "printed"}) == ()
    for id, code in (("school-7f3a9c21", "pod-not-cancelled"), ("school-unknown", "pod-not-found")):
        with pytest.raises(PodError) as raised:
            shop(post, orders).cancel(id)
        assert raised.value.codes == (code,)


def test_a_shop_says_no_prices_and_no_sizes_and_checks_nothing() -> None:
    one: Provider = shop(Post())
    item = whole().items[0]
    for ask in (lambda: one.quote(ordered()), lambda: one.cover_size("a5", 28)):
        with pytest.raises(PodError) as raised:
            ask()
        assert raised.value.codes == ("pod-cannot",)
    assert not wait_for(one, item, one.poll(item, one.validate(item))).is_passed


def test_no_field_adds_a_line_to_a_letter() -> None:
    post = Post()
    for changed in (
        {"address": dataclasses.replace(SCHOOL, name="A\nTELL US elsewhere")},
        {"reference": "x\r\nBcc: all@x.example"},
    ):
        with pytest.raises(PodError):
            shop(post).place(ordered(**changed))
    item = replace(whole().items[0], title="A\nB")
    with pytest.raises(PodError):
        shop(post).place(dataclasses.replace(ordered(), items=(item,)))
    item = whole().items[0]
    for wrong in (replace(item, size="A5\nCopies 9000"), replace(item, paper="115 g\nCopies 9000")):
        with pytest.raises(PodError):
            shop(post).place(dataclasses.replace(ordered(), items=(wrong,)))
    assert post.letters == []


@pytest.mark.parametrize(
    "changed", [{"address": "x"}, {"page": "http://desk.example"}, {"secret": "short"}, {"address": "a@b.example\nx"}]
)
def test_settings_that_cannot_be_right_are_refused(changed: dict[str, str]) -> None:
    given: dict[str, Any] = {"address": "a@b.example", "page": "https://desk.example/a", "secret": SECRET, **changed}
    with pytest.raises(ValueError, match="are needed"):
        MailShop("ink", given.pop("address"), send=Post().send, orders={}, **given)


def test_nothing_shows_a_secret_or_a_person() -> None:
    post = Post()
    one = shop(post)
    one.place(ordered())
    assert not any(word in f"{one!r} {post.letters[0]!r}" for word in (*PERSONAL, SECRET, "shop@"))
    assert set(ANSWERS) == {"accepted", "printed", "sent", "refused", "stopped"}
    assert dict(parse_qsl(urlsplit(one.answer_link("school-7f3a9c21")).query)).keys() == {"until", "signature"}
