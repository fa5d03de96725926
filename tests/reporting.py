"""Reports over a store, and readers of what they are written in: slides, papers, workbooks."""

import io
from collections.abc import Iterator
from datetime import date

import openpyxl
import pptx
import pypdf
from pptx.chart.chart import Chart
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide

from dashboard.access.viewer import Viewer
from dashboard.context.choices import choices_for
from dashboard.context.context import Context
from dashboard.context.view import parse
from dashboard.store.store import Store

PER = "2026-11-20"


def looking_at(store: Store, per: str = PER, today: date | None = None, **parameters: str) -> Context:
    """What whoever has `store` sees at the address with these parameters."""
    viewer = Viewer("member", store.scope)
    known = choices_for(viewer, store, today or date.today(), parameters.get("lan"), "04")
    view, messages = parse({"per": per, **parameters}, known)
    assert messages == []
    return Context(store, viewer, view)


def slides_of(content: bytes) -> list[Slide]:
    return list(pptx.Presentation(io.BytesIO(content)).slides)


def words_of(slide: Slide) -> str:
    """Everything that is written on a slide, tables too."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def frames_of(slide: Slide) -> Iterator[GraphicFrame]:
    """Its charts and tables."""
    return (shape for shape in slide.shapes if shape.has_chart or shape.has_table)


def charts_of(slides: list[Slide]) -> dict[str, Chart]:
    """Every chart by the title of its slide."""
    return {
        slide.shapes.title.text_frame.text: shape.chart for slide in slides for shape in slide.shapes if shape.has_chart
    }


def table_on(slides: list[Slide], title: str) -> list[list[str]]:
    """The rows of the table on the slides whose title begins so, without headings."""
    return [
        [cell.text for cell in row.cells]
        for slide in slides
        if slide.shapes.title.text_frame.text.startswith(title)
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]


def paper(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """What is written in a paper, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in paper(content).pages).split())


def tags_of(content: bytes) -> list[str]:
    """The kinds of every element in the structure tree, in order."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(paper(content).trailer["/Root"]["/StructTreeRoot"])
    return found


def sheets_of(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every sheet by its name."""
    return {sheet.title: list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets}
