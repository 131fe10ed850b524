"""PDFs for tests, written by hand: no program that makes them is wanted, and what is wrong with them is wanted."""

import hashlib
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from taizhang.reading.layout import Layout, Passage
from taizhang.reading.pdf import laid

A4 = (0, 0, 595, 842)
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
FONTS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>"
    ),
    (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"
    ),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STHeiti /Encoding /UniGB-UCS2-H /DescendantFonts [8 0 R] >>",
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STHeiti /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>"
    ),
)
RESOURCES = b"<< /Font << /F1 3 0 R /F2 6 0 R /F3 7 0 R >> /XObject << %s >> >>"
FIRST = 9  # number of the first object that is not a font
GROWTH = (
    "全年完成地区生产总值524.3亿元，增长5.5%，其中第一产业增加值12,345万元，青川市一般公共预算收入完成调整预算的100.3%，"
    "云溪县固定资产投资增长12.6%，社会消费品零售总额达到88.25亿元。"
)
HEAD = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X %d 0 R >> >>"
FORM = HEAD + b" /Length 23 >>\nstream\n/X Do /X Do /X Do /X Do\nendstream"


@dataclass
class Sheet:
    """A page to be: what it draws, its box, how it is turned, and what it names."""

    content: list[bytes] = field(default_factory=list)
    box: tuple[float, ...] = A4
    rotate: int = 0
    named: bytes = b""
    more: bytes = b""

    def words(
        self, left: float, top: float, text: str, size: float = 16, *, font: str = "F1", mode: int = 0
    ) -> "Sheet":
        """Words from a place on, told from the upper left corner; narrow signs take half their size."""
        x, height = left, self.box[3]
        for sign in text:
            narrow = sign.isascii()
            if sign != " ":
                name, code = (
                    ("F2", f"({sign})".replace("()", "(\\()").replace("())", "(\\))")) if narrow else (font, "")
                )
                shown = f"({chr(92)}{sign})" if sign in "()\\" else code if narrow else f"<{ord(sign):04X}>"
                line = (
                    f"BT /{name} {size} Tf {mode} Tr 1 0 0 1 {x:.2f} {height - top - 0.88 * size:.2f} Tm {shown} Tj ET"
                )
                self.content.append(line.encode())
            x += size / 2 if narrow else size
        return self

    def rule(self, left: float, top: float, right: float, bottom: float) -> "Sheet":
        """A straight line."""
        height = self.box[3]
        self.content.append(f"0.5 w {left} {height - top} m {right} {height - bottom} l S".encode())
        return self

    def draw(self, operators: str) -> "Sheet":
        """Whatever operators."""
        self.content.append(operators.encode())
        return self


def page_text(paragraphs: Iterable[str], number: int | None = None, width: int = 28) -> Sheet:
    """A page of paragraphs set as offices set them: 28 signs of 16 points a line, first lines set in by two."""
    sheet = Sheet()
    top = 105.0
    for paragraph in paragraphs:
        for line in wrapped("　　" + paragraph, width):
            sheet.words(78, top, line)
            top += 29
    if number is not None:
        sheet.words(270, 770, f"- {number} -", 14)
    return sheet


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of so many signs, two narrow ones counting as one; a number is not broken."""
    line, room = "", 2 * width
    words: list[str] = []
    for sign in text:
        narrow = sign.isascii() and sign != " "
        if narrow and words and words[-1][-1].isascii():
            words[-1] += sign
        else:
            words.append(sign)
    for word in words:
        need = sum(1 if sign.isascii() else 2 for sign in word)
        if need > room and word not in "，。；、":
            yield line
            line, room = "", 2 * width
        line += word
        room -= need
    if line:
        yield line


def pdf(
    sheets: Sequence[Sheet],
    objects: Sequence[bytes] = (),
    catalog: bytes = b"",
    packed: bool = True,
    password: tuple[bytes, bytes] | None = None,
) -> bytes:
    """A PDF of these pages. `objects` are numbered from FIRST on; `password` is that of user and owner."""
    pages = FIRST + len(objects)
    bodies: dict[int, bytes] = dict(enumerate(FONTS, 3))
    bodies |= {FIRST + place: body for place, body in enumerate(objects)}
    key = _key(*password) if password else None
    for place, sheet in enumerate(sheets):
        number = pages + 2 * place
        drawn = b"\n".join(sheet.content)
        head = b""
        if packed:
            drawn, head = zlib.compress(drawn), b" /Filter /FlateDecode"
        if key:
            drawn = _rc4(_object_key(key[2], number + 1), drawn)
        box = " ".join(map(str, sheet.box)).encode()
        bodies[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Rotate %d /Resources %s /Contents %d 0 R %s >>"
            % (box, sheet.rotate, RESOURCES % sheet.named, number + 1, sheet.more)
        )
        bodies[number + 1] = b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(drawn), head, drawn)
    kids = b" ".join(b"%d 0 R" % (pages + 2 * place) for place in range(len(sheets)))
    bodies[1] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    bodies[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets))
    trailer = b""
    if key:
        owner, user, _ = key
        trailer = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
            owner.hex().encode(),
            user.hex().encode(),
        )
    return written(bodies, trailer)


def written(bodies: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """The objects as a file with its table and its end."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number in sorted(bodies):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, bodies[number])
    start, size = len(out), max(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def _key(user: bytes, owner: bytes) -> tuple[bytes, bytes, bytes]:
    """Owner entry, user entry and key of the oldest kind of encryption."""
    padded = (user + PAD)[:32]
    entry = _rc4(hashlib.md5((owner + PAD)[:32]).digest()[:5], padded)
    key = hashlib.md5(padded + entry + (-4).to_bytes(4, "little", signed=True) + b"\0").digest()[:5]
    return entry, _rc4(key, PAD), key


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def picture_page() -> tuple[Sheet, bytes]:
    """A page that is one picture, and the object of the picture."""
    image = b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
    image += b" /Length 4 >>\nstream\n\x00\x40\x80\xff\nendstream"
    return Sheet(named=b"/I %d 0 R" % FIRST).draw("q 595 0 0 842 0 0 cm /I Do Q"), image


def bodies(layout: Layout) -> list[str]:
    """The paragraphs, without what stands in the margins."""
    return [part.text for part in layout.parts if isinstance(part, Passage) and part.kind != "furniture"]


def refused(data: bytes, error: type[Exception]) -> str:
    """What is said of a file that is refused, soon enough."""
    began = time.monotonic()
    with pytest.raises(error) as told:
        laid(data, "计划.pdf")
    assert time.monotonic() - began < 90
    return told.value.message("zh")  # type: ignore[attr-defined]
