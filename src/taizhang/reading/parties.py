"""Who issues a document and to whom: signature, caption, speaker, salutation, addressees."""

import re
from dataclasses import dataclass

from taizhang.catalogue.fronts import front_words
from taizhang.reading.dates import DAY, iso

ORGAN_END = front_words("organ")
ORGAN = re.compile(rf"^[ 　*#（(]*(?P<organ>[一-鿿]{{2,26}}?(?:{ORGAN_END}))[ 　*]*(?:\[\d+\])?[）)]?$")
POST = f"(?:代理?)?(?:{front_words('post')})"
RANK = "(?:党组(?:成员|书记)、?)?(?:常务)?副?"
SPEAKER = re.compile(rf"^[ 　*#（(—－-]*(?P<organ>[一-鿿]{{0,24}}?){RANK}(?P<post>{POST})[ 　：:]*[一-鿿·]{{0,6}}")
ON_BEHALF = re.compile("我(?:受.{0,20}委托，)?代表(?P<organ>[一-鿿]{0,20}?(?:人民政府|行署|行政公署|国务院))")
ENDS_AS_ORGAN = re.compile(rf"(?:{ORGAN_END})$")
LEVEL = re.compile("(市|省|县|区|州|盟|旗|镇|乡)长")
LABEL = re.compile("(?:发布|来源|主办|承办|出处)[一-鿿]{0,4}[：:]$")
SENTENCE = re.compile("[，。；：]")
LONGEST_SPEAKER = 40
JOINED = re.compile("(?<=统计局)(?=国家统计局)")
CAPTION = re.compile("(?:会议|大会|次会|常委会|主席团).{0,6}(?:上|期间)?")
SALUTATION = re.compile(
    r"^[ 　*#]*(?P<names>(?:尊敬的)?(?:各位|同志们|主任|主席|委员)[^：:！!。\n]{0,40})[：:！!]", re.MULTILINE
)
ADDRESSEES = re.compile(
    r"^[ 　*#]*(?P<names>(?:各|省|市|区|县|州|有关|机关|局|直属|开发区|高新区|乡镇|街道)"
    r"(?:[^：:。\n]{20,200}\n){0,4}[^：:。\n]{2,200})[：:][ 　]*$",
    re.MULTILINE,
)
DATE_LINE = re.compile(rf"^[ 　*#（(]*{DAY.pattern}[ 　]*[）)]?[ 　*]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parties:
    """Issuer as printed (perhaps 市人民政府 without the region's name), day written, addressees, caption."""

    issuer: str | None
    written: str | None
    addressees: tuple[str, ...]
    caption: str


def parties_of(head: str, under: str, tail: str, spoken: str) -> Parties:
    r"""The parties from the head, from what of it stands under the titles, from tail and first words spoken.

    >>> head = "关于甲区计划的报告\n——2030年1月9日在甲区人民代表大会第三次会议上\n甲区人民政府\n各位代表：\n"
    >>> found = parties_of(head, head, "", "")
    >>> found.issuer, found.written, found.addressees
    ('甲区人民政府', '2030-01-09', ('各位代表',))
    """
    lines = [line.strip(" 　*#") for line in head.split("\n") if line.strip(" 　*#")]
    caption = _caption(lines)
    signed, day = _signature(head) or _signature(tail) or (None, None)
    written = _day(caption) or day or _day_of_title(lines)
    below = [line.strip(" *#") for line in under.split("\n") if line.strip(" *#")]
    issuer = signed or _organ(below) or _speaker(below) or _on_behalf(spoken)
    return Parties(issuer, written, _addressees(head), caption)


def _caption(lines: list[str]) -> str:
    """The lines under the title that say when and before whom: 2030年1月9日在…会议上, perhaps broken in two."""
    for i, line in enumerate(lines):
        if len(line) < 60 and DAY.search(line) and (CAPTION.search(line) or "在" in line):
            following = lines[i + 1] if i + 1 < len(lines) else ""
            return line if CAPTION.search(line) else line + following
        if len(line) < 60 and re.match("[—－(（-]*在.*(?:大会|会议)", line):
            return line + (lines[i + 1] if i + 1 < len(lines) and DAY.search(lines[i + 1]) else "")
    return ""


def _day(text: str) -> str | None:
    match = DAY.search(text)
    return iso(match) if match else None


def _day_of_title(lines: list[str]) -> str | None:
    """The day in the brackets behind a title: 政府工作报告（2030年1月9日 某某）."""
    for line in lines:
        match = re.search(r"[（(]([^（()）]*)[）)]$", line)
        if match and len(line) < 80 and _day(match[1]):
            return _day(match[1])
    return None


def _signature(text: str) -> tuple[str | None, str | None] | None:
    """The organs and the day of a signature: a day alone on its line, with organs on the lines above it."""
    for match in DATE_LINE.finditer(text):
        day = iso(match)
        organs = []
        for line in reversed([line for line in text[: match.start()].split("\n") if line.strip()][-4:]):
            organ = ORGAN.match(line)
            organs += JOINED.split(organ["organ"])[::-1] if organ else []
            if not organ and not re.fullmatch(r"\[\d+\]", line.strip()):
                break
        if day:
            return "、".join(reversed(organs)) or None, day
    return None


def _organ(lines: list[str]) -> str | None:
    """The organ that stands alone under the title, not the one that a label above calls the site's (发布机构：)."""
    own = (line for above, line in zip(["", *lines], lines, strict=False) if not LABEL.search(above))
    parts = (part for line in own if len(line) < LONGEST_SPEAKER for part in JOINED.split(line))
    organs = [match["organ"] for part in parts if (match := ORGAN.match(part))]
    return "、".join(dict.fromkeys(organs)) or None


def _speaker(lines: list[str]) -> str | None:
    """The organ of whoever speaks: 某市人民政府市长 某某; of 某市市长 or 市长 alone the government of the level."""
    for line in lines:
        match = SPEAKER.match(line) if len(line) < LONGEST_SPEAKER and not SENTENCE.search(line.rstrip("：")) else None
        if match and ENDS_AS_ORGAN.search(match["organ"]):
            return match["organ"]
        if match and (level := LEVEL.search(match["post"])):
            organ = match["organ"].removesuffix(level[1])
            return f"{organ}{level[1]}人民政府"
    return None


def _on_behalf(spoken: str) -> str | None:
    match = ON_BEHALF.search(spoken)
    return match["organ"] if match else None


def _addressees(head: str) -> tuple[str, ...]:
    match = ADDRESSEES.search(head) or SALUTATION.search(head)
    names = re.split("[，,；;]", match["names"].replace("\n", "")) if match else []
    return tuple(name.strip() for name in names if name.strip())
