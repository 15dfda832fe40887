"""ReportLab's document writes our files, and hosts what others draw with it."""

import re
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import BasicFonts, PDFDictionary, PDFDocument, PDFFormXObject, xObjectName

from booklet.pdf.objects import Name, PdfFile, Ref


def file_of(pdf: PdfFile, **entries: Ref) -> bytes:
    """Return a file of one empty page whose resources name objects."""
    pages, page = pdf.reserve(), pdf.reserve()
    pdf.write(pages, {"Type": Name("Pages"), "Kids": [page], "Count": 1})
    resources = {"XObject": dict(entries)}
    pdf.write(page, {"Type": Name("Page"), "Parent": pages, "MediaBox": [0, 0, 99, 99], "Resources": resources})
    return pdf.join(pdf.add({"Type": Name("Catalog"), "Pages": pages}), pdf.add({"Title": "t"}))


def guest(pdf: PdfFile) -> Ref:
    """Draw a form with ReportLab's own objects, and return its number."""
    form = PDFFormXObject(0, 0, 50, 50)
    form.setStreamList(["0 0 0 1 k", "0 0 9 9 re f"])
    pdf.body.Reference(PDFDictionary({}), BasicFonts)
    pdf.body.addForm("guest", form)
    number, _ = pdf.body.idToObjectNumberAndVersion[xObjectName("guest")]
    return Ref(number)


def test_a_file_is_a_document_of_reportlab_with_our_objects_alone() -> None:
    pdf = PdfFile("1.6")
    assert isinstance(pdf.body, PDFDocument)
    data = file_of(pdf)
    assert data.startswith(b"%PDF-1.6\n%") and b"ReportLab" in data.splitlines()[1]
    assert data.count(b" 0 obj\n") == pdf.count == 4
    assert b"Helvetica" not in data and b"Date" not in data


@pytest.mark.parametrize("setting", ["pdfComments", "pdfMultiLine", "invariant"])
def test_nobodys_settings_of_reportlab_change_a_file(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = file_of(PdfFile("1.7"))
    monkeypatch.setattr(rl_config, setting, 1 - int(getattr(rl_config, setting)))
    before = rl_config.invariant
    assert file_of(PdfFile("1.7")) == usual
    assert rl_config.invariant == before


def test_a_form_of_reportlabs_stands_among_our_objects_and_its_stream_ends_as_the_standards_ask() -> None:
    def made() -> bytes:
        pdf = PdfFile("1.7")
        return file_of(pdf, guest=guest(pdf))

    data = made()
    assert data == made()
    with pikepdf.open(BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == []
        form = opened.pages[0].Resources.XObject.guest
        assert form.read_bytes().rstrip() == b"0 0 0 1 k\n0 0 9 9 re f"
        length = int(form.Length)
    (stream,) = re.findall(rb"stream\n(.*?)endstream", data, re.DOTALL)
    assert len(stream) == length + 1 and stream.endswith(b"\n")


def test_what_a_guest_draws_is_part_of_what_a_file_is_known_by() -> None:
    alone, hosting = PdfFile("1.7"), PdfFile("1.7")
    guest(hosting)
    assert alone.digest() != hosting.digest()


def test_reportlab_is_read_when_a_file_is_written_and_not_before() -> None:
    code = "import sys, booklet.make.build, booklet.cli; assert 'reportlab' not in sys.modules"
    code += "; from booklet.pdf.objects import PdfFile; PdfFile('1.7'); assert 'reportlab' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
