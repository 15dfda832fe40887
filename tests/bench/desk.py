"""From a changed text in a folder to the picture of its page: milliseconds at the median and the 95th percentile.

A real desk is served from a process of its own. Texts are written as the desk writes them, whole, in place of the file;
then the picture is asked for over HTTP, 700 pixels wide. First one person works alone, then ten at once, each on
another text, who stop typing every few seconds.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from booklet import new_project, open_project
from booklet.sources.folders import open_folders

CORES = 2

AIMS = (300, 700)
"""Milliseconds at the median and at the 95th percentile."""

COUNTRY, CATALOGUE = "translations/countries/KE.yaml", "translations/sw/guide.po"

SENTENCES = ("friend.lead", "find.routes.pay", "find.routes.fake", "find.routes.home", "find.routes.friend")
"""Messages that translators work on."""

PAUSE = (2.0, 5.0)
"""Seconds between two pauses of somebody who types."""


@dataclass(eq=False)
class Text:
    """A text of a file that somebody changes, and the page on which it is seen."""

    name: str
    file: Path
    old: str
    page: str
    lock: threading.Lock
    times: list[float] = field(default_factory=list)
    seen: bytes = b""

    def change(self, number: int) -> None:
        """Write the text anew into its file, whole, with another number in it."""
        with self.lock:
            text = self.file.read_text("utf-8")
            pattern = re.escape(self.old) + r"( \d+)?(?=[\"'},\n])"
            changed, count = re.subn(pattern, f"{self.old} {number}", text)
            assert count, f"{self.old} is not in {self.file}"
            draft = self.file.with_suffix(".tmp")
            draft.write_text(changed, "utf-8")
            draft.replace(self.file)


def main() -> None:
    """Measure one person and ten, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="changes of each text (default: 20)")
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    with TemporaryDirectory() as place:
        folder = Path(place) / "amani"
        new_project(folder, "KE", "Amani House")
        (folder / CATALOGUE).parent.mkdir(parents=True)
        (folder / CATALOGUE).write_bytes((open_folders().own / CATALOGUE).read_bytes())
        texts = list_texts(folder)
        process, link = serve(folder, Path(place) / "state")
        try:
            show("one person", measure_alone(texts[:4], link, asked.runs))
            show("ten at once", measure_together(texts, link, asked.runs))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def list_texts(folder: Path) -> list[Text]:
    """Return ten texts: a contact on a card, a poster and the directory, a translated sentence, and six more."""
    project = open_project(folder)
    of_country, of_words = threading.Lock(), threading.Lock()
    contacts = {contact.id: contact for contact in project.contacts("KE")}
    places = {
        "contact on a card": ("childline", "card", "c1"),
        "contact on a poster": ("childline", "poster", "p1"),
        "contact in the directory": ("gbv-helpline", "booklet", ""),
    }
    found = []
    for name, (id, product, item) in places.items():
        jobs = project.plan(product, country="KE", locale="en", band="14-17", edition="screen", item=item or ())
        place = project.find_contact(contacts[id], jobs)[-1]
        page = picture(product, "en", item, place.page)
        found.append(Text(name, folder / COUNTRY, contacts[id].name["en"], page, of_country))
    for message in SENTENCES:
        place = project.find_message(message, locale="sw", country="KE", band="14-17")[0]
        entry = rf'^msgctxt "{re.escape(message)}"\n(?:.*\n)*?msgstr "((?:.*"\n")*.*)"$'
        words = re.search(entry, (folder / CATALOGUE).read_text("utf-8"), re.M)
        assert words, message
        page = picture("booklet", "sw", "", place.page)
        said = words[1].splitlines()[-1].strip('"')
        found.append(Text("translated sentence", folder / CATALOGUE, said, page, of_words))
    return [*found[:4], *found[:2], *found[4:]]


def picture(product: str, locale: str, item: str, page: int) -> str:
    return f"/picture/{product}/?locale={locale}&band=14-17&item={item}&page={page}&width=700"


def serve(folder: Path, state: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a desk and return it with its first link."""
    command = [sys.executable, "-m", "booklet", "desk", str(folder), "--port", "0", "--no-browser"]
    own = {"XDG_STATE_HOME": str(state), "BOOKLET_CACHE": str(state / "made")}  # it finds nothing of an earlier bench
    environment = {**os.environ, **own, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    found = re.search(r"http://127\.0\.0\.1:\d+/enter/\S+", process.stdout.readline())
    assert found
    return process, found[0]


def enter(link: str) -> Callable[[str], bytes]:
    """Return what asks a desk for an address, as somebody whom it has let in."""
    opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
    opener.open(link, timeout=60).read()
    home = link.partition("/enter/")[0]

    def ask(address: str) -> bytes:
        with opener.open(home + address, timeout=60) as answer:
            return bytes(answer.read())

    return ask


def measure(text: Text, number: int, ask: Callable[[str], bytes]) -> None:
    """Change a text and wait for the picture of its page."""
    start = perf_counter()
    text.change(number)
    data = ask(text.page)
    text.times.append(1000 * (perf_counter() - start))
    assert data[:4] == b"\x89PNG" and data != text.seen, "the picture does not show the change"
    text.seen = data


def measure_alone(texts: Sequence[Text], link: str, runs: int) -> dict[str, list[float]]:
    """Return how long each text takes one person; the first change of each, which opens all, does not count."""
    ask, found = enter(link), {}
    for text in texts:
        for number in range(runs + 1):
            measure(text, number, ask)
        found[text.name] = text.times[1:]
        text.times = []
    return found


def measure_together(texts: Sequence[Text], link: str, runs: int) -> dict[str, list[float]]:
    """Return how long each kind of text takes ten people who work at once, at the pace of people."""
    texts = [Text(one.name, one.file, one.old, one.page, one.lock) for one in texts]

    def work(text: Text, seed: int) -> None:
        ask, pace = enter(link), Random(seed)
        for number in range(runs):
            sleep(pace.uniform(*PAUSE))
            measure(text, 1000 * (seed + 1) + number, ask)

    people = [threading.Thread(target=work, args=(text, seed)) for seed, text in enumerate(texts)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    found: dict[str, list[float]] = {}
    for text in texts:
        found.setdefault(text.name, []).extend(text.times)
    return found


def show(title: str, times: dict[str, list[float]]) -> None:
    """Print a table of medians and 95th percentiles; all together in its last line."""
    print(f"{title:28}{'median':>10}{'95 %':>10}   ms; aim: {AIMS[0]} and {AIMS[1]}")
    for name, found in (*times.items(), ("all", [one for each in times.values() for one in each])):
        cuts = quantiles(found, n=20, method="inclusive")
        print(f"  {name:26}{cuts[9]:10.0f}{cuts[18]:10.0f}   {len(found)} changes")


if __name__ == "__main__":
    main()
