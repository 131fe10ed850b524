#!/usr/bin/env python3
"""One peer that reads one file, in an environment of its own; needs no package but the peer's.

    python peer.py TOOL FILE

Prints one line of JSON: its text, its tables as rows of words, the seconds of its process once it is loaded; `why`
where it cannot read the file.
"""

import json
import os
import re
import sys
import time

BAR = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[\s|:-]+")


def pdfplumber(path):
    import pdfplumber as tool

    def run():
        texts, grids = [], []
        with tool.open(path) as book:
            for page in book.pages:
                texts.append(page.extract_text() or "")
                grids += page.extract_tables()
                page.close()
        return "\n".join(texts), [[[cell or "" for cell in row] for row in grid] for grid in grids]

    return run


def pypdf(path):
    import pypdf as tool

    return lambda: ("\n".join(page.extract_text() for page in tool.PdfReader(path).pages), [])


def python_docx(path):
    import docx

    def run():
        book = docx.Document(path)
        parts, grids = [], []
        for part in book.iter_inner_content():
            if hasattr(part, "rows"):
                grids.append([[cell.text for cell in row.cells] for row in part.rows])
                parts += ["\t".join(row) for row in grids[-1]]
            else:
                parts.append(part.text)
        return "\n".join(parts), grids

    return run


def markitdown(path):
    from markitdown import MarkItDown

    tool = MarkItDown(enable_plugins=False)

    def run():
        text = tool.convert(path).text_content
        return text, markdown_tables(text)

    return run


def docling(path):
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    from docling.document_converter import DocumentConverter

    tool = DocumentConverter()

    def run():
        found = tool.convert(path).document
        grids = [[[cell.text for cell in row] for row in table.data.grid] for table in found.tables]
        return found.export_to_text(), grids

    return run


def markdown_tables(text):
    """The tables of a Markdown text as rows of words."""
    grids, rows = [], []
    for line in [*text.splitlines(), ""]:
        bare = line.strip()
        if bare.startswith("|"):
            if not RULE.fullmatch(bare):
                rows.append([cell.strip() for cell in BAR.split(bare)[1:-1]])
        elif rows:
            grids.append(rows)
            rows = []
    return grids


TOOLS = {tool.__name__: tool for tool in (pdfplumber, pypdf, python_docx, markitdown, docling)}


def main(name, path):
    try:
        run = TOOLS[name.replace("-", "_")](path)
        begun = time.process_time()
        text, grids = run()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what there is to tell
        print(json.dumps({"why": f"{type(error).__name__}: {error}"[:300]}))
        return
    print(json.dumps({"text": text, "grids": grids, "seconds": time.process_time() - begun}))


if __name__ == "__main__":
    main(*sys.argv[1:])
