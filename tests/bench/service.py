"""A service under load, on two cores with PostgreSQL: people who edit, visitors of the shelf, posters with names.

It reaches its own server on this machine only, asks no more than it is told, and stops by itself. Run it in the root of
the repository: python tests/bench/service.py [--seconds 60] [--people 50] [--visitors 200] [--posters 100]
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from deskforms import form_of, seen_in
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from postgres import Server, running_server
from services import environment_of, open_service, sign_in

from booklet import new_project
from booklet.desk.edition import use
from booklet.service.environment import Environment

CORES = 2

MOST = {"seconds": 600, "people": 200, "visitors": 500, "posters": 600, "editions": 40}
"""What it does at most, whatever is asked for."""

PAUSE = (2.0, 5.0)
"""Seconds for which somebody types, and looks."""

KEEPERS = 16
"""Connections by which visitors come; a browser keeps its own open, too."""

TYPED = "Shule ya Msingi "
"""How the names of schools begin; digits are refused in one, so they are counted in letters."""

PICTURE = re.compile(r'"(/(?:e/[^"]*?/)?picture/[^"]+)"')
SHELF_PICTURE = re.compile(r'src="(/c/[^"]+\.png)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Row:
    """A line of the table: how long each answer took, and what went wrong."""

    name: str
    times: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def note(self, seconds: float, status: int, well: Sequence[int] = (200, 302, 304)) -> None:
        """Count an answer."""
        self.times.append(1000 * seconds)
        if status not in well:
            self.faults[str(status)] += 1


class Visitor:
    """A browser: one connection that stays open, with cookies, from an address of its own."""

    def __init__(self, port: int, number: int, cookies: str = "") -> None:
        self._port, self.cookies = port, cookies
        self._from = (f"127.{1 + number // 60_000 % 200}.{number // 250 % 250}.{1 + number % 250}", 0)
        self._connection: HTTPConnection | None = None

    def ask(
        self, row: Row, path: str, form: Mapping[str, object] | None = None, **headers: str
    ) -> tuple[int, str, str]:
        """Ask for a page or send a form, and return the status, the body, and where it leads."""
        body = urlencode(form, doseq=True) if form is not None else None
        given = {"Cookie": self.cookies, "Referer": f"http://127.0.0.1:{self._port}/", **headers}
        if body is not None:
            given["Content-Type"] = "application/x-www-form-urlencoded"
        began = perf_counter()
        try:
            answer, data = self._send("GET" if body is None else "POST", path, body, given)
        except (OSError, HTTPException) as error:
            self._connection = None
            row.note(perf_counter() - began, 0)
            row.faults[type(error).__name__] += 1
            return 0, "", ""
        row.note(perf_counter() - began, answer.status)
        return answer.status, data.decode("utf-8", "replace"), answer.headers.get("Location", "")

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[HTTPResponse, bytes]:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self._port, timeout=60, source_address=self._from)
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return answer, answer.read()


def main() -> None:
    """Prepare a service, put it under load, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in {"seconds": 60, "people": 50, "visitors": 200, "posters": 100, "editions": 20}.items():
        parser.add_argument(f"--{name}", type=int, default=usual, metavar="N", help=f"(default: {usual})")
    asked = parser.parse_args()
    for name, most in MOST.items():
        setattr(asked, name, max(1 if name in ("seconds", "editions") else 0, min(getattr(asked, name), most)))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    with TemporaryDirectory() as place, running_server() as postgres:
        environment = prepare(Path(place) / "home", postgres, asked.editions)
        people = [sign_in_cookie(number) for number in range(asked.people)]
        has_shelf = put_on_shelf()
        connections["default"].close()
        with serving(environment) as port:
            rows = measure(port, people, asked, has_shelf=has_shelf)
    show(rows, asked.seconds)
    if not has_shelf:
        print("no shelf here: only people were measured")


def prepare(home: Path, postgres: Server, editions: int) -> Environment:
    """Make a home with editions, and a database that knows them."""
    from booklet.desk.revisions import keep_outside
    from booklet.service.models import Partner

    environment = environment_of(home, DATABASE=postgres.create("bench"), ADDRESS="http://127.0.0.1", PROCESSES="2")
    first = environment.editions / "amani"
    first.parent.mkdir(parents=True)
    new_project(first, "KE", "Amani House", has_form=False)
    (first / "desk").mkdir()
    open_service(environment)
    call_command("migrate", verbosity=0, interactive=False)
    for number in range(editions + 1):
        name = f"amani-{number}" if number else "amani"
        if number:
            shutil.copytree(first, environment.editions / name)
        partner = Partner.objects.create(name=name, title=name, country="KE")
        with use(partner.edition):
            keep_outside(partner.edition)
    return environment


