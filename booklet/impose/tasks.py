"""What is done with a stranger's file in a process apart: its bytes and a wish in, sheets or faults out."""

from booklet.errors import BookletError, ExitCode, Finding, Where
from booklet.geometry import Size
from booklet.impose.plan import SheetWish
from booklet.values import Frozen

NO_SIZE = Size(0.0, 0.0)


class ImposedFile(Frozen):
    """Imposed sheets and the notes about them; or the faults for which there are none, and the exit code.

    `stem` is the name of the file, with PROOF if it says that it is one. `sides` is how many sides the sheets have,
    `size` the size of the first, `pictures` a PNG of each if asked for.
    """

    sheets: bytes = b""
    stem: str = ""
    sides: int = 0
    size: Size = NO_SIZE
    duplex: str = ""
    notes: tuple[Finding, ...] = ()
    pictures: tuple[bytes, ...] = ()
    faults: tuple[Finding, ...] = ()
    exit_code: int = ExitCode.DONE


def impose_file(source: bytes, name: str, scheme: str, wish: SheetWish, has_pictures: bool) -> ImposedFile:
    """Return the sheets of a file, or its faults. Everything needed of ours was read by `booklet.impose.ready`."""
    from booklet.impose.ready import BROKEN, impose, read_stem, sheet_pictures

    try:
        sheets, plan, notes = impose(source, scheme, wish, name)
        stem = read_stem(source, name)
        pictures = tuple(sheet_pictures(sheets, plan)) if has_pictures else ()
    except BookletError as error:
        return ImposedFile(faults=error.findings, exit_code=int(error.exit_code))
    except BROKEN:
        hint = "export it again from the program that made it"
        fault = Finding("broken-pdf", Where(name), "something in it is not as it should be", hint)
        return ImposedFile(faults=(fault,), exit_code=int(ExitCode.SOURCES))
    return ImposedFile(sheets, stem, len(plan.sides), plan.sides[0].size, plan.duplex, notes, pictures)
