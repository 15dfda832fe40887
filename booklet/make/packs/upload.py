"""What a website that prints on demand asks about each file: built files in, values for JSON out."""

from booklet.look.printer import Printer
from booklet.make.document import BuiltFile


def upload_entry(file: BuiltFile, printer: Printer, direction: str, quantity: int) -> dict[str, object]:
    """Return the choices to make for a file: sizes in millimetres, a cover as it lies flat."""
    assert printer.cover is not None
    return {
        "file": file.path.name,
        "part": file.job.part,
        "sha256": file.sha256,
        "state": file.state,
        "quantity": quantity,
        "language": file.job.locale,
        "direction": direction,
        "pages": file.pages,
        "trim_mm": list(file.trim),
        "printer": printer.name,
        "binding": printer.cover.binding,
        "paper": file.job.paper or printer.cover.usual_paper,
    }
