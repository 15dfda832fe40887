"""The command `calibrate`: test sheets for a printer, and a printer file that moves backs onto their fronts."""

import argparse

from booklet.api.calibration import make_printer, write_test_sheets


def run(options: argparse.Namespace) -> int:
    """Write the test sheets and say what to do with them, or with --name the printer that they led to."""
    if options.name is not None:
        path = make_printer(
            options.project,
            options.name,
            like=options.printer,
            cards=options.cards,
            booklet=options.booklet,
            sides=options.sides,
            is_forced=options.force,
        )
        print(f"{path}: build with --edition office --printer {options.name}")
        return 0
    for sheet, edge in write_test_sheets(options.sheet, options.output):
        print(f"{sheet}: print at 100 %, on both sides, flip on the {edge} edge")
    print("Prick through the middle of the cross. On the back, read where the hole is: to the right (+) and up (+).")
    print("Then: calibrate --project FOLDER --name YOUR-PRINTER --cards RIGHT UP --booklet RIGHT UP")
    return 0
