"""Pieces of Word that python-docx has no words for: borders, fonts, fields, watermark."""

from typing import Any, Final

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

BODY: Final = "SimSun"
HEADING: Final = "SimHei"
LATIN: Final = "Times New Roman"
SHADE: Final = "F4F4F4"

SIDES: Final = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
}
_BORDER: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_WATERMARK: Final = (
    '<w:pict {names} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{number}" type="#_x0000_t136" '
    'style="position:absolute;width:{width}pt;height:{height}pt;rotation:325;z-index:-25{number};'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical-relative:margin;{place}" fillcolor="#d0d0d0" stroked="f">'
    '<v:fill opacity=".4"/><v:textpath style="font-family:&quot;SimSun&quot;;font-size:1pt" '
    "string={text}/></v:shape></w:pict>"
)


def write(
    paragraph: Any, text: str, *, size: float = 10.5, is_bold: bool = False, colour: str = ""
) -> Any:
    """Add a run of text; new lines become line breaks."""
    run = paragraph.add_run()
    for number, line in enumerate(text.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    dress(run, size=size, is_bold=is_bold, colour=colour)
    return run


def dress(run: Any, *, size: float, is_bold: bool = False, colour: str = "") -> None:
    """Give a run its Chinese and Latin fonts."""
    run.font.size = Pt(size)
    run.font.bold = is_bold
    run.font.name = LATIN
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), HEADING if is_bold else BODY)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def add_field(paragraph: Any, code: str, *, size: float) -> None:
    """Add a field that Word computes: PAGE, NUMPAGES."""
    for kind in ("begin", "", "separate", "end"):
        run = paragraph.add_run()
        dress(run, size=size)
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
        run._element.append(element)


def add_table(document: Any, widths: list[float]) -> Any:
    """Add a boxed table without rows, its columns as wide as said, in millimetres."""
    table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in _BORDER:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "333333")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def add_row(table: Any, *, is_heading: bool = False, height: float = 0) -> Any:
    """Add a row that is not torn apart; a heading is repeated on each page."""
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))
    if height:
        row.height = Mm(height)
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    return row


def fill(cell: Any, text: str, *, side: str = "start", is_shaded: bool = False, **more: Any) -> Any:
    """Write into a cell, in the middle of its height."""
    if is_shaded:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    spaced(paragraph, 2)
    paragraph.alignment = SIDES.get(side, SIDES["start"])
    return write(paragraph, text, **more)


def spaced(paragraph: Any, points: float, *, line: float = 1.0) -> None:
    """Give a paragraph its space above and below."""
    paragraph.paragraph_format.space_before = Pt(points)
    paragraph.paragraph_format.space_after = Pt(points)
    paragraph.paragraph_format.line_spacing = line


def add_watermark(paragraph: Any, text: str, *, number: int, width: int, place: str = "") -> None:
    """Put a slanting line of text behind the page, as Word's own watermarks are."""
    from xml.sax.saxutils import quoteattr

    shape = _WATERMARK.format(
        names=nsdecls("w"),
        number=number,
        width=width,
        height=max(18, int(width / max(4, len(text)) * 1.1)),
        text=quoteattr(text),
        place=place or "mso-position-vertical:center",
    )
    paragraph.add_run()._element.append(parse_xml(shape))