def sign_in_cookie(number: int) -> str:
    """Return the cookie of somebody who has signed in."""
    client = sign_in("coordinator", email=f"person-{number}@example.org")
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())


def put_on_shelf() -> bool:
    """Release posters and cards, if this service has a shelf, and tell whether it has."""
    if find_spec("shelves") is None:
        return False
    release = import_module("shelves").release
    release("amani", ("poster", ""), ("card", ""))
    return True


@contextmanager
def serving(environment: Environment) -> Iterator[int]:
    """Run the service as an operator does, and give its port."""
    said = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent.parent.parent), os.environ.get("PYTHONPATH", "")]),
        "BOOKLET_HOME": str(environment.home),
        "BOOKLET_SECRET": environment.secret,
        "BOOKLET_ADDRESS": environment.address,
        "BOOKLET_DATABASE": environment.database,
    }
    command = [sys.executable, "-m", "booklet", "desk", "--hosted", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=said) as process:
        try:
            assert process.stdout
            found = re.search(r"port (\d+)", process.stdout.readline())
            assert found
            port = int(found[1])
            threading.Thread(target=process.stdout.read, daemon=True).start()  # its log of requests
            wait_until_well(port)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def wait_until_well(port: int) -> None:
    """Wait until the service says that it is well."""
    ends = monotonic() + 120
    while monotonic() < ends:
        row = Row("health")
        if Visitor(port, 0).ask(row, "/health/")[0] == 200:
            return
        sleep(0.5)
    raise SystemExit("the service does not answer")


def measure(port: int, people: Sequence[str], asked: argparse.Namespace, *, has_shelf: bool) -> list[Row]:
    """Let all come at once, each at their pace, and return the lines of the table."""
    rows = {name: Row(name) for name in ("open a contact", "save a contact", "see the page")}
    rows |= {name: Row(name) for name in ("shelf: page or picture", "shelf: name shown back", "shelf: poster as PDF")}
    ends = monotonic() + asked.seconds
    acts: list[Callable[[], None]] = [
        lambda number=number, cookie=cookie: edit(port, number, cookie, asked.editions, rows, ends)  # type: ignore[misc]
        for number, cookie in enumerate(people)
    ]
    if has_shelf:
        paths = list_shelf(port)
        pace, posters = KEEPERS / max(1, asked.visitors), 60 / max(1, asked.posters) * 4
        acts += [
            lambda number=number: visit(port, number, paths, pace, rows, ends)  # type: ignore[misc]
            for number in range(KEEPERS if asked.visitors else 0)
        ]
        acts += [
            lambda number=number: order_poster(port, number, posters, rows, ends)  # type: ignore[misc]
            for number in range(4 if asked.posters else 0)
        ]
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [row for row in rows.values() if row.times]


