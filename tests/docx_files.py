"""Word files for tests, written as bytes: the parts of a package around a body that the test gives as XML."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{RELATED}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
    "settings": "settings", "header1": "header", "header2": "header", "footer1": "footer", "chart": "chart",
}  # fmt: skip


def root(name: str, inner: str) -> str:
    """A part of the package."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {SPACES}>{inner}</w:{name}>'


def packed(members: dict[str, str | bytes]) -> bytes:
    """A ZIP of these members."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return held.getvalue()


def types(main: str = "word/document.xml", kind: str = MAIN_TYPE) -> str:
    """The list of types."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    override = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    return f'<Types xmlns="{space}"><Default Extension="xml" ContentType="application/xml"/>{override}</Types>'


def relations(*targets: tuple[str, str, str]) -> str:
    """Relations by key, kind and target; a target that is an address stands outside."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    outside = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATED}/{kind}" Target="{target}"{outside * ("://" in target)}/>'
        for key, kind, target in targets
    )
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'


def docx(body: str, main: str = "word/document.xml", kind: str = MAIN_TYPE, **parts: str) -> bytes:
    """A Word file with this body; `parts` are the inside of styles, numbering, footnotes, header1, …"""
    folder, _, name = main.rpartition("/")
    related = [(f"r{key}", PARTS[key], f"{key}.xml") for key in parts]
    roots = {"styles": "styles", "header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": types(main, kind),
        "_rels/.rels": relations(("r1", "officeDocument", main)),
        main: root("document", f"<w:body>{body}</w:body>"),
        f"{folder}/_rels/{name}.rels": relations(*related),
    }
    members |= {f"{folder}/{key}.xml": root(roots.get(key, key), inner) for key, inner in parts.items()}
    return packed(members)


def t(words: str) -> str:
    """Words."""
    return f'<w:t xml:space="preserve">{words}</w:t>'


def r(inner: str, properties: str = "") -> str:
    """A run, of words or of elements."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner if inner.startswith('<') else t(inner)}</w:r>"


def p(inner: str = "", properties: str = "") -> str:
    """A paragraph, of words or of runs."""
    runs = inner if inner.startswith("<") or not inner else r(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def tc(inner: str = "", properties: str = "") -> str:
    """A cell, of words or of paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells; words make a cell of words."""
    made = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def style(key: str, name: str, paragraph: str = "", run: str = "", base: str = "") -> str:
    """A paragraph style."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    form = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{at}">{form}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The numbering part with one list."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def listed(at: int, num: int = 1) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'


def field(instruction: str, result: str | None) -> str:
    """A field of the long form; without a result where it is None."""
    inside = "" if result is None else r('<w:fldChar w:fldCharType="separate"/>') + result
    return (
        r('<w:fldChar w:fldCharType="begin"/>')
        + r(f"<w:instrText>{instruction}</w:instrText>")
        + inside
        + r('<w:fldChar w:fldCharType="end"/>')
    )
