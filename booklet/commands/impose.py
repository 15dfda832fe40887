"""The command `impose`: from the pages of any PDF to the sheets a printer takes."""

import argparse

from booklet.api.imposing import LENGTHS, impose_apart, read_source, read_wish, write_sheets
from booklet.commands.tell import tell
from booklet.errors import ExitCode


def run(options: argparse.Namespace) -> int:
    """Write the sheets and say how to print them."""
    wish = read_wish(
        {name: getattr(options, name) for name in LENGTHS},
        sheet=options.sheet or "",
        direction=options.direction,
        scale=options.scale,
        signature=options.signature,
        back_shift=options.back_shift,
        is_sequence=options.sequence,
        has_marks=options.marks,
    )
    path = options.file
    made = impose_apart(read_source(path), str(path), options.scheme, wish, has_pictures=bool(options.pictures))
    usual = path.with_name(f"{made.stem}_{options.scheme}.pdf")
    target, fallen = write_sheets(made, path, options.output or usual, options.pictures)
    for note in (*made.findings, *fallen):
        print(tell(note))
    print(f"{target}: {made.advice}")
    return ExitCode.DONE
