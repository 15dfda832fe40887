"""One call for one file: what stands in the way of reading it on a screen, or of opening it safely."""

import pikepdf

from booklet.check.preflight.check import describe_error, find_unreadable
from booklet.check.preflight.hits import Hit, Rule, shorten_hits
from booklet.check.preflight.read.library import BROKEN, TooMuchError
from booklet.check.preflight.read.screen import read_screen
from booklet.check.preflight.rules import files
from booklet.check.preflight.rules.screen.file import check_file
from booklet.check.preflight.rules.screen.notes import check_notes
from booklet.check.preflight.rules.screen.tables import check_tables
from booklet.check.preflight.rules.screen.tags import check_tags
from booklet.check.preflight.rules.screen.told import RULES, check_told
from booklet.check.preflight.screenfile import ScreenFile

CHECKS = (check_file, check_tags, check_tables, check_notes, check_told)

PASSWORD = Rule("encrypted", "Nobody opens it without the password.", "Export it without a password.")


def examine_screen(source: bytes) -> list[Hit]:
    """Return everything that rules for the screen find in a file, worst first."""
    fault = find_unreadable(source)
    if fault:
        return [fault]
    try:
        file = read_screen(source)
    except pikepdf.PasswordError:
        return [PASSWORD.hit("it opens with a password only")]
    except (TooMuchError, MemoryError) as error:
        return [RULES["too-much-work"].hit(str(error) or "there is not enough memory to read it")]
    except (*BROKEN, RecursionError) as error:
        return [RULES["damaged"].hit(f"it cannot be read: {describe_error(error)}")]
    if not file.pages:
        return [files.NO_PAGES.hit("the file has no pages")]
    return hits_of(file)


def hits_of(file: ScreenFile) -> list[Hit]:
    """Return what all rules find in a file that was read."""
    damage = (RULES["damaged"].hit(f"it had to be repaired: {describe_error(each)}") for each in file.warnings[:1])
    return shorten_hits((*damage, *(hit for check in CHECKS for hit in check(file))))
