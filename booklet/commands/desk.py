"""The command `desk`: everything in a browser, on the files of a folder."""

import argparse
import os
import sys
from collections.abc import Iterator

from booklet.desk.serve import serve
from booklet.errors import Finding, SourceError, Where


def run(options: argparse.Namespace) -> int:
    """Serve the desk until Ctrl-C, or a service of many editions."""
    if options.hosted:
        return _host(options)
    for name in ("backup", "restore"):
        if getattr(options, name) is not None:
            hint = "add --hosted; a folder of your own is copied as any folder"
            raise SourceError(Finding("option-unused", Where(f"--{name}"), "is of a service", hint))
    serve(
        options.folder,
        port=options.port,
        is_shared=options.share,
        opens_browser=not options.no_browser,
        tell=_tell,
    )
    return 0


def _host(options: argparse.Namespace) -> int:
    """Serve many editions, or keep or restore what they have."""
    from booklet.service import serve as service

    if options.backup is not None:
        print(service.back_up(os.environ, options.backup))
    elif options.restore is not None:
        print(service.restore(os.environ, options.restore))
    else:
        service.serve(os.environ, options.port, is_open=options.share)
    return 0


def _tell(link: str, shared: Iterator[str]) -> None:
    """Say where the desk is, and how to leave it."""
    print(f"The desk is open in your browser. If you do not see it, open this link: {link}")
    print("Whoever has the link may do everything: give it to nobody else.")
    for address in shared:
        print(f"On a phone in the same network: {address}")
        if sys.stdout.isatty():
            _show_code(address)
    print("Ctrl-C closes it.", flush=True)


def _show_code(address: str) -> None:
    """Print a code that a phone reads."""
    import segno

    segno.make(address, error="l").terminal(compact=True)
