"""Slides in one look: title, finding, a native chart or a table with alternative text, and what they are of.

Sizes are in inches on a page of 16:9; no type is smaller than 14 points. This module loads python-pptx, so import it
where a deck is made and nowhere else.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from dashboard.charts.palette import OWN, STAGES, Look
from dashboard.reports.fitting import Cell, pages_of, row_height, shortened
from dashboard.reports.reproducible import with_fixed_times
from dashboard.reports.slide_script import BOTTOM, FINDING, HEIGHT, LONGEST_FINDING, MARGIN, TEXT, WIDTH, below
from dashboard.wording.synthetic import SYNTHETIC

TITLE, COVER = 28, 40
LONGEST_CELL = 240
FONT = "Arial"
"""In every Office, and measured alike by the free fonts that stand in for it."""
INK, QUIET, HEAD, RULE, MARK = "#10202c", "#44525d", STAGES[4].fill, "#b9c3ca", "#8a4b12"
_PATTERNS = {
    "dots": MSO_PATTERN.PERCENT_10,
    "lines": MSO_PATTERN.PERCENT_5,
    "grid": MSO_PATTERN.LARGE_GRID,
    "cross": MSO_PATTERN.OUTLINED_DIAMOND,
    "hatch": MSO_PATTERN.LIGHT_UPWARD_DIAGONAL,
}
_TITLE_SLIDE, _TITLE_ONLY = 0, 5
_WIDTH_OF_TEMPLATE = 10.0
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


class Slides:
    """A deck under way. `about` is written at the foot of every slide, before its sources."""

    def __init__(self, title: str, about: str, day: date) -> None:
        self._deck = Presentation()
        self._about, self._day = about, day
        self._slide: Slide | None = None
        self._widen()
        self._dress()
        moment = datetime(day.year, day.month, day.day)
        properties = self._deck.core_properties
        properties.title, properties.author, properties.language = title, "Lägesbild", "sv-SE"
        properties.created = properties.modified = moment
        properties.last_modified_by = "Lägesbild"

    def cover(self, title: str, lines: Sequence[str], more: Sequence[tuple[str, str]], *, synthetic: bool) -> None:
        """The first slide: title, lines below it, and further on pairs of heading and words."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_SLIDE])
        _placed(slide.shapes.title, 0.9, 1.3, 11.5, 1.3)
        _written(slide.shapes.title.text_frame, title, COVER, bold=True, anchor=MSO_ANCHOR.BOTTOM)
        _placed(slide.placeholders[1], 0.9, 2.7, 11.5, 1.3)
        frame = slide.placeholders[1].text_frame
        for place, line in enumerate(lines):
            _said(_paragraph(frame, first=place == 0), line, 20, colour=QUIET)
        frame.vertical_anchor, frame.margin_left = MSO_ANCHOR.TOP, 0
        box = slide.shapes.add_textbox(Inches(0.9), Inches(4.1), Inches(11.5), Inches(2.3)).text_frame
        box.word_wrap, box.margin_left = True, 0
        for place, (heading, words) in enumerate(more):
            paragraph = _paragraph(box, first=place == 0)
            _said(paragraph, f"{heading}: ", FINDING, bold=True)
            _said(paragraph, shortened(words, LONGEST_FINDING), FINDING)
            paragraph.space_after = Pt(8)
        self._foot(slide, "", synthetic=synthetic)

    def add(self, title: str, finding: str, sources: str, *, synthetic: bool) -> None:
        """A slide with title and finding."""
        self._slide = slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        width = WIDTH - 2 * MARGIN - (1.9 if synthetic else 0)
        _placed(slide.shapes.title, MARGIN, 0.4, width, 0.75)
        _written(slide.shapes.title.text_frame, title, TITLE, bold=True, anchor=MSO_ANCHOR.MIDDLE)
        if finding:
            place = (MARGIN, 1.25, WIDTH - 2 * MARGIN, below(finding) - 1.35)
            box = slide.shapes.add_textbox(*(Inches(one) for one in place))
            _written(box.text_frame, shortened(finding, LONGEST_FINDING), FINDING, colour=QUIET)
        self._foot(slide, sources, synthetic=synthetic)

    def tables(
        self,
        title: str,
        finding: str,
        sources: str,
        heads: Sequence[str],
        widths: Sequence[float],
        rows: Sequence[Cell],
        *,
        synthetic: bool,
        most: int = 4,
        rest: str = "",
    ) -> None:
        """A table on as many slides as it needs, at most `most`; `rest` then says where the others are, after how many.

        `widths` are shares of the page.
        """
        inches = [(WIDTH - 2 * MARGIN) * width / sum(widths) for width in widths]
        cells = [tuple(shortened(one, LONGEST_CELL) for one in row) for row in rows]
        pages = pages_of(cells, inches, TEXT, room=BOTTOM - below(finding) - row_height(heads, inches, TEXT))
        shown = pages[:most]
        left = len(rows) - sum(map(len, shown))
        for number, page in enumerate(shown, 1):
            name = f"{title} ({number} av {len(shown)})" if len(shown) > 1 else title
            words = finding if number == 1 else f"Fortsättning. Det är {len(rows)} rader i allt."
            if left and number == len(shown):
                words = f"{words} {left} rader till: {rest}"
            self.add(name, words, sources, synthetic=synthetic)
            self.table(name, heads, inches, page, below(words))

    def table(
        self,
        words: str,
        heads: Sequence[str],
        inches: Sequence[float],
        rows: Sequence[Cell],
        top: float,
        least: float = 0,
    ) -> None:
        """A table on the slide last added, its rows at least so high."""
        heightened(table(self._slide, words, heads, inches, rows, top), least)

    def bars(self, **values: Any) -> None:
        """A chart on the slide last added."""
        bars(self._slide, **values | {"looks": [Look(*one) for one in values["looks"]]})

    def paragraphs(self, **values: Any) -> None:
        """Pairs of heading and words on the slide last added."""
        paragraphs(self._slide, **values)

    def save(self) -> bytes:
        """The deck as a file, in Swedish throughout, the same bytes for the same context."""
        for slide in self._deck.slides:
            for properties in slide._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
                properties.set("lang", "sv-SE")
        buffer = io.BytesIO()
        self._deck.save(buffer)
        return with_fixed_times(buffer.getvalue(), self._day)

    def _foot(self, slide: Slide, sources: str, *, synthetic: bool) -> None:
        words = f"{self._about} {sources}".strip()
        box = slide.shapes.add_textbox(Inches(MARGIN), Inches(6.62), Inches(WIDTH - 2 * MARGIN - 0.8), Inches(0.6))
        box.name = "Per, urval och källor"
        _written(box.text_frame, words, TEXT, colour=QUIET, anchor=MSO_ANCHOR.MIDDLE)
        number = slide.shapes.add_textbox(Inches(WIDTH - MARGIN - 0.7), Inches(6.62), Inches(0.7), Inches(0.6))
        number.name = "Sidnummer"
        _written(number.text_frame, "", TEXT, colour=QUIET, anchor=MSO_ANCHOR.MIDDLE)
        paragraph = number.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        written = len(self._deck.slides)
        paragraph._p.insert(
            0 if paragraph._p.pPr is None else 1,
            parse_xml(
                f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
                f'<a:rPr lang="sv-SE" sz="{TEXT}00"/><a:t>{written}</a:t></a:fld>'
            ),
        )
        if synthetic:
            left = WIDTH - MARGIN - 1.75
            mark = slide.shapes.add_textbox(Inches(left), Inches(0.55), Inches(1.75), Inches(0.42))
            mark.name = SYNTHETIC
            mark._element.spPr.find(qn("a:prstGeom")).set("prst", "roundRect")
            mark.line.color.rgb, mark.line.width = _rgb(MARK), Pt(1.5)
            _written(mark.text_frame, SYNTHETIC, TEXT, bold=True, colour=MARK, anchor=MSO_ANCHOR.MIDDLE)
            mark.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER

    def _widen(self) -> None:
        """The template is 4:3; all that its layouts place is stretched with the page."""
        self._deck.slide_width, self._deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        stretch = WIDTH / _WIDTH_OF_TEMPLATE
        master = self._deck.slide_master
        for shape in [*master.shapes, *(shape for layout in master.slide_layouts for shape in layout.shapes)]:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = int(shape.left * stretch), int(shape.width * stretch)

    def _dress(self) -> None:
        """Font and colours of the theme, so that what is added by hand looks like the rest."""
        theme = self._deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        written = theme.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>'.encode())
        for number, colour in enumerate((OWN, *(one.fill for one in reversed(STAGES))), 1):
            accent = f"<a:accent{number}><a:srgbClr val=".encode()
            written = re.sub(accent + rb'"\w+"', accent + f'"{colour[1:]}"'.encode(), written)
        theme._blob = written
        for element in self._deck.slide_master._element.iter(qn("a:defRPr")):
            if element.get("lang"):
                element.set("lang", "sv-SE")


