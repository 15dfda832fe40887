"""The command `sandbox`: a print-on-demand house of our own, for trying out orders without keys and without network."""

import argparse
from pathlib import Path

from booklet.sandbox.faults import Plan, read_plan
from booklet.sandbox.serve import serve
from booklet.sandbox.settings import PROVIDERS, Setup


def run(options: argparse.Namespace) -> int:
    """Serve the sandbox until Ctrl-C."""
    plan = Plan() if options.faults in {None, Path("none")} else read_plan(options.faults)
    setup = Setup(
        folder=Path(),
        providers=options.provider or PROVIDERS,
        seconds=options.seconds,
        hosts=options.host or (),
        plan=plan,
    )
    serve(setup, folder=options.folder, port=options.port, tell=_tell)
    return 0


def _tell(base: str, setup: Setup) -> None:
    """Say where the sandbox is, how to sign in, and how to leave it."""
    print(f"The sandbox is at {base}")
    print("Nothing is printed, nothing is paid: prices, parcels and the house itself are made up.")
    print(f"It stands for {' and '.join(setup.providers)}; key: {setup.key}, secret: {setup.secret}")
    print("Ctrl-C closes it.", flush=True)
