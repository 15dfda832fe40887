"""Everything that imposing needs of this machine, read on import: afterwards the process may open no file."""

import pikepdf
import pypdfium2
from PIL import Image, ImageFont

from booklet.impose.pictures import sheet_pictures
from booklet.impose.schemes import impose
from booklet.impose.source import read_stem
from booklet.text.letters import draw_letters

__all__ = ["BROKEN", "impose", "read_stem", "sheet_pictures"]

BROKEN = (pikepdf.PdfError, pypdfium2.PdfiumError, TypeError, ValueError, KeyError, AttributeError, RecursionError)
"""What libraries raise for a file whose parts are other things than they should be."""

Image.preinit()
ImageFont.load_default(12)
draw_letters("0", 0, 0, 1)