def table(
    slide: Slide, words: str, heads: Sequence[str], inches: Sequence[float], rows: Sequence[Cell], top: float
) -> GraphicFrame:
    """A table on `slide`; `words` are its alternative text."""
    heights = [row_height(row, inches, TEXT) for row in (heads, *rows)]
    frame = slide.shapes.add_table(
        len(rows) + 1, len(heads), Inches(MARGIN), Inches(top), Inches(sum(inches)), Inches(sum(heights))
    )
    described(frame, f"Tabell. {words}. {len(rows)} rader: {', '.join(heads)}.")
    made = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = _NO_STYLE
    made.horz_banding = False
    for column, width in enumerate(inches):
        made.columns[column].width = Inches(width)
    for line, (row, height) in enumerate(zip([tuple(heads), *rows], heights, strict=True)):
        made.rows[line].height = Inches(height)
        for column, text in enumerate(row):
            cell = made.cell(line, column)
            cell.margin_top = cell.margin_bottom = Inches(0.05)
            _written(cell.text_frame, text, TEXT, bold=line == 0, colour="#ffffff" if line == 0 else INK)
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.vertical_anchor = MSO_ANCHOR.TOP
            if line == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(HEAD)
            else:
                _ruled(cell._tc.get_or_add_tcPr())
    return frame


