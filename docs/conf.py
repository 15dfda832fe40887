"""How the documentation is built: `sphinx-build -W docs site`. Nothing of it is fetched from anywhere."""

import sys
from pathlib import Path

from sphinx.application import Sphinx

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tools")]

import handbook  # noqa: E402

import booklet  # noqa: E402

project = "booklet"
author = "the booklet project"
project_copyright = "MIT (code), CC BY 4.0 (words)"
release = version = booklet.__version__
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["examples/**", "look/beside/**"]
nitpicky = False

default_role = "code"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
add_module_names = False
maximum_signature_line_length = 80

html_theme = "furo"
html_title = f"booklet {release}"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["booklet.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5a6f", "color-brand-content": "#0b5a6f"},
    "dark_css_variables": {"color-brand-primary": "#7fd0e3", "color-brand-content": "#7fd0e3"},
}


def setup(app: Sphinx) -> None:
    """Let pages hold what the code writes of itself."""
    app.connect("source-read", _fill)


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    page = Path(app.env.doc2path(name))
    source[0] = handbook.written(source[0], page)
