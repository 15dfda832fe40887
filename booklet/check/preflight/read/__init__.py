"""Reading: the only place that knows pikepdf; a PDF in, a `Document` of plain values out."""
