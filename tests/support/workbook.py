"""Workbooks as a spreadsheet program writes them: shared strings, cells named by column, days as numbers."""
from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(rows: list[list]) -> bytes:
    """Texts become shared strings, integers number cells; None leaves a cell out."""
    shared: list[str] = []
    body = ""
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, value in enumerate(row):
            place = f"{chr(65 + column)}{number}"
            if isinstance(value, (int, float)):
                cells += f'<c r="{place}" s="1"><v>{value}</v></c>'
            elif value:
                shared.append(value)
                cells += f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'
        body += f'<row r="{number}">{cells}</row>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{escape(text)}</t></si>" for text in shared)}</sst>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)  # equal rows, equal bytes
    return stream.getvalue()


def read_sheets(content: bytes) -> list[list[list[str]]]:
    """The texts of every sheet of a workbook the program made."""
    sheets = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        for name in sorted(name for name in file.namelist() if name.startswith("xl/worksheets/")):
            root = ElementTree.fromstring(file.read(name))
            sheets.append([[cell.findtext(f".//{{{MAIN}}}t") or "" for cell in row] for row in root.iter(f"{{{MAIN}}}row")])
    return sheets


def read_document(content: bytes) -> str:
    """The words of a DOCX the program made."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(ElementTree.fromstring(file.read("word/document.xml")).itertext())


def credit_code(first_seventeen: str) -> str:
    """Completes a social credit code, computed as GB 32100-2015 says: not by the program."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(letters.index(character) * pow(3, place, 31) for place, character in enumerate(first_seventeen))
    return first_seventeen + letters[(31 - total % 31) % 31]
