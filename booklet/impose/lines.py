"""Sheets on which there are no pages, but lines and labels, as a PDF."""

from booklet.geometry import Rect, intersect
from booklet.impose.marks import draw_side
from booklet.impose.plan import SheetPlan
from booklet.pdf.marks import registration
from booklet.pdf.objects import Name, PdfFile, Ref, Value
from booklet.pdf.resources import box_value


def write_lines(plan: SheetPlan, title: str) -> bytes:
    """Return a PDF of the sides of a plan, to be printed at their size."""
    pdf = PdfFile("1.6")
    root, tree = pdf.reserve(), pdf.reserve()
    resources: Value = {"ColorSpace": {"All": registration(pdf)}}
    pages: list[Ref] = []
    for side in plan.sides:
        boxes: dict[str, Value] = {
            "MediaBox": box_value(Rect(0, 0, *side.size)),
            "TrimBox": box_value(side.trim),
            "BleedBox": box_value(intersect(side.bleed, Rect(0, 0, *side.size))),
        }
        content = pdf.add_stream(draw_side(side).encode("ascii"), {})
        page: Value = {"Type": Name("Page"), "Parent": tree, **boxes, "Contents": content, "Resources": resources}
        pages.append(pdf.add(page))
    pdf.write(tree, {"Type": Name("Pages"), "Kids": pages, "Count": len(pages)})
    turned: dict[str, Value] = {"Duplex": Name(plan.duplex)} if plan.duplex else {}
    preferences: Value = {"PrintScaling": Name("None"), **turned}
    pdf.write(root, {"Type": Name("Catalog"), "Pages": tree, "ViewerPreferences": preferences})
    return pdf.join(root, pdf.add({"Title": title}))
