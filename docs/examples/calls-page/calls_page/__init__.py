"""A page about a year of calls to a helpline: whom to call, a table and a chart of ReportLab's, in the house style."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Spacer, Table

from booklet.platypus import Context, Publication

CALLS = (("Chat", 310), ("Phone", 480), ("Letters", 95))
"""Calls of a year by the way they came."""


def story(context: Context) -> Sequence[object]:
    """Tell the page."""
    return (
        context.title("A year of calls"),
        context.paragraph("Young people reach us in many ways. *None of them is too small.*", "lead"),
        Spacer(1, 10),
        context.figure(_chart(context), "Bar chart: phone 480 calls, chat 310, letters 95."),
        Spacer(1, 10),
        context.figure(_table(context), "Table of the same calls: chat 310, phone 480, letters 95."),
        context.heading("Where to call"),
        context.help_card(),
        context.heading("What young people ask"),
        *(context.paragraph(question).with_space(0, 4) for question in QUESTIONS),
    )


QUESTIONS = (
    "Somebody sends on a picture of me. Can it be taken down?",
    "A friend is being threatened in a game. How can I help without making it worse?",
    "I told a teacher and nothing happened. Whom else can I tell, and what will they do with what I say?",
)


def _chart(context: Context) -> Drawing:
    drawing, chart = Drawing(context.measure, 150), VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 40, 25, context.measure - 60, 115
    chart.data = [[calls for _, calls in CALLS]]
    chart.categoryAxis.categoryNames = [way for way, _ in CALLS]
    chart.valueAxis.valueMin, chart.valueAxis.valueMax, chart.valueAxis.valueStep = 0, 500, 100
    for axis in (chart.categoryAxis, chart.valueAxis):
        axis.labels.fontName, axis.labels.fontSize = context.font("small"), 9
    chart.bars[0].fillColor, chart.bars[0].strokeColor = context.ink("tide"), None
    drawing.add(chart)
    return drawing


def _table(context: Context) -> Table:
    night, sun = context.ink("night"), context.ink("sun")
    style = [
        ("FONT", (0, 0), (-1, -1), context.font("small"), 10),
        ("FONT", (0, 0), (-1, 0), context.font("small", strong=True), 10),
        ("BACKGROUND", (0, 0), (-1, 0), sun),
        ("TEXTCOLOR", (0, 0), (-1, -1), night),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, night),
        ("ALIGN", (1, 0), (1, -1), "RIGHT"),
    ]
    rows = [("Way", "Calls"), *((way, str(calls)) for way, calls in CALLS)]
    return Table(rows, colWidths=[context.measure * 0.6, context.measure * 0.3], style=style, hAlign="LEFT")


PRODUCT = Publication("A year of calls", Path(__file__).with_name("calls-page.yaml"), story, locales=("en",))
