"""What a document says of itself."""

import re

from taizhang.catalogue.fronts import front_words
from taizhang.model import Metadata, Section, View
from taizhang.reading.front import Front, plain_lines, with_newlines
from taizhang.reading.parties import Parties, parties_of
from taizhang.reading.periods import periods_of
from taizhang.reading.places import region_for
from taizhang.reading.properties import properties_of
from taizhang.reading.titles import Titles

TAIL = 800
DOCUMENT_NUMBER = re.compile(
    r"^[ 　]*([一-鿿]{2,14}[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\d{1,5}\s?号)[ 　]*$", re.MULTILINE
)
APPROVAL = re.compile(
    "(?:已?经(?!济)|由)(?P<congress>[^，。；《》\n]{0,20}?第[^，。；《》\n]{1,12}(?:人民代表大会|人大)[^，。；《》\n]{0,24}?会议)"
    "[^，。；\n]{0,6}(?:审议|审查|批准|通过)"
)
ANNEX = re.compile(
    r"^[ 　]*附[ 　]*[件表录][ 　]*\d*[：:][ 　]*(?P<names>[^\n]*(?:\n[ 　]*\d+[.．、][^\n]*)*)", re.MULTILINE
)
LISTED = re.compile(r"\n|(?<=[^\d])(?=\d+[.．、])")
NO_NAME_PART = re.compile(
    r"^[ 　]*\d+[.．、]|\.(?:pdf|docx?|xlsx?|wps|et|zip|rar)\b.*$|[ 　]*[（(].{0,12}[KM]B?[）)]$", re.IGNORECASE
)
TITLED = re.compile(rf"([一-鿿]{{2,24}}?(?:{front_words('organ')}))关于")
SHORTEST, LONGEST = 2, 80
LOCAL = re.compile("自治[区州县旗]|[省市县区州盟旗](?=人民政府|政府|行署|行政公署|[一-鿿]{2,}[局厅委会])")
SOURCE = re.compile(
    "^[ 　（(]*(?:信息|稿件|文章|资料)?(?:来源|出处)[：:][ 　]*([一-鿿]{2,20}统计局)[ 　）)]*$", re.MULTILINE
)
BARE = ("人民政府", "行署", "行政公署")
REPORTED = re.compile("(?:现将|现就|报告|提交)([^，。\n]{2,40})")
SECRECY = re.compile(r"^[ 　]*((?:绝密|机密|秘密)(?:★[^\n]{1,12})?|内部资料[^\n]{0,12}|内部文件)[ 　]*$", re.MULTILINE)
OPENNESS = re.compile(
    r"(?:此|本)?(?:文|件|文件)?(?:主动公开|公开发布|依申请公开|不予公开|不公开)(?=[）)\n]|$)|(?<=：)(?:主动公开|依申请公开|不予公开)"
)


def described(view: View, text: str, front: Front, outline: tuple[Section, ...]) -> Metadata:
    """The metadata of the text, from its head, its tail and its headings.

    `text` is the document's own, which still holds the property lines that the view leaves out as furniture.
    """
    source, text = view.text, with_newlines(text)
    listed = properties_of(text)
    tail = plain_lines(text[-TAIL:])
    parties = parties_of(front.head, front.under, tail, front.spoken)
    reviewed, planned = periods_of(front.kind, front.titles.title or "", front.planned, front.head, outline)
    region, code = _region(front, parties, source)
    return Metadata(
        title=front.titles.title,
        notice_title=front.titles.notice,
        kind=front.kind,
        region=region,
        region_code=code,
        issuer=_named(parties.issuer, region) or listed.get("issuer") or _titled(front.titles) or _source(front, text),
        document_number=_document_number(front.head) or listed.get("document_number"),
        index_number=listed.get("index_number"),
        date_issued=listed.get("issued"),
        date_written=parties.written,
        date_published=listed.get("published"),
        reviewed_period=reviewed,
        planned_period=planned,
        addressees=parties.addressees,
        annexes=annexes_in(source),
        approval=_approval(front.head),
        secrecy=_first(SECRECY, text[:2000]),
        openness=_openness(front.head, tail, listed),
    )


def _region(front: Front, parties: Parties, source: str) -> tuple[str | None, str | None]:
    titles = front.titles
    reported = REPORTED.search(front.spoken)
    heads = (
        titles.title or "",
        titles.notice or "",
        parties.caption,
        parties.issuer or "",
        reported[1] if reported else "",
    )
    own = (parties.issuer or "")[:1]
    return region_for(heads, source, front.planned or front.reviewed, own)


def _named(issuer: str | None, region: str | None) -> str | None:
    """The issuer in full: 市人民政府 is the government of the document's region."""
    if issuer in BARE and region:
        return region + issuer
    local = LOCAL.match(issuer) if issuer else None
    if issuer and region and local and region.endswith(local[0][-1]):
        return region + issuer[local.end() :]
    return issuer


def _titled(titles: Titles) -> str | None:
    """The organ that the title itself names: 某市统计局关于…的公报."""
    match = next((m for each in (titles.title, titles.notice) if each and (m := TITLED.match(each))), None)
    return match[1] if match else None


def _source(front: Front, own: str) -> str | None:
    """The bureau that a page names as the source of a communiqué without a signature."""
    match = SOURCE.search(own) if front.kind == "communique" else None
    return match[1] if match else None


def _document_number(text: str) -> str | None:
    match = DOCUMENT_NUMBER.search(text[:4000])
    return re.sub(r"\s", "", match[1]) if match else None


def _approval(head: str) -> str | None:
    match = APPROVAL.search(head)
    return match["congress"] if match else None


def annexes_in(source: str) -> tuple[str, ...]:
    r"""The names of the annexes, without number, file ending and size.

    >>> annexes_in("附件：1.主要预期目标.pdf\n2.重点项目表\n")
    ('主要预期目标', '重点项目表')
    """
    listed = (each for match in ANNEX.finditer(source) for each in LISTED.split(match["names"]))
    names = (NO_NAME_PART.sub("", each).strip(" 　。；《》") for each in listed)
    return tuple(dict.fromkeys(name for name in names if SHORTEST < len(name) < LONGEST))


def _openness(head: str, tail: str, listed: dict[str, str]) -> str | None:
    return _first(OPENNESS, head) or _first(OPENNESS, tail) or listed.get("openness")


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group().strip(" 　") if match else None
