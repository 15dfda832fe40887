"""Orders: made once whatever dies, forgotten once they have arrived, and never of a PROOF."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import md5, sha256
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from zipfile import ZipFile

import pikepdf
import pytest
from clocks import TODAY, set_clock
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from services import sign_in

from booklet.api.named import PlaceName
from booklet.api.printings import list_printings
from booklet.desk.edition import use
from booklet.desk.models import Event as Logged
from booklet.desk.models import Release
from booklet.errors import Finding, OutputError, Where
from booklet.make.coverage import Coverage
from booklet.pod.faults import PodError, report_unreachable, report_unsure
from booklet.pod.values import (
    Address,
    Checked,
    CoverSize,
    Event,
    Item,
    Order,
    Parcel,
    Placed,
    Quote,
    Shipping,
    State,
    Status,
    Validation,
)
from booklet.service.codes.models import GivenOut
from booklet.service.environment import Environment
from booklet.service.files import Files
from booklet.service.folderfiles import FolderFiles
from booklet.service.orders import providers, steps
from booklet.service.orders.files import address_of
from booklet.service.orders.forms import OrderForm, ShopForm
from booklet.service.orders.making import OrderFile, as_values, make_files
from booklet.service.orders.models import LEASE, Letter, PrintOrder, Shop, Step, hold, take_due
from booklet.service.orders.products import product_of
from booklet.service.orders.statuses import Letters, write_status
from booklet.service.orders.steps import advance, advance_all, ask_end, order_of
from booklet.service.shelf import lately, offers
from booklet.service.shelf.chosen import Chosen, sign
from booklet.service.shelf.offers import Offer, find_offer
from booklet.service.shelf.typed import keep_name
from booklet.values import replace, to_builtins

ADDRESS = {
    "provider": "lulu",
    "shipping": "mail",
    "currency": "EUR",
    "copies": "25",
    "name": "Kibera Library",
    "street": "Karanja Road 7",
    "city": "Nairobi",
    "postcode": "00100",
    "country": "ke",
    "phone": "+254 20 7946 0018",
    "email": "library@example.org",
}


FORM = "application/x-www-form-urlencoded"


class Died(BaseException):
    """The process was killed."""


@dataclass
class House:
    """A house that prints on demand, in memory; what `dies` names is followed by the end of whoever asked."""

    name: str = "lulu"
    orders: dict[str, Placed] = field(default_factory=dict)
    placed: int = 0
    dies: str = ""
    fails: PodError | None = None
    cover: tuple[str, str] = ("302.35", "216.35")
    reasons: tuple[str, ...] = ()
    fetched: list[str] = field(default_factory=list)

    def _do(self, what: str) -> None:
        if self.fails:
            raise self.fails
        if self.dies == what:
            self.dies = ""
            raise Died

    def cover_size(self, product: str, pages: int) -> CoverSize:
        assert pages == 28
        return CoverSize(*map(Decimal, self.cover))

    def validate(self, item: Item) -> Validation:
        self._do("validate")
        self.fetched += [source.url for source in item.sources]
        return Validation((Checked("cover", "1", True, self.reasons),))

    def poll(self, item: Item, validation: Validation) -> Validation:
        return validation

    def quote(self, order: Order) -> Quote:
        self._do("quote")
        return Quote(Decimal("71.25"), Decimal("12.40"), Decimal(0), None, Decimal("83.65"), order.currency)

    def find(self, reference: str) -> Placed | None:
        self._do("find")
        return self.orders.get(reference)

    def place(self, order: Order) -> Placed:
        if order.reference not in self.orders:
            self._do("before place")
            self.placed += 1
            number = str(7000 + self.placed)
            self.orders[order.reference] = Placed("lulu", number, order.reference, Status(State.UNPAID, "UNPAID"))
        self._do("place")
        return self.orders[order.reference]

    def look(self, id: str) -> Status:
        self._do("look")
        return next(one.status for one in self.orders.values() if one.id == id)

    def cancel(self, id: str) -> Status:
        self.walk(State.CANCELLED)
        return self.look(id)

    def read_event(self, headers: Any, body: bytes) -> Event:
        if headers.get("Signed") != "yes":
            raise PodError(Finding("pod-wrong-signature", Where("lulu"), "an event is not signed by it", ""))
        (placed,) = self.orders.values()
        return Event("lulu", body.decode(), placed.id, placed.reference, Status(State.DELIVERED, "made up"))

    def walk(self, state: State, *parcels: Parcel) -> None:
        for reference, one in self.orders.items():
            self.orders[reference] = replace(one, status=Status(state, state.name, parcels=parcels))


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    house = House()
    monkeypatch.setattr(providers, "open_provider", lambda name, environ: house)
    monkeypatch.setenv("BOOKLET_LULU_KEY", "key")
    monkeypatch.setenv("BOOKLET_LULU_SECRET", "secret")
    return house


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was made already, by house; a booklet takes seconds."""
    return {"folder": tmp_path_factory.mktemp("orders")}


