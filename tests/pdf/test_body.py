"""ReportLab's document writes our files, and nothing of its own but their frame."""

import subprocess
import sys

import pytest
from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDocument

from booklet.pdf.objects import Name, PdfFile


def file_of(pdf: PdfFile) -> bytes:
    """Return a file of one empty page."""
    pages, page = pdf.reserve(), pdf.reserve()
    pdf.write(pages, {"Type": Name("Pages"), "Kids": [page], "Count": 1})
    pdf.write(page, {"Type": Name("Page"), "Parent": pages, "MediaBox": [0, 0, 99, 99], "Resources": {}})
    return pdf.join(pdf.add({"Type": Name("Catalog"), "Pages": pages}), pdf.add({"Title": "t"}))


def test_a_file_is_a_document_of_reportlab_with_our_objects_alone() -> None:
    pdf = PdfFile("1.6")
    assert isinstance(pdf.body, PDFDocument)
    data = file_of(pdf)
    assert data.startswith(b"%PDF-1.6\n%") and b"ReportLab" in data.splitlines()[1]
    assert data.count(b" 0 obj\n") == pdf.count == 4
    assert b"Helvetica" not in data and b"Date" not in data


def test_a_file_is_what_reportlab_itself_would_write() -> None:
    pdf = PdfFile("1.7")
    data = file_of(pdf)
    assert PDFDocument.format(pdf.body) == data


@pytest.mark.parametrize("setting", ["pdfComments", "pdfMultiLine", "invariant"])
def test_nobodys_settings_of_reportlab_change_a_file(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = file_of(PdfFile("1.7"))
    monkeypatch.setattr(rl_config, setting, 1 - int(getattr(rl_config, setting)))
    before = rl_config.invariant
    assert file_of(PdfFile("1.7")) == usual
    assert rl_config.invariant == before


@pytest.mark.slow
def test_reportlab_is_read_when_a_file_is_written_and_not_before() -> None:
    code = "import sys, booklet.make.build, booklet.cli; assert 'reportlab' not in sys.modules"
    code += "; from booklet.pdf.objects import PdfFile; PdfFile('1.7'); assert 'reportlab' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