def set_slides(data: Mapping[str, Any]) -> bytes:
    """The file of a deck as `Script` hands it over."""
    start = data["start"]
    made = Slides(start["title"], start["about"], date.fromisoformat(start["day"]))
    for name, values in data["calls"]:
        getattr(made, name)(**values)
    return made.save()


def heightened(frame: GraphicFrame, height: float) -> None:
    """Give every row of a table below its heading at least this height."""
    for row in list(frame.table.rows)[1:]:
        row.height = max(row.height, Inches(height))


def bars(
    slide: Slide,
    words: str,
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[int | None], str]],
    place: tuple[float, float, float, float],
    looks: Sequence[Look] = (),
    whole: int | None = None,
) -> Chart:
    """A chart of horizontal bars that PowerPoint can edit, several series stacked; `words` are its alternative text.

    `series` are name, values and colour; `looks` instead draw each bar of a single series in its own way. Place is
    left, top, width and height. With `whole` the axis goes so far, that what is not there is seen.
    """
    data = CategoryChartData(number_format="0")
    data.categories = list(categories)
    for name, values, _ in series:
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_STACKED if len(series) > 1 else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *(Inches(one) for one in place), data)
    described(frame, words)
    chart: Chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(TEXT), _rgb(INK)
    chart.has_title = False
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, whole
    chart.category_axis.reverse_order = True  # first category at the top
    chart.category_axis.format.line.color.rgb = _rgb(RULE)
    chart.category_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = "0;;", False  # a bar without length needs no number
    labels.font.size, labels.font.bold = Pt(TEXT), True
    if len(series) > 1:
        labels.font.color.rgb = _rgb("#ffffff")
        labels.position = XL_LABEL_POSITION.CENTER
    else:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for drawn, (_, _, colour) in zip(plot.series, series, strict=True):
        drawn.invert_if_negative = False
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _rgb(colour)
    for number, one in enumerate(looks):
        point = plot.series[0].points[number].format
        _filled(point.fill, one)
        point.line.color.rgb, point.line.width = _rgb(INK), Pt(0.75)
    _in_swedish(chart)
    return chart


def paragraphs(
    slide: Slide, pairs: Sequence[tuple[str, str]], place: tuple[float, float, float, float], points: int = TEXT
) -> None:
    """Pairs of heading and words in a box."""
    frame = slide.shapes.add_textbox(*(Inches(one) for one in place)).text_frame
    frame.word_wrap, frame.margin_left = True, 0
    for number, (heading, words) in enumerate(pairs):
        paragraph = _paragraph(frame, first=number == 0)
        _said(paragraph, f"{heading}: " if words else heading, points, bold=True)
        _said(paragraph, words, points)
        paragraph.space_after = Pt(points / 3)


def described(frame: GraphicFrame, words: str) -> None:
    """Give a chart or table its alternative text."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)


def _placed(shape: object, left: float, top: float, width: float, height: float) -> None:
    for name, value in zip(("left", "top", "width", "height"), (left, top, width, height), strict=True):
        setattr(shape, name, Inches(value))


def _paragraph(frame: TextFrame, *, first: bool) -> _Paragraph:
    return frame.paragraphs[0] if first else frame.add_paragraph()


def _said(paragraph: _Paragraph, words: str, points: int, *, bold: bool = False, colour: str = INK) -> None:
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.color.rgb = Pt(points), bold, _rgb(colour)
    paragraph.alignment = PP_ALIGN.LEFT


def _written(
    frame: TextFrame,
    words: str,
    points: int,
    *,
    bold: bool = False,
    colour: str = INK,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> None:
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = 0  # in line with tables and charts
    frame.auto_size = MSO_AUTO_SIZE.NONE
    _said(frame.paragraphs[0], words, points, bold=bold, colour=colour)


def _filled(fill: FillFormat, one: Look) -> None:
    if one.pattern == "plain":
        fill.solid()
        fill.fore_color.rgb = _rgb(one.fill)
        return
    fill.patterned()
    fill.pattern = _PATTERNS[one.pattern]
    quiet = QUIET if one.ink == INK else one.ink  # a pattern in full ink is darker than the deepest step
    fill.fore_color.rgb, fill.back_color.rgb = _rgb(quiet), _rgb(one.fill)


def _ruled(properties: object) -> None:
    """A thin line below a cell."""
    line = f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{RULE[1:]}"/></a:solidFill></a:lnB>'
    properties.append(parse_xml(line))  # type: ignore[attr-defined]


def _in_swedish(chart: Chart) -> None:
    space = chart._chartSpace
    first = space.find(qn("c:date1904"))
    lang = parse_xml(f'<c:lang {nsdecls("c")} val="sv-SE"/>')
    space.insert(0 if first is None else 1, lang)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
