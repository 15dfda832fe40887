"""How many visitors the shelf bears: pages and pictures that exist, and posters with a name, from one process.

    python tests/bench/shelf.py [HOME]

HOME is made first if it is not there, with an edition for Kenya of which posters and cards are released. Everything is
asked for over loopback, a bounded number of times. Beside what the clock says stands what the server's process took:
that holds on a machine where others work, too.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
SECRET = "a secret of the bench, and of nothing else"
VISITS, NAMES, AT_ONCE = 600, 40, 4
THING = "/c/KE/en/amani/poster-a3/14-17/p1/"
PARTS = ("/", "/c/KE/", "/c/KE/en/", THING)


def make_home(home: Path) -> None:
    """Make a service with a released edition."""
    import desks  # noqa: F401  # Django is configured before its parts are read
    from django.core.management import call_command
    from services import open_service
    from shelves import release

    from booklet.api.projects import new_project
    from booklet.service.environment import read_environment
    from booklet.service.models import Partner

    environment = read_environment(variables(home))
    open_service(environment)
    environment.editions.mkdir(parents=True)
    call_command("migrate", verbosity=0, interactive=False)
    new_project(environment.editions / "amani", "KE", "Amani House", has_form=False)
    (environment.editions / "amani" / "desk").mkdir()
    Partner.objects.create(name="amani", title="Amani House", country="KE")
    release("amani", ("poster", ""), ("card", ""))


def variables(home: Path) -> dict[str, str]:
    said = {"HOME": str(home), "SECRET": SECRET, "ADDRESS": ADDRESS, "PROCESSES": "1"}
    return {f"BOOKLET_{name}": value for name, value in said.items()}


def ask(path: str, form: dict[str, str] | None = None, cookie: str = "") -> tuple[int, float, bytes, dict[str, str]]:
    """Ask once, and return the status, the seconds, what was sent, and the headers."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, time.perf_counter() - began, data, dict(answer.getheaders())


def answers(server: subprocess.Popen[bytes]) -> bool:
    """Tell whether a server answers by now; raise SystemExit if it has ended."""
    if server.poll() is not None:
        raise SystemExit(f"the server ended with {server.returncode}")
    try:
        return ask("/c/KE/en/")[0] == 200
    except OSError:
        return False


def cpu_of(process: int) -> float:
    """Return the seconds that a process and those it started have worked."""
    found = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if process in (int(stat.parent.name), int(fields[1])):
            found += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def measure(title: str, server: int, tasks: Sequence[Callable[[], tuple[int, float]]]) -> None:
    before, began = cpu_of(server), time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda task: task(), tasks))
    whole, worked = time.perf_counter() - began, cpu_of(server) - before
    times = sorted(seconds for _, seconds in found)
    errors = sum(status not in (200, 302) for status, _ in found)
    each = worked / len(found)
    print(
        f"{title:<28} {len(found):>5} {len(found) / whole:>8.1f}/s  median {1000 * statistics.median(times):>6.0f} ms"
        f"  95 % {1000 * times[int(len(times) * 0.95)]:>6.0f} ms  errors {errors}"
        f"  server {1000 * each:.1f} ms each: {1 / each:.0f}/s of one core"
    )


def name_a_poster(number: int, cookie: str, token: str) -> tuple[int, float]:
    """Write a name, see it, and take the PDF, as a school does."""
    form = {"name": f"School of {'ABCDEFGHIJ'[number % 10]}{'abcdefghij'[number // 10 % 10]}", "contact": ""}
    status, first, _, headers = ask(f"{THING}name/", {**form, "csrfmiddlewaretoken": token}, cookie)
    if status != 302:
        return status, first
    url = headers["Location"]
    steps = [ask(url), ask(f"{url}page-1-900.png"), ask(f"{url}office-colour.pdf")]
    worst = max(step[0] for step in steps)
    return worst, first + sum(step[1] for step in steps)


def main() -> None:
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()) / "home"
    if not home.exists():
        make_home(home)
    command = [sys.executable, "-m", "booklet", "desk", "--hosted", "--port", str(PORT)]
    # It tells of every request: a pipe that nobody reads would be full after some hundreds.
    server = subprocess.Popen(command, env={**os.environ, **variables(home)}, stdout=subprocess.DEVNULL)
    try:
        while not answers(server):
            time.sleep(1)
        page = ask(THING)
        pictures = [found.decode() for found in re.findall(rb'src="([^"]+\.png)"', ask("/c/KE/en/")[2] + page[2])]
        for path in pictures:
            assert ask(path)[0] == 200
        for title, paths in (
            ("pages", PARTS),
            ("pictures that exist", pictures),
            ("visits: both", (*PARTS, *pictures[:8])),
        ):
            wanted = [paths[number % len(paths)] for number in range(VISITS)]
            measure(title, server.pid, [lambda path=path: ask(path)[:2] for path in wanted])  # type: ignore[misc]
        file = f"{THING}office-colour.pdf"
        ask(file)
        measure("a poster that exists", server.pid, [lambda: ask(file)[:2]] * VISITS)
        set_there = SimpleCookie(page[3]["Set-Cookie"])
        cookie = next(found.OutputString(attrs=[]) for name, found in set_there.items() if name.endswith("csrf"))
        token = re.findall(rb'csrfmiddlewaretoken" value="(\w+)"', page[2])[0].decode()
        measure(
            "a named poster, 4 requests",
            server.pid,
            [lambda number=number: name_a_poster(number, cookie, token) for number in range(NAMES)],  # type: ignore[misc]
        )
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
