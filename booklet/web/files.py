"""What writes each edition that a reader's own program sets."""

from collections.abc import Callable, Mapping

from booklet.web.epub import write_epub
from booklet.web.guide import ReflowedEdition
from booklet.web.page import write_page

WRITERS: Mapping[str, Callable[[ReflowedEdition], bytes]] = {"web": write_page, "epub": write_epub}
"""By the name of the edition."""