@pytest.fixture
def once(made: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the files of an order be made by the first test that needs them, and be copied for the others."""

    def make(edition: Any, chosen: Any, copies: int, house: str, store: Files) -> list[OrderFile]:
        kept = FolderFiles(made["folder"])
        if house not in made:
            made[house] = make_files(edition, chosen, copies, house, kept)
        for file in made[house]:
            store.keep(file.key, made["folder"] / file.key)
        return list(made[house])

    monkeypatch.setattr(steps, "make_files", make)


@pytest.fixture
def confirmed(shelf: Environment, once: None) -> Path:
    """The edition "amani", whose numbers somebody called and whose booklet is released."""
    return shelf.editions / "amani"


def choose(**changed: str) -> str:
    """Choose a booklet on the shelf."""
    chosen = Chosen("amani", "booklet", "booklet-a5", "en", "KE", "14-17")
    return sign(replace(chosen, **changed))


def is_pdf(url: str) -> bool:
    """Tell whether a provider finds a PDF at an address."""
    answer = Client().get(urlsplit(url).path)
    data = answer.getvalue()
    return answer.status_code == 200 and data.startswith(b"%PDF-")


def order(client: Client | None = None, **changed: str) -> tuple[PrintOrder, str]:
    """Order as a visitor does, and return the order with the address of its page."""
    changed = {"chosen": choose(), **changed}
    answer = (client or Client()).post("/order/new/", {**ADDRESS, **changed})
    assert answer.status_code == 302, answer.content.decode()
    return PrintOrder.objects.get(), answer["Location"]


def again(number: int) -> PrintOrder:
    """Take the next step as if all pauses had passed, and whoever held the order had died long ago."""
    PrintOrder.objects.filter(pk=number).update(due=timezone.now(), held=None)
    advance_all()
    return PrintOrder.objects.get(pk=number)


def say_yes(number: int) -> None:
    sign_in("coordinator").post(f"/service/orders/{number}/yes/", {"total": "83.65"})


@pytest.mark.slow
def test_an_order_goes_its_way_and_what_says_where_to_is_forgotten(confirmed: Path, house: House) -> None:
    asked, page = order()
    ready = again(asked.pk)
    assert not ready.faults and not ready.trouble
    assert (ready.step, ready.quote["total"], ready.quote["tax"]) == (Step.READY, "83.65", None), ready.faults
    assert len(house.fetched) == 2 and all(is_pdf(url) for url in house.fetched)
    shown = Client().get(page).content.decode()
    assert "83.65 EUR" in shown and "Karanja" not in shown and "refresh" not in shown
    again(asked.pk)
    assert not house.orders, "nothing is ordered before somebody says yes"
    say_yes(asked.pk)
    assert again(asked.pk).step == Step.PLACED and len(house.orders) == 1
    house.walk(State.SENT, Parcel("Posta", "KE1", "https://posta.example/KE1"))
    sent = again(asked.pk)
    assert "KE1" in Client().get(page).content.decode() and sent.address["city"] == "Nairobi"
    (line,) = list_printings(confirmed)[0].values()
    assert (line.quantity, line.where) == (25, f"Nairobi, KE ({sent.reference})")
    assert Client().post(f"{page}arrived/").status_code == 302
    over = again(asked.pk)
    assert (over.step, over.address, over.contact, over.status["state"]) == (Step.OVER, {}, "", "delivered")
    assert len(list_printings(confirmed)[0]) == 1 and "Karanja" not in str(PrintOrder.objects.values_list())


@pytest.mark.parametrize("dies", ["validate", "quote", "find", "before place", "place", "look"])
def test_an_order_is_placed_once_whatever_dies(confirmed: Path, house: House, dies: str) -> None:
    asked, _ = order()
    house.dies = dies
    for _ in range(4):
        try:
            again(asked.pk)
        except Died:
            assert PrintOrder.objects.get().held, "nobody else takes it while it may still be worked on"
            assert not advance(asked.pk)
        if PrintOrder.objects.get().step == Step.READY:
            say_yes(asked.pk)
    assert PrintOrder.objects.get().step == Step.PLACED and house.placed == 1 and not house.dies


@pytest.mark.parametrize("error", [report_unsure("lulu", "no answer"), report_unreachable("lulu", "no network")])
def test_what_may_pass_is_tried_again_later_and_said(confirmed: Path, house: House, error: PodError) -> None:
    asked, page = order()
    again(asked.pk)
    say_yes(asked.pk)
    house.fails = error
    troubled = again(asked.pk)
    assert (
        troubled.step == Step.WANTED and troubled.tries == 1 and troubled.due > timezone.now() + timedelta(seconds=50)
    )
    assert "tried again by itself" in Client().get(page).content.decode()
    house.fails = None
    assert again(asked.pk).step == Step.PLACED and house.placed == 1 and not PrintOrder.objects.get().trouble


def test_a_fault_of_ours_in_one_order_holds_up_no_other(
    confirmed: Path, house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, page = order()
    PrintOrder.objects.filter(pk=first.pk).update(provider="gelato")
    found, city = providers.provider_of, ADDRESS["city"]

    def fail(name: str) -> Any:
        if name == "gelato":
            raise KeyError(city)
        return found(name)

    monkeypatch.setattr(providers, "provider_of", fail)
    second = PrintOrder.objects.get()
    second.pk, second.reference, second.token, second.provider = None, "another", "another", "lulu"
    second.save()
    assert advance_all() == 2
    told = capsys.readouterr().err
    assert "orders: a step failed: KeyError\n" in told and "steps.py" in told and city not in told
    first, second = PrintOrder.objects.order_by("pk")
    assert (first.step, first.trouble, first.held) == (Step.ASKED, "fault in our program: KeyError", None)
    assert second.step == Step.READY and first.due > timezone.now() + timedelta(seconds=50)
    assert "tried again by itself" in Client().get(page).content.decode()


def test_what_is_not_on_the_shelf_is_not_ordered(confirmed: Path, house: House) -> None:
    """A PROOF never is: whatever is not final leaves the shelf."""
    unreleased = choose(band="10-13")
    assert Client().get("/order/new/", {"chosen": unreleased}).status_code == 404
    assert Client().post("/order/new/", {**ADDRESS, "chosen": unreleased}).status_code == 404
    asked, page = order()
    Release.everywhere.update(recalled=timezone.now())
    found = again(asked.pk)
    assert found.step == Step.FAULTY and {fault["code"] for fault in found.faults} == {"not-on-shelf"}
    assert "not released" in Client().get(page).content.decode() and not house.fetched
    say_yes(asked.pk)
    assert PrintOrder.objects.get().step == Step.FAULTY


@pytest.mark.slow
def test_a_proof_is_never_made(service: Environment) -> None:
    from booklet.service.models import Partner

    axes = {"layout": "booklet-a5", "locale": "en", "band": "14-17"}
    with pytest.raises(OutputError, match="proof-ordered"):
        make_files(Partner.objects.get(name="amani").edition, axes, 25, "lulu", FolderFiles(service.home / "files"))


def test_a_cover_of_another_size_and_files_that_are_refused_stop_an_order(confirmed: Path, house: House) -> None:
    asked, _ = order()
    house.cover, house.reasons = ("310", "216.35"), ("the cover has no bleed",)
    found = again(asked.pk)
    assert found.step == Step.FAULTY and [fault["code"] for fault in found.faults] == ["cover-size", "file-refused"]


def test_a_yes_counts_for_the_price_that_was_shown_and_from_those_alone_who_may(confirmed: Path, house: House) -> None:
    asked, _ = order()
    again(asked.pk)
    sign_in("coordinator").post(f"/service/orders/{asked.pk}/yes/", {"total": "1.00"})
    assert PrintOrder.objects.get().step == Step.READY
    for stranger in (Client(), sign_in(email="a@example.org")):
        assert stranger.post(f"/service/orders/{asked.pk}/yes/", {"total": "83.65"}).status_code in {302, 403, 404}
        assert stranger.get(f"/service/orders/{asked.pk}/").status_code in {302, 403, 404}
    assert PrintOrder.objects.get().step == Step.READY


def test_what_has_changed_since_is_not_printed_by_an_old_yes(confirmed: Path, house: House) -> None:
    asked, _ = order()
    again(asked.pk)
    brand = confirmed / "brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    say_yes(asked.pk)
    found = again(asked.pk)
    assert (found.step, found.said_yes, house.placed) == (Step.ASKED, "", 0)
    assert again(asked.pk).step == Step.READY
    say_yes(asked.pk)
    assert again(asked.pk).step == Step.PLACED


def test_numbers_that_no_longer_hold_are_not_printed_by_an_old_yes(confirmed: Path, house: House) -> None:
    asked, _ = order()
    again(asked.pk)
    say_yes(asked.pk)
    set_clock(date(2028, 11, 27))
    found = again(asked.pk)
    assert found.step == Step.FAULTY and {fault["code"] for fault in found.faults} == {"not-on-shelf"}
    assert not house.placed


def test_an_order_is_cancelled_before_the_provider_has_it_and_after(confirmed: Path, house: House) -> None:
    asked, page = order()
    again(asked.pk)
    Client().post(f"{page}cancel/")
    over = PrintOrder.objects.get()
    assert (over.step, over.address) == (Step.OVER, {}) and not house.orders
    over.delete()
    asked, page = order()
    again(asked.pk)
    say_yes(asked.pk)
    again(asked.pk)
    Client().post(f"{page}cancel/")
    assert again(asked.pk).status["state"] == "cancelled" and house.placed == 1 and not PrintOrder.objects.get().address


def test_what_a_provider_has_no_name_for_is_told() -> None:
    with pytest.raises(PodError, match="pod-no-product"):
        product_of("gelato", "booklet-a5")


def test_an_end_that_is_asked_for_while_a_step_is_taken_is_not_forgotten(
    confirmed: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, page = order()
    quote = house.quote

    def ask_end_meanwhile(order: Order) -> Quote:
        Client().post(f"{page}cancel/")
        return quote(order)

    monkeypatch.setattr(house, "quote", ask_end_meanwhile)
    over = again(asked.pk)
    assert (over.step, over.address, over.contact, over.status["state"]) == (Step.OVER, {}, "", "cancelled")


def test_an_event_is_a_reason_to_look_and_no_more(confirmed: Path, house: House) -> None:
    asked, _ = order()
    again(asked.pk)
    say_yes(asked.pk)
    again(asked.pk)
    later = PrintOrder.objects.get().due
    assert Client().post("/hooks/lulu/", b"1", content_type="text/plain").status_code == 403
    assert PrintOrder.objects.get().due == later
    for _ in range(2):
        answer = Client().post("/hooks/lulu/", b"1", content_type="text/plain", headers={"Signed": "yes"})
        assert answer.status_code == 204
    assert PrintOrder.objects.get().due < later
    advance_all()
    assert PrintOrder.objects.get().status["state"] == "unpaid", "what an event says of itself is not believed"
    assert Client().get("/hooks/lulu/").status_code == 405
    assert Client().post("/hooks/nobody/", b"1", content_type="text/plain").status_code == 404


def test_who_says_nothing_for_long_has_received_it(confirmed: Path, house: House) -> None:
    asked, _ = order()
    again(asked.pk)
    say_yes(asked.pk)
    again(asked.pk)
    house.walk(State.SENT)
    again(asked.pk)
    PrintOrder.objects.update(sent=timezone.now() - steps.TRAVELS - timedelta(days=1))
    assert again(asked.pk).step == Step.OVER and not PrintOrder.objects.get().address


@pytest.mark.parametrize(
    "changed",
    [
        {"copies": "0"},
        {"copies": "1000000"},
        {"country": "QQ"},
        {"name": "<b>x</b>"},
        {"street": "a\nb\x00"},
        {"phone": "call me"},
        {"email": "nobody"},
        {"provider": "amazon"},
        {"shipping": "pigeon"},
    ],
)
def test_what_no_envelope_has_is_refused(confirmed: Path, house: House, changed: dict[str, str]) -> None:
    chosen = choose()
    answer = Client().post("/order/new/", {**ADDRESS, "chosen": chosen, **changed})
    assert answer.status_code == 422 and not PrintOrder.objects.exists()


@pytest.mark.parametrize("path", ["/order/new/", "/order/new/?chosen=x", "/order/nothing/", "/files/x/y.pdf"])
def test_what_nobody_chose_is_not_there(service: Environment, house: House, path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.slow
def test_a_print_shop_gets_one_letter_and_answers_by_its_link(
    confirmed: Path, house: House, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SERVICE", replace(settings.SERVICE, address="https://testserver"))
    staff = sign_in("coordinator")
    assert staff.post("/service/orders/shops/", {"name": "Nakala", "email": "no", "country": "QQ"}).status_code == 422
    said = {"name": "Nakala Press", "email": "print@example.org", "country": "ke"}
    assert staff.post("/service/orders/shops/", said).status_code == 302
    assert staff.post("/service/orders/shops/", said).status_code == 422, "each shop once"
    shop = Shop.objects.get()
    asked, _ = order(provider=f"shop-{shop.pk}")
    assert again(asked.pk).step == Step.READY
    staff.post(f"/service/orders/{asked.pk}/yes/", {"total": ""})
    staff.post(f"/service/orders/shops/{shop.pk}/close/")
    assert again(asked.pk).step == Step.PLACED, (again(asked.pk).trouble, again(asked.pk).faults)
    (letter,) = mailoutbox
    assert letter.to == ["print@example.org"] and "Karanja Road 7" in letter.body
    link = next(word for word in letter.body.split() if "/shop/" in word)
    path = link.removeprefix("https://testserver")
    page = Client().get(path).content.decode()
    assert "We print it" in page
    fields = dict(pair.split("=") for pair in urlsplit(link).query.split("&"))
    form = {**fields, "reference": asked.reference, "answer": "sent", "carrier": "Posta", "code": "KE1"}
    assert "was taken" in Client().post(path, urlencode(form), content_type=FORM).content.decode()
    forged = Client().post(path, urlencode({**form, "signature": "0" * 64}), content_type=FORM)
    assert forged.status_code == 422
    found = again(asked.pk)
    assert found.status["state"] == "sent" and len(mailoutbox) == 1 and found.status["parcels"][0]["code"] == "KE1"


def test_a_poster_with_the_name_of_a_school_goes_to_a_print_shop_and_the_name_is_forgotten(
    confirmed: Path, house: House, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SERVICE", replace(settings.SERVICE, address="https://testserver"))
    shop = Shop.objects.create(name="Nakala Press", email="print@example.org", country="KE")
    offer = find_offer(("KE", "en", "amani", "poster-a3", "14-17", "p1"), now=True)
    assert offer is not None
    secret = keep_name(offer, PlaceName("Kilimani School"))
    chosen = choose(product="poster", layout="poster-a3", item="p1", typed=secret)
    assert "lulu" not in Client().get("/order/new/", {"chosen": chosen}).content.decode()
    asked, page = order(chosen=chosen, provider=f"shop-{shop.pk}")
    ready = again(asked.pk)
    assert ready.step == Step.READY, ready.faults
    assert "Kilimani" not in Client().get(page).content.decode()
    sign_in("coordinator").post(f"/service/orders/{asked.pk}/yes/", {"total": ""})
    assert again(asked.pk).step == Step.PLACED
    link = next(word for word in mailoutbox[0].body.split() if "/files/" in word)
    with ZipFile(BytesIO(Client().get(urlsplit(link).path).getvalue())) as pack:
        (name,) = (name for name in pack.namelist() if "guide_poster-p1" in name.rpartition("/")[2])
        text = PdfReader(BytesIO(pack.read(name))).pages[0].extract_text()
    assert "Kilimani School" in text
    Client().post(f"{page}cancel/")
    Letter.objects.update(status={**Letter.objects.get().status, "state": "cancelled"})
    assert again(asked.pk).step == Step.OVER and "Kilimani" not in str(PrintOrder.objects.values_list())


# Steps by themselves: of an order whose files are made, so that no booklet is set for each of them.

INSIDE = OrderFile("interior", "inside.pdf", "orders/inside.pdf", "0" * 32, 28, "148", "210")
COVER = OrderFile("cover", "cover.pdf", "orders/cover.pdf", "1" * 32, 2, "302.35", "216.35")
PACK = OrderFile("pack", "pack.zip", "orders/pack.zip", "2" * 32, 28, "0", "0")
TO = {
    "name": "Kibera Library",
    "streets": ["Karanja Road 7", "Room 2"],
    "city": "Nairobi",
    "postcode": "00100",
    "country": "KE",
    "state": "",
    "phone": "+254 20 7946 0018",
    "email": "library@example.org",
}
THING = {"product": "booklet", "layout": "booklet-a5", "locale": "en", "country": "KE", "band": "14-17", "item": ""}
REFERENCE = "b-0123456789"


def standing(
    step: Step = Step.ASKED,
    state: State | None = None,
    files: tuple[OrderFile, ...] = (INSIDE, COVER),
    reference: str = REFERENCE,
    **said: Any,
) -> PrintOrder:
    """Return an order that stands at a step, and is in a state at its provider."""
    from booklet.service.models import Partner

    status = write_status(Status(state, "as it was")) if state else {}
    given = {"provider": "lulu", "chosen": THING, "shipping": "mail", "currency": "EUR", "address": TO}
    return PrintOrder.objects.create(
        reference=reference,
        token=reference,
        partner=Partner.objects.get(name="amani"),
        contact="l@example.org",
        copies=25,
        step=step,
        status=status,
        files=as_values(files),
        made_of="a stamp",
        **{**given, **said},
    )


def known(house: House, state: State, *parcels: Parcel) -> None:
    """Let the house have the order already, in a state."""
    house.orders[REFERENCE] = Placed("lulu", "7001", REFERENCE, Status(state, state.name, parcels=parcels))


def seconds_until_due(order: PrintOrder) -> float:
    return (order.due - timezone.now()).total_seconds()


@pytest.mark.parametrize(
    ("step", "due", "held", "is_taken"),
    [
        (Step.ASKED, 0, None, True),
        (Step.WANTED, 0, None, True),
        (Step.PLACED, -60, None, True),
        (Step.ASKED, 1, None, False),
        (Step.ASKED, 0, -1, True),
        (Step.ASKED, 0, 0, False),
        (Step.ASKED, 0, 60, False),
        (Step.READY, 0, None, False),
        (Step.FAULTY, 0, None, False),
        (Step.OVER, 0, None, False),
    ],
)
def test_an_order_is_due_if_its_time_has_come_and_nobody_holds_it(
    step: Step, due: int, held: int | None, is_taken: bool, service: Environment
) -> None:
    now = timezone.now()
    at = None if held is None else now + timedelta(seconds=held)
    number = standing(step, due=now + timedelta(seconds=due), held=at).pk
    assert take_due(now) == [number] * is_taken
    found = hold(number, now)
    assert (found is not None) is (held is None or held < 0)
    if found is not None:
        assert found.held == now + LEASE and hold(number, now) is None, "nobody else takes it"
        assert hold(number, now + LEASE) is None and hold(number, now + LEASE + timedelta(seconds=1)) is not None
    assert hold(number + 1, now) is None


def test_who_waits_longest_comes_first_and_not_all_at_once(service: Environment) -> None:
    now = timezone.now()
    numbers = [standing(reference=f"{n}", due=now - timedelta(seconds=n)).pk for n in range(25)]
    assert take_due(now, 3) == numbers[:-4:-1]
    assert take_due(now) == numbers[:4:-1]


def test_what_nobody_has_is_no_step(service: Environment, house: House) -> None:
    assert not advance(1) and advance_all() == 0
    for step in (Step.READY, Step.FAULTY):
        order = standing(step, reference=step.value, tries=3, trouble="it was busy")
        assert advance(order.pk), "it was ours to take, and nothing is done"
        order.refresh_from_db()
        assert (order.step, order.tries, order.trouble, order.held) == (step, 0, "", None)
        assert order.address == TO and not order.wants_cancel


def test_files_that_are_made_are_measured_checked_and_priced(service: Environment, house: House) -> None:
    ready = again(standing().pk)
    assert (ready.step, ready.faults) == (Step.READY, [])
    assert ready.quote == {
        **{"printing": "71.25", "shipping": "12.40", "fees": "0", "tax": None, "total": "83.65"},
        **{"currency": "EUR", "carrier": "", "until": None},
    }
    assert [urlsplit(url).path.rpartition("/")[2] for url in house.fetched] == ["inside.pdf", "cover.pdf"]


@pytest.mark.parametrize(
    ("width", "height", "is_faulty"),
    [
        ("302.35", "216.35", False),
        ("302.85", "215.85", False),
        ("302.86", "216.35", True),
        ("301.84", "216.35", True),
        ("302.35", "216.86", True),
        ("302.35", "215.84", True),
    ],
)
def test_a_cover_may_differ_by_half_a_millimetre(
    width: str, height: str, is_faulty: bool, service: Environment, house: House
) -> None:
    house.cover = (width, height)
    found = again(standing().pk)
    assert [fault["code"] for fault in found.faults] == ["cover-size"] * is_faulty
    assert found.step == (Step.FAULTY if is_faulty else Step.READY)
    assert found.address == TO, "it is kept until the order is over"


def test_what_has_no_cover_is_one_file_and_no_cover_is_measured(service: Environment, house: House) -> None:
    house.cover = ("1", "1")
    assert again(standing(files=(INSIDE,)).pk).step == Step.READY
    (url,) = house.fetched
    assert urlsplit(url).path.endswith("/inside.pdf")


def test_a_file_that_is_refused_stops_an_order_with_every_reason(service: Environment, house: House) -> None:
    house.reasons, house.cover = ("no bleed", "a font is missing"), ("1", "1")
    found = again(standing().pk)
    assert found.step == Step.FAULTY and not found.quote
    assert [fault["message"] for fault in found.faults[1:]] == ["cover: no bleed", "cover: a font is missing"]
    assert all(fault["hint"] and fault["where"] for fault in found.faults)


@pytest.mark.parametrize("step", [Step.ASKED, Step.WANTED])
def test_who_wants_no_more_before_the_provider_has_it_gets_nothing(
    step: Step, service: Environment, house: House
) -> None:
    over = again(standing(step, wants_cancel=True).pk)
    assert (over.step, over.status["state"], over.address, over.contact) == (Step.OVER, "cancelled", {}, "")
    assert not house.fetched and not house.orders


def fault_of(code: str, message: str = "it said so") -> PodError:
    return PodError(Finding(code, Where("lulu"), message, "ask again"))


@pytest.mark.parametrize("code", sorted(steps.LASTING))
@pytest.mark.parametrize(
    ("step", "is_faulty"), [(Step.ASKED, True), (Step.WANTED, True), (Step.PLACED, False)], ids=str
)
def test_a_fault_that_lasts_stops_an_order_unless_the_provider_has_it(
    step: Step, is_faulty: bool, code: str, service: Environment, house: House
) -> None:
    house.fails = fault_of(code)
    found = again(standing(step, State.ACCEPTED if step == Step.PLACED else None).pk)
    assert found.step == (Step.FAULTY if is_faulty else step)
    assert [fault["code"] for fault in found.faults] == [code] * is_faulty
    assert bool(found.trouble) is not is_faulty and found.tries == (not is_faulty)


@pytest.mark.parametrize(("tries", "pause"), [(0, 60), (1, 120), (2, 300), (3, 900), (4, 900), (40, 900)])
@pytest.mark.parametrize("step", [Step.ASKED, Step.WANTED, Step.PLACED])
def test_what_may_pass_is_tried_again_later_and_later(
    step: Step, tries: int, pause: int, service: Environment, house: House
) -> None:
    house.fails = fault_of("pod-busy", "x" * 600)
    state = State.ACCEPTED if step == Step.PLACED else None
    found = again(standing(step, state, tries=tries, trouble="before").pk)
    assert (found.step, found.tries, found.held, found.faults) == (step, tries + 1, None, [])
    assert pause - 5 < seconds_until_due(found) <= pause and found.trouble.endswith("xxx") and len(found.trouble) == 500


def test_a_step_that_goes_well_forgets_its_troubles(service: Environment, house: House) -> None:
    found = again(standing(tries=3, trouble="it was busy").pk)
    assert (found.step, found.tries, found.trouble, found.held) == (Step.READY, 0, "", None)
    assert -5 < seconds_until_due(found) <= 0


def test_where_the_database_fails_nothing_is_taken_for_a_fault_of_ours(
    service: Environment, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.fails = DatabaseError("gone")  # type: ignore[assignment]
    order = standing()
    with pytest.raises(DatabaseError):
        advance(order.pk)
    order.refresh_from_db()
    assert order.held and not order.trouble and not capsys.readouterr().err


@pytest.mark.parametrize(
    ("state", "now", "step", "told"),
    [
        (State.UNPAID, State.ACCEPTED, Step.PLACED, "accepted"),
        (State.PRINTING, State.ACCEPTED, Step.PLACED, "printing"),
        (State.ACCEPTED, State.PRINTING, Step.PLACED, "printing"),
        (State.ACCEPTED, State.CANCELLED, Step.OVER, "cancelled"),
        (State.ACCEPTED, State.REJECTED, Step.OVER, "rejected"),
        (State.SENT, State.FAILED, Step.OVER, "failed"),
        (State.SENT, State.SENT, Step.PLACED, "sent"),
        (State.SENT, State.DELIVERED, Step.OVER, "delivered"),
    ],
)
def test_an_order_follows_its_provider_and_goes_no_way_back(
    state: State, now: State, step: Step, told: str, service: Environment, house: House
) -> None:
    known(house, now)
    was_sent = timezone.now() - timedelta(days=2) if state is State.SENT else None
    order = standing(Step.PLACED, state, number="7001", sent=was_sent, is_in_ledger=state is State.SENT)
    found = again(order.pk)
    assert (found.step, found.status["state"], found.sent) == (step, told, was_sent)
    assert found.is_in_ledger is (state is State.SENT), "what is in the ledger stays there"
    assert (found.address, found.contact) == (({}, "") if step == Step.OVER else (TO, "l@example.org"))
    assert 1195 < seconds_until_due(found) <= 1200


def test_the_day_on_which_an_order_was_sent_is_that_of_the_first_word_of_it(service: Environment, house: House) -> None:
    known(house, State.SENT, Parcel("Posta", "KE1"))
    found = again(standing(Step.PLACED, State.PRINTING, number="7001", is_in_ledger=True).pk)
    assert found.sent is not None and timezone.now() - found.sent < timedelta(minutes=1)
    assert found.status["parcels"] == [{"carrier": "Posta", "code": "KE1", "url": ""}]


@pytest.mark.parametrize(
    ("state", "days", "has_arrived", "is_over"),
    [
        (State.SENT, 0, False, False),
        (State.SENT, 44, False, False),
        (State.SENT, 46, False, True),
        (State.SENT, 0, True, True),
        (State.SENT, None, False, False),
        (State.PRINTING, 46, False, False),
        (State.PRINTING, None, True, False),
    ],
)
def test_a_parcel_has_arrived_if_somebody_says_so_or_it_travels_for_long(
    state: State, days: int | None, has_arrived: bool, is_over: bool, service: Environment, house: House
) -> None:
    known(house, state)
    sent = None if days is None else timezone.now() - timedelta(days=days)
    order = standing(Step.PLACED, state, number="7001", sent=sent, has_arrived=has_arrived, is_in_ledger=True)
    found = again(order.pk)
    assert (found.step == Step.OVER, found.status["state"]) == (is_over, "delivered" if is_over else state.value)


def test_an_order_that_the_provider_has_already_is_not_placed_again(service: Environment, house: House) -> None:
    known(house, State.ACCEPTED)
    found = again(standing(Step.WANTED).pk)
    assert (found.step, found.number, found.status["state"], house.placed) == (Step.PLACED, "7001", "accepted", 0)
    found.delete()
    over = again(standing(Step.WANTED, wants_cancel=True).pk)
    assert over.step == Step.PLACED and over.wants_cancel, "its provider is asked to end it, at the next step"


@pytest.mark.parametrize(
    ("step", "state", "can_be_ended"),
    [
        (Step.ASKED, None, True),
        (Step.FAULTY, None, True),
        (Step.READY, None, True),
        (Step.WANTED, None, True),
        (Step.PLACED, State.DRAFT, True),
        (Step.PLACED, State.UNPAID, True),
        (Step.PLACED, State.ACCEPTED, True),
        (Step.PLACED, State.PRINTING, False),
        (Step.PLACED, State.SENT, False),
        (Step.OVER, State.CANCELLED, False),
    ],
)
@pytest.mark.parametrize("wants_cancel", [False, True])
def test_what_can_still_be_done_with_an_order_is_offered(
    step: Step, state: State | None, can_be_ended: bool, wants_cancel: bool, service: Environment
) -> None:
    order = standing(step, state, wants_cancel=wants_cancel)
    assert order.is_open is (step in (Step.ASKED, Step.WANTED, Step.PLACED))
    assert (order.can_be_ended, order.can_cancel) == (can_be_ended, can_be_ended and not wants_cancel)
    assert order.can_arrive is (state is State.SENT)
    order.has_arrived = True
    assert not order.can_arrive


@pytest.mark.parametrize(
    ("state", "told", "step"),
    [
        (State.UNPAID, "cancelled", Step.OVER),
        (State.ACCEPTED, "cancelled", Step.OVER),
        (State.PRINTING, "printing", Step.PLACED),
        (State.SENT, "sent", Step.PLACED),
    ],
)
def test_an_end_is_asked_of_the_provider_as_long_as_nothing_is_printed(
    state: State, told: str, step: Step, service: Environment, house: House
) -> None:
    known(house, state)
    order = standing(Step.PLACED, state, number="7001", wants_cancel=True, is_in_ledger=True)
    found = again(order.pk)
    assert (found.step, found.status["state"], found.wants_cancel) == (step, told, True)


@pytest.mark.parametrize(("code", "is_given_up"), [("pod-not-cancelled", True), ("pod-busy", False)])
def test_an_end_that_the_provider_refuses_is_given_up_and_one_that_it_did_not_hear_is_asked_again(
    code: str, is_given_up: bool, service: Environment, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(id: str) -> Status:
        raise fault_of(code, "y" * 600)

    known(house, State.PRINTING)
    monkeypatch.setattr(house, "cancel", refuse)
    found = again(standing(Step.PLACED, State.ACCEPTED, number="7001", wants_cancel=True).pk)
    assert (found.step, found.wants_cancel) == (Step.PLACED, not is_given_up)
    assert found.status["state"] == ("printing" if is_given_up else "accepted")
    assert len(found.trouble) == 500 and found.tries == (not is_given_up)


@pytest.mark.parametrize(
    ("step", "is_over"),
    [
        (Step.READY, True),
        (Step.FAULTY, True),
        (Step.ASKED, False),
        (Step.WANTED, False),
        (Step.PLACED, False),
        (Step.OVER, None),
    ],
)
def test_what_waits_for_a_person_ends_at_once_and_all_else_at_its_next_step(
    step: Step, is_over: bool | None, service: Environment
) -> None:
    later = timezone.now() + timedelta(hours=1)
    order = standing(step, due=later)
    other = standing(step, due=later, reference="another")
    ask_end(order.pk)
    order.refresh_from_db()
    assert order.wants_cancel is (is_over is not None)
    assert (order.step == Step.OVER) is (is_over is not False)
    assert (order.due == later) is (is_over is not False)
    if is_over:
        assert (order.status["state"], order.address, order.contact) == ("cancelled", {}, "")
    other.refresh_from_db()
    assert (other.step, other.wants_cancel, other.due, other.address) == (step, False, later, TO)


def test_a_provider_gets_an_order_with_all_that_it_prints_and_the_address_alone(service: Environment) -> None:
    order = standing(address={**TO, "named": ["Kilimani School", ""]})
    asked = order_of(order, (COVER, INSIDE))
    assert (asked.reference, asked.shipping, asked.currency, asked.contact) == (
        *(REFERENCE, Shipping.MAIL, "EUR", "l@example.org"),
    )
    assert asked.address == Address(**{**TO, "streets": ("Karanja Road 7", "Room 2")})  # type: ignore[arg-type]
    (item,) = asked.items
    assert (item.copies, item.pages, item.title, item.product) == (
        25,
        28,
        "inside.pdf",
        product_of("lulu", "booklet-a5"),
    )
    assert item.interior and item.cover and not item.file
    assert (item.interior.md5, item.cover.md5) == ("0" * 32, "1" * 32)
    (whole,) = order_of(order, (INSIDE,)).items
    assert whole.file and whole.file.md5 == "0" * 32 and not whole.interior and not whole.cover
    (packed,) = order_of(order, (PACK,)).items
    assert (packed.product, packed.title) == ("booklet-a5", "pack.zip") and packed.file and packed.file.md5 == "2" * 32


@pytest.fixture
def offered(service: Environment, monkeypatch: pytest.MonkeyPatch) -> Offer:
    """A booklet and a poster on the shelf, as somebody saw them who looked at exactly this."""
    from booklet.service.models import Partner
    from booklet.service.shelf.models import ShelfLook

    monkeypatch.setattr(lately, "MOMENT", 0.0)
    partner = Partner.objects.get(name="amani")
    (partner.edition.path / "brand.yaml").touch()  # nobody has looked at exactly this in another test
    offers.offers_of(partner, now=True)
    seen = ShelfLook.objects.get().seen
    set_clock(TODAY + timedelta(days=1))
    offers.offers_of(partner, now=True)  # what this process remembers is of another day
    set_clock(TODAY)
    axes = ("amani", "Amani House", "KE", "booklet", "booklet-a5", "en", "14-17", "")
    booklet = Offer(*axes, "", 28, (148.0, 210.0), None, "a stamp")
    poster = replace(booklet, product="poster", layout="poster-a3", item="p1", title="Help", pages=1)
    ShelfLook.objects.update(seen=seen, offers=[booklet.said, poster.said])
    return poster


def test_what_somebody_said_yes_to_is_placed_if_it_is_the_same_today(offered: Offer, house: House) -> None:
    found = again(standing(Step.WANTED, said_yes="A. Lead").pk)
    assert (found.step, found.number, found.said_yes, house.placed) == (Step.PLACED, "7001", "A. Lead", 1)


def test_what_changed_since_is_made_anew_and_needs_another_yes(offered: Offer, house: House) -> None:
    order = standing(Step.WANTED, said_yes="A. Lead", quote={"total": "83.65"})
    PrintOrder.objects.update(made_of="another stamp")
    found = again(order.pk)
    assert (found.step, found.files, found.quote, found.said_yes) == (Step.ASKED, [], {}, "")
    assert not house.placed


def test_what_left_the_shelf_is_never_placed(service: Environment, house: House) -> None:
    found = again(standing(Step.WANTED, said_yes="A. Lead").pk)
    assert (found.step, [fault["code"] for fault in found.faults]) == (Step.FAULTY, ["not-on-shelf"])
    assert not house.placed


@pytest.mark.parametrize(
    ("changed", "typed", "status"),
    [
        ({}, "", 200),
        ({"edition": "baraka"}, "", 404),
        ({"edition": "nobody"}, "", 404),
        ({"band": "10-13"}, "", 404),
        ({"product": "poster", "layout": "poster-a3", "item": "p1"}, "", 200),
        ({"product": "poster", "layout": "poster-a3", "item": "p1"}, "kept", 200),
        ({"product": "poster", "layout": "poster-a3", "item": "p1"}, "no secret", 404),
    ],
)
def test_what_is_on_the_shelf_is_asked_for_and_nothing_else(
    changed: dict[str, str], typed: str, status: int, offered: Offer, house: House
) -> None:
    secret = keep_name(offered, PlaceName("Kilimani School")) if typed == "kept" else typed
    chosen = choose(**changed, typed=secret)
    answer = Client().get("/order/new/", {"chosen": chosen})
    assert answer.status_code == status
    if status == 200:
        assert ("lulu" in answer.content.decode()) is (not changed), "houses take booklets"
    assert not PrintOrder.objects.exists()


@pytest.mark.parametrize(("typed", "named"), [("kept", ["Kilimani School", "116"]), ("", None)])
def test_a_name_that_somebody_typed_goes_to_a_print_shop_with_the_address(
    typed: str, named: list[str] | None, offered: Offer, house: House
) -> None:
    shop = Shop.objects.create(name="Nakala Press", email="print@example.org", country="KE")
    secret = keep_name(offered, PlaceName("Kilimani School", "116")) if typed else ""
    chosen = choose(product="poster", layout="poster-a3", item="p1", typed=secret)
    asked, _ = order(chosen=chosen, provider=f"shop-{shop.pk}")
    assert asked.address.get("named") == named and asked.chosen["item"] == "p1"
    refused = Client().post("/order/new/", {**ADDRESS, "chosen": chosen, "provider": "lulu"})
    assert refused.status_code == 422


def test_an_order_keeps_what_was_chosen_and_who_asked_and_of_its_link_a_hash_alone(
    offered: Offer, house: House
) -> None:
    reader = sign_in()
    asked, page = order(reader, copies="3")
    assert asked.chosen == THING and asked.copies == 3 and asked.step == Step.ASKED
    assert (asked.provider, asked.shipping, asked.currency) == ("lulu", "mail", "EUR")
    assert asked.address["streets"] == ["Karanja Road 7"] and asked.address["country"] == "KE"
    assert (asked.contact, asked.person.email, asked.partner.name) == (
        *("library@example.org", "wanjiku@example.org", "amani"),
    )
    secret = page.strip("/").rpartition("/")[2]
    assert secret not in str(PrintOrder.objects.values_list()) and len(secret) > 30
    assert Client().get(page).status_code == 200 and Client().get(f"{page[:-2]}/").status_code == 404
    asked.delete()
    anybody, _ = order()
    assert anybody.person is None


def test_a_form_with_a_fault_asks_again_and_keeps_no_order(offered: Offer, house: House) -> None:
    chosen = choose()
    for changed in ({"copies": "0"}, {"country": "QQ"}, {"phone": "call me"}, {"street": "a\x00b"}):
        assert Client().post("/order/new/", {**ADDRESS, "chosen": chosen, **changed}).status_code == 422
    assert not PrintOrder.objects.exists()


def filled(house: House, **changed: str) -> OrderForm:
    return OrderForm({**ADDRESS, **changed}, layout="booklet-a5", is_named=False)


@pytest.mark.parametrize(
    ("field", "text", "is_sound"),
    [
        ("copies", "1", True),
        ("copies", "0", False),
        ("copies", "10000", True),
        ("copies", "10001", False),
        ("name", "L" * 60, True),
        ("name", "L" * 61, False),
        ("name", "", False),
        ("name", "<b>", False),
        ("street", "Karanja\nRoad", True),
        ("street", "Karanja {Road}", False),
        ("street2", "Room 2", True),
        ("street2", "Room > 2", False),
        ("street2", "", True),
        ("city", "Nairobi\x7f", False),
        ("city", "نيروبي", True),
        ("postcode", "", True),
        ("postcode", "0" * 21, False),
        ("postcode", "<1>", False),
        ("state", "", True),
        ("state", "KE-30", True),
        ("state", "{}", False),
        ("country", "KE", True),
        ("country", "QQ", False),
        ("country", "KEN", False),
        ("phone", "12345", True),
        ("phone", "1234", False),
        ("phone", "+12345", True),
        ("phone", "++12345", False),
        ("phone", "1" * 20, True),
        ("phone", "1" * 21, False),
        ("phone", "12345x", False),
        ("email", "library", False),
        ("provider", "nobody", False),
        ("shipping", "pigeon", False),
        ("currency", "KES", False),
    ],
)
def test_each_line_of_an_order_is_what_an_envelope_may_say(
    field: str, text: str, is_sound: bool, service: Environment, house: House
) -> None:
    form = filled(house, **{field: text})
    assert form.is_valid() is is_sound
    assert list(form.errors) == [field] * (not is_sound)


def test_lines_are_kept_as_they_are_written_on_an_envelope(service: Environment, house: House) -> None:
    form = filled(house, name="  Kibera \n Library ", street2=" Room  2 ", country="ke", state="")
    assert form.is_valid()
    assert form.address() == {**TO, "streets": ["Karanja Road 7", "Room 2"]}


def test_a_print_shop_is_there_once_and_in_a_country(service: Environment) -> None:
    said = {"name": " Nakala  Press ", "email": "print@example.org", "country": "ke"}
    form = ShopForm(said)
    assert form.is_valid() and form.cleaned_data["name"] == "Nakala Press" and form.cleaned_data["country"] == "KE"
    Shop.objects.create(name="Nakala Press", email="print@example.org", country="KE")
    assert list(ShopForm(said).errors) == ["name"]
    assert list(ShopForm({**said, "name": "Another", "country": "QQ"}).errors) == ["country"]


@pytest.mark.parametrize(
    ("size", "signed", "provider", "status"),
    [
        (1, True, "lulu", 204),
        (1, False, "lulu", 403),
        (100_000, True, "lulu", 204),
        (100_000, False, "lulu", 403),
        (100_001, True, "lulu", 404),
        (1, True, "nobody", 404),
        (0, True, "lulu", 204),
    ],
)
def test_an_event_is_taken_if_it_is_signed_and_not_too_large(
    size: int, signed: bool, provider: str, status: int, service: Environment, house: House
) -> None:
    known(house, State.ACCEPTED)
    later = timezone.now() + timedelta(hours=1)
    placed = standing(Step.PLACED, State.UNPAID, number="7001", due=later)
    others = [
        standing(Step.READY, number="7001", due=later, reference="waits"),
        standing(Step.PLACED, State.UNPAID, number="7002", due=later, reference="another"),
        standing(Step.PLACED, State.UNPAID, number="7001", due=later, reference="elsewhere", provider="gelato"),
    ]
    for _ in range(2):
        headers = {"Signed": "yes"} if signed else {}
        answer = Client().post(f"/hooks/{provider}/", b"x" * size, content_type="text/plain", headers=headers)
        assert answer.status_code == status
    placed.refresh_from_db()
    assert (placed.due < later) is (status == 204) and placed.status["state"] == "unpaid"
    assert all(PrintOrder.objects.get(pk=one.pk).due == later for one in others)
    assert Client().get(f"/hooks/{provider}/").status_code == 405


def test_an_event_that_comes_again_is_no_reason_to_look_again(service: Environment, house: House) -> None:
    known(house, State.ACCEPTED)
    order, later = standing(Step.PLACED, State.UNPAID, number="7001"), timezone.now() + timedelta(hours=1)
    told = []
    for body in (b"one", b"one", b"two"):
        PrintOrder.objects.update(due=later)
        Client().post("/hooks/lulu/", body, content_type="text/plain", headers={"Signed": "yes"})
        order.refresh_from_db()
        told.append(order.due < later)
    assert told == [True, False, True]


@pytest.mark.parametrize(
    ("role", "partner", "looks", "says_yes", "ends"),
    [
        ("coordinator", "", True, True, True),
        ("partner", "amani", True, False, True),
        ("printer", "amani", True, False, False),
        ("partner", "baraka", False, False, False),
        ("lead", "amani", False, False, False),
        ("", "", False, False, False),
    ],
)
def test_the_page_of_an_order_and_its_forms_are_for_those_who_may(
    role: str, partner: str, looks: bool, says_yes: bool, ends: bool, service: Environment
) -> None:
    order = standing(Step.READY, quote={"total": "83.65", "currency": "EUR"}, due=timezone.now() + timedelta(hours=1))
    page, client = f"/service/orders/{order.pk}/", sign_in(role, partner)
    shown = client.get(page)
    assert (shown.status_code == 200) is looks
    if looks:
        html = shown.content.decode()
        assert "Karanja Road 7" in html
        assert ("yes/" in html, "end/" in html) == (says_yes, ends)
        assert order.reference in client.get("/service/orders/").content.decode()
    client.post(f"{page}yes/", {"total": "83.65"})
    order.refresh_from_db()
    assert (order.step == Step.WANTED, bool(order.said_yes)) == (says_yes, says_yes)
    PrintOrder.objects.update(step=Step.READY)
    client.post(f"{page}end/")
    order.refresh_from_db()
    assert (order.step == Step.OVER) is ends


@pytest.mark.parametrize(
    ("step", "wants_cancel", "total", "is_ordered"),
    [
        (Step.READY, False, "83.65", True),
        (Step.READY, False, "83.64", False),
        (Step.READY, False, "", False),
        (Step.READY, True, "83.65", False),
        (Step.FAULTY, False, "83.65", False),
        (Step.PLACED, False, "83.65", False),
    ],
)
def test_a_yes_counts_for_the_price_that_was_shown_and_for_what_waits_for_one(
    step: Step, wants_cancel: bool, total: str, is_ordered: bool, service: Environment
) -> None:
    later = timezone.now() + timedelta(hours=1)
    order = standing(step, quote={"total": "83.65"}, wants_cancel=wants_cancel, due=later)
    sign_in("coordinator").post(f"/service/orders/{order.pk}/yes/", {"total": total})
    assert sign_in("coordinator").get(f"/service/orders/{order.pk}/yes/").status_code == 403
    order.refresh_from_db()
    assert (order.step == Step.WANTED) is is_ordered and (order.due < later) is is_ordered


@pytest.mark.parametrize(("state", "can_arrive"), [(State.SENT, True), (State.PRINTING, False)])
def test_only_what_was_sent_arrives(state: State, can_arrive: bool, service: Environment) -> None:
    later = timezone.now() + timedelta(hours=1)
    token = sha256(b"secret").hexdigest()
    order = standing(Step.PLACED, state, due=later)
    PrintOrder.objects.update(token=token)
    page = "/order/secret/"
    assert ("arrived/" in Client().get(page).content.decode()) is can_arrive
    assert Client().get(f"{page}arrived/").status_code == Client().get(f"{page}cancel/").status_code == 405
    Client().post(f"{page}arrived/")
    order.refresh_from_db()
    assert (order.has_arrived, order.due < later) == (can_arrive, can_arrive)


def test_a_print_shop_that_is_closed_is_offered_no_more(
    service: Environment, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SERVICE", replace(settings.SERVICE, address="https://testserver"))
    staff = sign_in("coordinator")
    staff.post("/service/orders/shops/", {"name": "Nakala", "email": "print@example.org", "country": "ke"})
    shop = Shop.objects.get()
    assert (f"shop-{shop.pk}", "Nakala (KE)") in providers.list_providers("poster-a3", is_named=True)
    assert ("lulu", "Lulu") not in providers.list_providers("booklet-a5", is_named=True)
    assert ("lulu", "Lulu") in providers.list_providers("booklet-a5", is_named=False)
    assert ("lulu", "Lulu") not in providers.list_providers("poster-a3", is_named=False)
    assert staff.get(f"/service/orders/shops/{shop.pk}/close/").status_code == 403
    staff.post(f"/service/orders/shops/{shop.pk}/close/")
    closed = Shop.objects.get().closed
    staff.post(f"/service/orders/shops/{shop.pk}/close/")
    assert closed and Shop.objects.get().closed == closed, "the first day counts"
    assert providers.list_providers("poster-a3", is_named=True) == []
    assert providers.open_shop(f"shop-{shop.pk}").name == f"shop-{shop.pk}", "those orders that it has go on"
    for name in (f"shop-{shop.pk + 1}", "shop-x", "shop-"):
        with pytest.raises(Shop.DoesNotExist):
            providers.open_shop(name)


def test_letters_to_a_shop_are_its_own(service: Environment) -> None:
    mine, others = Letters("shop-1"), Letters("shop-2")
    mine["b-1"] = Status(State.SENT, "sent", parcels=(Parcel("Posta", "KE1"),), changed=timezone.now())
    others["b-1"] = Status(State.DRAFT, "asked")
    others["b-2"] = Status(State.DRAFT, "asked")
    assert mine["b-1"].parcels == (Parcel("Posta", "KE1"),) and mine["b-1"].changed and list(mine) == ["b-1"]
    assert (len(mine), len(others), others["b-1"].state) == (1, 2, State.DRAFT)
    mine["b-1"] = Status(State.DELIVERED, "there")
    assert mine["b-1"] == Status(State.DELIVERED, "there") and len(mine) == 1
    del mine["b-1"]
    assert not mine and len(others) == 2
    for ask in (lambda: mine["b-1"], lambda: mine.__delitem__("b-1")):
        with pytest.raises(KeyError):
            ask()


def test_the_tables_are_those_that_the_migrations_make(service: Environment) -> None:
    call_command("makemigrations", "desk", "service", check=True, dry_run=True, verbosity=0)


def printed(name: str) -> bytes:
    """Return a file that says of itself that it is a final booklet of ours."""
    said = Coverage(
        *("KE", "booklet", "", "booklet-a5", "en", "14-17", "press", "final", "2026-11-25"),
        (("childline", "116"),),
        code="XFDKT-FLLSJ",
    )
    covered = escape(json.dumps(to_builtins(said)))
    pdf = pikepdf.new()
    pdf.add_blank_page()
    packet = f"<x><dc:coverage>{covered}</dc:coverage><dc:title>{name}</dc:title></x>".encode()
    pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    written = BytesIO()
    pdf.save(written, fix_metadata_version=False)
    return written.getvalue()


def packed(*names: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as pack:
        for name in names:
            pack.writestr(name, printed(name) if name.endswith(".pdf") else b"read me")
    return written.getvalue()


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({INSIDE: printed("inside"), COVER: b"%PDF-1.7 a cover says nothing of itself"}, ["inside.pdf"]),
        ({INSIDE: printed("inside")}, ["inside.pdf"]),
        ({PACK: packed("00_READ_ME.pdf", "a/poster.pdf", "b/00_ticket.pdf", "card.pdf", "a/list.csv")},
         ["poster.pdf", "card.pdf"]),
    ],
    ids=["inside and cover", "in one", "pack"],
)  # fmt: skip
def test_what_was_sent_is_in_the_ledger_once_whatever_dies_behind_it(
    files: dict[OrderFile, bytes], names: list[str], service: Environment, house: House, tmp_path: Path
) -> None:
    for file, data in files.items():
        (tmp_path / file.name).write_bytes(data)
        FolderFiles(service.home / "files").keep(file.key, tmp_path / file.name)
    known(house, State.PRINTING)
    order = standing(Step.PLACED, State.ACCEPTED, tuple(files), number="7001", said_yes="A. Lead")
    assert not again(order.pk).is_in_ledger, "nothing is sent yet"
    known(house, State.SENT)
    for _ in range(2):
        found = again(order.pk)
        assert (found.is_in_ledger, found.trouble, found.status["state"]) == (True, "", "sent")
        lines = list_printings(service.editions / "amani")[0].values()
        assert [(line.file, line.quantity, line.where) for line in lines] == [
            (name, 25, f"Nairobi, KE ({REFERENCE})") for name in names
        ]
        with use(order.partner.edition):
            (event,) = Logged.objects.filter(action="printed")
        assert (event.who, event.details) == ("A. Lead", {"reference": REFERENCE, "files": names})
        assert GivenOut.objects.filter(code="XFDKT-FLLSJ").count() == 1, "readers may ask by its code"
        PrintOrder.objects.update(is_in_ledger=False)  # as if it had died before that was noted


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [("inside.pdf", "application/pdf", 200), ("pack.zip", "application/zip", 200), ("none.pdf", "", 404)],
)
def test_a_provider_fetches_a_file_by_its_address_and_nobody_another(
    name: str, kind: str, status: int, service: Environment, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"a file")
    if kind:
        FolderFiles(service.home / "files").keep(f"orders/{name}", tmp_path / name)
    path = urlsplit(address_of(f"orders/{name}", name)).path
    answer = Client().get(path)
    assert answer.status_code == status
    if kind:
        assert (answer.getvalue(), answer["Content-Type"]) == (b"a file", kind)
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert Client().get(path.replace("/files/", "/files/x")).status_code == 404


def test_the_files_of_an_order_are_what_is_on_the_shelf(
    shelf: Environment, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once without help: the booklet is made for the house, the card for a print shop."""
    monkeypatch.setattr(settings, "SERVICE", replace(settings.SERVICE, address="https://testserver"))
    shop = Shop.objects.create(name="Nakala Press", email="print@example.org", country="KE")
    card = {**THING, "product": "card", "layout": "card-85x55", "item": "c1"}
    named = {**TO, "named": ["Kilimani School", ""]}
    numbers = [
        standing(files=()).pk,
        standing(files=(), reference="card", provider=f"shop-{shop.pk}", chosen=card, address=named).pk,
    ]
    assert advance_all() == 2
    kept, made_of = FolderFiles(shelf.home / "files"), None
    for number, names in zip(numbers, (["interior", "cover"], ["pack"]), strict=True):
        found = PrintOrder.objects.get(pk=number)
        assert (found.step, found.faults, found.trouble) == (Step.READY, [], "")
        assert [file["what"] for file in found.files] == names
        for file in found.files:
            with kept.open(file["key"]) as opened:
                data = opened.read()
            assert file["md5"] == md5(data, usedforsecurity=False).hexdigest()
            assert file["key"] == f"orders/{sha256(data).hexdigest()}{Path(file['name']).suffix}"
            if file["what"] == "pack":
                continue
            box = PdfReader(BytesIO(data)).pages[0].mediabox
            shown = [float(side) / 72 * 25.4 for side in (box.width, box.height)]
            assert [float(file["width"]), float(file["height"])] == pytest.approx(shown, abs=0.006)
        made_of = made_of or found.made_of
        assert found.made_of == made_of == found.partner.edition.stamp
    booklet, card_file = (PrintOrder.objects.get(pk=number).files for number in numbers)
    assert [file["pages"] for file in (*booklet, *card_file)] == [28, 1, 2]
    assert "kilimani-school" in card_file[0]["name"] and "14-17" in booklet[0]["name"]
