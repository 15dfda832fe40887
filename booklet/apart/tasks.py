"""The tasks that may be done on a stranger's file in a process of its own: nothing else is ever run there."""

from collections.abc import Mapping

from booklet.apart.bounds import IMPOSING_SECONDS, INK_SECONDS, READING_SECONDS
from booklet.values import Frozen


class Task(Frozen):
    """A function, by its module and name, and how long it may take; `loads` are modules it imports only when it works.

    The function is given the file's bytes and what else is asked, and answers a value (`values`). If the module has a
    `doors_of_<name>`, that is given what is asked and says which files and programs the task needs; else it has none.
    """

    module: str
    name: str
    seconds: int = READING_SECONDS
    loads: tuple[str, ...] = ()


PICTURES = tuple(f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Jpeg2K", "Mpo", "Png", "Ppm", "Tiff"))
"""What Pillow imports when it opens or saves its first picture."""

TASKS: Mapping[str, Task] = {
    "examine": Task(
        "booklet.check.preflight.tasks", "examine", loads=("PIL.Image", "PIL.ImageCms", "PIL.features", *PICTURES)
    ),
    "examine-screen": Task("booklet.check.preflight.screentasks", "examine"),
    "measure": Task(
        *("booklet.check.preflight.tasks", "measure", INK_SECONDS + 10),
        loads=("PIL.Image", "PIL.ImageFilter", "PIL.ImageMath", "PIL.ImageOps"),
    ),
    "annotate": Task(
        "booklet.check.preflight.notetasks",
        "annotate_file",
        loads=("pypdf.filters", "pypdf._configuration", "lxml.etree"),
    ),
    "impose": Task(
        "booklet.impose.tasks", "impose_file", IMPOSING_SECONDS, loads=("booklet.impose.ready", "lxml.etree", *PICTURES)
    ),
    "sheet": Task("booklet.translators.sheetfile", "read_cells", loads=("encodings.cp437",)),
    "xliff": Task("booklet.translators.xlifffile", "read_file"),
    "word": Task("booklet.translators.wordfile", "read_rows", loads=("encodings.cp437",)),
    "signature": Task("booklet.pdf.signature", "look_at_signature"),
    "logo": Task("booklet.sources.logoapart", "logo", loads=("PIL.ImageFile",)),
}
