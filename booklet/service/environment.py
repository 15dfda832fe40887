"""How a service is set up: environment variables in, a checked value out, all faults at once."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from booklet.errors import Finding, SourceError, Where
from booklet.values import Frozen

PREFIX = "BOOKLET_"
"""How the names of our variables begin."""

SHORTEST_SECRET = 32


class Environment(Frozen):
    """What an operator says of their service."""

    home: Path
    """BOOKLET_HOME: the folder that holds everything that no other variable puts elsewhere."""
    secret: str
    """BOOKLET_SECRET: what cookies and links are signed with."""
    address: str
    """BOOKLET_ADDRESS: where people reach the service, as https://print.example.org."""
    database: str = ""
    """BOOKLET_DATABASE: postgresql://user:password@host/name; by default a file of SQLite in the home."""
    files: str = ""
    """BOOKLET_FILES: where finished files are kept, a folder or s3://bucket/prefix; by default a folder in the home."""
    files_address: str = ""
    """BOOKLET_FILES_ADDRESS: another host name of this service, by which files are given out, without any cookie."""
    queue: str = ""
    """BOOKLET_QUEUE: where work waits, postgresql:// or redis://; by default a file of SQLite in the home."""
    mail: str = ""
    """BOOKLET_MAIL: smtps://user:password@host:port; by default mails are written to a folder in the home."""
    sender: str = "booklet@localhost"
    """BOOKLET_SENDER: whom mails are from."""
    coordinator: str = ""
    """BOOKLET_COORDINATOR: the address of whom the service invites as its coordinator while it has none."""
    cluster: str = ""
    """BOOKLET_CLUSTER: the scheduler of a Dask cluster that makes campaigns, as tcp://host:8786."""
    proxy: str = "127.0.0.1"
    """BOOKLET_PROXY: the address of the server before this one that speaks TLS; it alone is believed who asks."""
    metrics: str = ""
    """BOOKLET_METRICS: a token that whoever reads /metrics/ sends; without it, only this machine reads them."""
    processes: int = 2
    """BOOKLET_PROCESSES: how many processes answer requests."""
    workers: int = 1
    """BOOKLET_WORKERS: how many processes make what waits."""

    @property
    def editions(self) -> Path:
        """The folder with a folder for each partner."""
        return self.home / "editions"

    @property
    def host(self) -> str:
        """The name of the service in its address."""
        return urlsplit(self.address).hostname or ""

    @property
    def hosts(self) -> list[str]:
        """The names under which the service answers."""
        return [self.host, *([urlsplit(self.files_address).hostname or ""] if self.files_address else [])]

    @property
    def is_secure(self) -> bool:
        """Whether people reach the service through TLS."""
        return self.address.startswith("https:")


OF_PROVIDERS = ("lulu_", "gelato_", "pod_")
"""How the names of variables begin that `booklet.pod` reads."""

OF_COMMANDS = {"cache"}
"""Variables of every command, which a service does without."""

ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")

KINDS: Mapping[str, tuple[str, ...]] = {
    "database": ("postgresql://",),
    "files": ("s3://", "/"),
    "queue": ("postgresql://", "redis://"),
    "mail": ("smtp://", "smtps://"),
    "cluster": ("tcp://", "tls://"),
}
"""How the value of a variable begins."""


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return what the variables of a process say; raise `SourceError` with everything that is wrong in them.

    No value is named in a fault: some of them are secrets.
    """
    found: list[Finding] = []
    given = {name.removeprefix(PREFIX).lower(): value for name, value in variables.items() if name.startswith(PREFIX)}

    def refuse(name: str, message: str, hint: str) -> None:
        found.append(Finding("bad-environment", Where(PREFIX + name.upper()), message, hint))

    others = {name for name in given if name in OF_COMMANDS or name.startswith(OF_PROVIDERS)}
    given = {name: value for name, value in given.items() if name not in others}
    for name in sorted(given.keys() - {*Environment.__struct_fields__}):
        refuse(name, "is not known", "look at `desk --help`, and spell it as there")
    if not given.get("home"):
        refuse("home", "is missing", "name a folder that this service alone writes into")
    if len(given.get("secret", "")) < SHORTEST_SECRET:
        refuse("secret", f"has fewer than {SHORTEST_SECRET} characters", "set it to a long random text, and keep it")
    if not ADDRESS.fullmatch(given.get("address", "")):
        refuse("address", "is no address of a server", "write it as https://print.example.org, without a path")
    other = given.get("files_address", "")
    if other and (
        not ADDRESS.fullmatch(other) or urlsplit(other).hostname == urlsplit(given.get("address", "")).hostname
    ):
        refuse(
            "files_address", "is no address of another host", "write it as https://files.example.net, without a path"
        )
    for name, beginnings in KINDS.items():
        if given.get(name) and not given[name].startswith(beginnings):
            refuse(name, "is of no kind that is known", f"let it begin with {' or '.join(beginnings)}")
    if given.get("coordinator") and not re.fullmatch(r"[^@\s]+@[^@\s]+", given["coordinator"]):
        refuse("coordinator", "is no address of a mail", "write it as name@example.org")
    for name in ("processes", "workers"):
        if not re.fullmatch(r"[1-9]\d?", given.get(name, "1")):
            refuse(name, "is no number from 1 to 99", "write it in digits")
    if found:
        raise SourceError(*found)
    numbers = {name: int(given[name]) for name in ("processes", "workers") if name in given}
    texts = {name: value for name, value in given.items() if name not in {"home", *numbers}}
    return Environment(home=Path(given["home"]), **texts, **numbers)  # type: ignore[arg-type]  # names are checked