def edit(port: int, number: int, cookie: str, editions: int, rows: dict[str, Row], ends: float) -> None:
    """Open a contact, and change its name at each pause, looking at its page."""
    name = f"amani-{1 + number % editions}"  # that of the shelf is left as it was released
    person, pace = Visitor(port, number, cookie), Random(number)
    sleep(pace.uniform(0, PAUSE[1]))
    contacts = re.findall(r'href="(/e/[^"]+/contacts/[a-z0-9-]+/)"', person.ask(Row("list"), f"/e/{name}/contacts/")[1])
    own = sorted({one for one in contacts if not one.endswith(("/new/", "/order/"))})
    address = own[number // editions % len(own)]
    status, page, _ = person.ask(rows["open a contact"], address)
    count = 0
    while status == 200 and monotonic() < ends:
        sent = form_of(page)
        person.cookies = with_token(cookie, page)
        token = {"csrfmiddlewaretoken": unescape(TOKEN.findall(page)[0])}
        pictures = [unescape(one) for one in PICTURE.findall(page)]
        while monotonic() < ends:
            sleep(pace.uniform(*PAUSE))
            count += 1
            sent["name-en"] = f"Help {number} {count}"
            _, said, _ = save = person.ask(rows["save a contact"], address, {**sent, **token}, **{"X-Desk": "auto"})
            if save[0] != 200:
                break
            sent["seen"] = seen_in_text(said) or sent.get("seen", "")
            if pictures:
                person.ask(rows["see the page"], re.sub(r"([?&]v=)[^&]*", rf"\g<1>{count}", pictures[0]))
        status, page, _ = person.ask(rows["open a contact"], address)


def with_token(cookie: str, page: str) -> str:
    """Return cookies with the one that forms are held against; any value of a form is as good as its own."""
    return f"{cookie}; {settings.CSRF_COOKIE_NAME}={unescape(TOKEN.findall(page)[0])}"


class _Answer:
    def __init__(self, text: str) -> None:
        self.content = text.encode()


def seen_in_text(text: str) -> str:
    """Return what an answer says that a form's fields said, "" if nothing."""
    return seen_in(_Answer(text)) if 'id="seen"' in text else ""


def list_shelf(port: int) -> list[str]:
    """Return addresses of pages and pictures of the shelf, each asked for once: from then on they exist."""
    visitor, row, found = Visitor(port, 1), Row("first"), []
    pages = ["/", "/c/KE/", "/c/KE/en/"]
    ends = monotonic() + 120
    while "/c/KE/en/" not in visitor.ask(row, "/c/KE/")[1] and monotonic() < ends:
        sleep(1)
    body = visitor.ask(row, "/c/KE/en/")[1]
    pages += sorted(set(re.findall(r'href="(/c/KE/en/[^"]+/)"', body)))[:4]
    for page in pages:
        status, body, _ = visitor.ask(row, page)
        if status == 200:
            found += [page, *sorted({unescape(one) for one in SHELF_PICTURE.findall(body)})[:3]]
    for path in found:
        visitor.ask(row, path)
    return found


def visit(port: int, number: int, paths: Sequence[str], pace: float, rows: dict[str, Row], ends: float) -> None:
    """Look at the shelf, so many times a second with the others."""
    visitor, choice = Visitor(port, 1000 + number), Random(number)
    due = monotonic() + pace * number / KEEPERS
    while (now := monotonic()) < ends:
        if due > now:
            sleep(due - now)
        due = max(due + pace, now - 1)  # who comes late does not come in a crowd
        visitor.ask(rows["shelf: page or picture"], choice.choice(paths))


def order_poster(port: int, number: int, pace: float, rows: dict[str, Row], ends: float) -> None:
    """Type the name of a school, see it on a poster, and take the PDF home."""
    place, count = "/c/KE/en/amani/poster-a3/14-17/p1/", 0
    sleep(pace * number / 4)
    while monotonic() < ends:
        began, count = monotonic(), count + 1
        visitor = Visitor(port, 5000 + 1000 * number + count)
        _, page, _ = visitor.ask(Row("page"), place)
        tokens = TOKEN.findall(page)
        if not tokens:
            rows["shelf: name shown back"].note(0, 0)
            return
        visitor.cookies = with_token("", page).removeprefix("; ")
        form = {"csrfmiddlewaretoken": unescape(tokens[0]), "name": TYPED + spell(1000 * number + count), "contact": ""}
        status, _, leads = visitor.ask(rows["shelf: name shown back"], f"{place}name/", form)
        if status == 302:
            visitor.ask(rows["shelf: poster as PDF"], f"{leads}office-colour.pdf")
        sleep(max(0.0, began + pace - monotonic()))


def spell(number: int) -> str:
    """Return a number in letters.

    >>> spell(27)
    'Bb'
    """
    letters = ""
    while number or not letters:
        number, place = divmod(number, 26)
        letters = chr(ord("a") + place) + letters
    return letters.capitalize()


def show(rows: Sequence[Row], seconds: int) -> None:
    """Print the table."""
    print(f"{'':26}{'number':>9}{'a second':>10}{'median':>9}{'95 %':>9}{'errors':>8}   ms")
    for row in rows:
        cuts = quantiles(row.times, n=20, method="inclusive") if len(row.times) > 1 else row.times * 19
        errors = " ".join(f"{count} x {name}" for name, count in row.faults.items())
        print(
            f"{row.name:26}{len(row.times):9}{len(row.times) / seconds:10.1f}{cuts[9]:9.0f}{cuts[18]:9.0f}"
            f"{sum(row.faults.values()):8}   {errors}"
        )
    if hasattr(os, "getloadavg"):
        print(f"load of the machine over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
