"""Orders: made once whatever dies, forgotten once they have arrived, and never of a PROOF."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from services import sign_in

from booklet.api import clock
from booklet.api.named import PlaceName
from booklet.api.printings import list_printings
from booklet.desk.models import Release
from booklet.errors import Finding, OutputError, Where
from booklet.pod.faults import PodError, report_unreachable, report_unsure
from booklet.pod.values import (
    Checked,
    CoverSize,
    Event,
    Item,
    Order,
    Parcel,
    Placed,
    Quote,
    State,
    Status,
    Validation,
)
from booklet.service.environment import Environment
from booklet.service.files import Files
from booklet.service.folderfiles import FolderFiles
from booklet.service.orders import providers, steps
from booklet.service.orders.making import OrderFile, make_files
from booklet.service.orders.models import Letter, PrintOrder, Shop, Step
from booklet.service.orders.products import product_of
from booklet.service.orders.steps import advance, advance_all
from booklet.service.shelf.chosen import Chosen, sign
from booklet.service.shelf.offers import find_offer
from booklet.service.shelf.typed import keep_name
from booklet.values import replace

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


def test_numbers_that_no_longer_hold_are_not_printed_by_an_old_yes(
    confirmed: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, _ = order()
    again(asked.pk)
    say_yes(asked.pk)
    monkeypatch.setattr(clock, "today", lambda: date(2028, 11, 27))
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
