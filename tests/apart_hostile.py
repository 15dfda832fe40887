"""Tasks that try to do what no task may: a test runs them in the real process, behind its real walls."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from booklet.apart.walls import Doors, start_nothing


def _tried(what: object) -> str:
    """Return what came of trying."""
    try:
        what()  # type: ignore[operator]
    except (OSError, ValueError) as error:
        return f"denied: {error}"
    return "done"


LARGEST_WRITTEN = 1 << 20


def doors_of_opens_beside(path: str, other: str) -> Doors:
    return Doors(read=(Path(path),))


def opens_beside(source: bytes, path: str, other: str) -> tuple[str, ...]:
    """Open a file that the task may read, and another; and change what it may only read."""
    return opens(source, path), opens(source, other), writes(source, path), executes(source)


def doors_of_writes_much(folder: str) -> Doors:
    return Doors(write=(Path(folder),))


def writes_much(source: bytes, folder: str) -> tuple[str, ...]:
    """Write where the task may: a little, more than a file may have, and outside."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return (
        writes(source, f"{folder}/little"),
        _tried(lambda: Path(folder, "much").write_bytes(bytes(2 * LARGEST_WRITTEN))),
        writes(source, f"{folder}/../outside"),
    )


def doors_of_starts_programs(path: str) -> Doors:
    return Doors(start=tuple(map(Path, ("/usr", "/bin", "/lib", "/lib64"))))


def starts_programs(source: bytes, path: str) -> tuple[str, ...]:
    """Start programs that the task may: one that is good, one that reads elsewhere, one that starts another."""
    calls: tuple[list[str], ...] = (["true"], ["cat", path], ["sh", "-c", "(true); exit 0"])
    done = (subprocess.run(call, stdin=0, capture_output=True, preexec_fn=start_nothing) for call in calls)
    return tuple("done" if one.returncode == 0 else "denied" for one in done)


def opens(source: bytes, path: str) -> str:
    return _tried(lambda: os.close(os.open(path, os.O_RDONLY)))


def lists(source: bytes, path: str) -> str:
    return _tried(lambda: list(Path(path).iterdir()))


def writes(source: bytes, path: str) -> str:
    return _tried(lambda: Path(path).write_bytes(b"x"))


def changes(source: bytes, path: str) -> tuple[str, ...]:
    """Try to remove, rename, link and loosen a file that is there."""
    there = Path(path)
    return (
        _tried(lambda: there.rename(there.with_suffix(".moved"))),
        _tried(lambda: there.with_suffix(".link").symlink_to(there)),
        _tried(lambda: there.with_suffix(".folder").mkdir()),
        _tried(lambda: there.chmod(0o777)),
        _tried(lambda: os.truncate(path, 0)),
        _tried(there.unlink),
    )


def connects(source: bytes, port: int) -> str:
    def call() -> None:
        with socket.socket() as ours:
            ours.settimeout(2)
            ours.connect(("127.0.0.1", port))

    return _tried(call)


def forks(source: bytes) -> str:
    def fork() -> None:
        if os.fork() == 0:
            os._exit(0)

    return _tried(fork)


def executes(source: bytes) -> str:
    return _tried(lambda: os.execv("/bin/true", ["true"]))


def starts(source: bytes) -> str:
    return _tried(lambda: subprocess.run([sys.executable, "-c", ""]))


def signals(source: bytes, target: int) -> str:
    return _tried(lambda: os.kill(target, 0))


def loosens(source: bytes) -> str:
    import resource

    most = resource.RLIM_INFINITY
    return _tried(lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)))


def leaves(source: bytes) -> str:
    return _tried(os.setsid)


def rings(source: bytes) -> str:
    """Try io_uring, which opens files and sockets past a filter of system calls."""
    library = ctypes.CDLL(None, use_errno=True)
    made = library.syscall(ctypes.c_long(425), ctypes.c_uint(1), ctypes.create_string_buffer(120))
    return "done" if made >= 0 else f"denied: {os.strerror(ctypes.get_errno())}"


def tells_its_environment(source: bytes) -> tuple[str, ...]:
    return tuple(sorted(os.environ))


def prints(source: bytes) -> str:
    for _ in range(1000):
        sys.stdout.write("\x1b[2J nonsense\n")
        os.write(1, b"[]\n")
        os.write(2, b"\x1b[2J nonsense")
    return "quiet"


def sleeps(source: bytes) -> None:
    time.sleep(600)


def takes_memory(source: bytes) -> None:
    bytes(2 << 30)


def breaks_down(source: bytes) -> None:
    raise KeyError


def dies(source: bytes) -> None:
    os._exit(7)


def raises(source: bytes) -> None:
    from booklet.errors import Finding, SourceError, Where

    raise SourceError(Finding("no-sheet", Where("--sheet", 3), "it needs a sheet", "say one"))


def answers_with(source: bytes) -> None:
    """Take over the pipe of the answer and write there what the file says, as a process that was broken into may."""
    for number in range(3, 20):
        try:
            os.write(number, source)
        except OSError:
            continue
    os._exit(0)


def echoes(source: bytes, more: bytes) -> tuple[bytes, bytes]:
    return source, more
