"""What is no measure: dates, ordinals, names, qualifiers and page remains, each with its reason.

`RULES` is tried in order and the first that applies wins; a rule looks at the characters around a number only.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from taizhang.grammar.tokens import Token
from taizhang.model import Label

BEFORE, AFTER = 24, 34


class Around(NamedTuple):
    """A number and the characters around it, cut at line ends."""

    token: Token
    before: str
    after: str
    has_unit: bool
    digits: str
    """The number without sign and per cent mark."""
    last: str
    """The last character before it that is no blank, or an empty string."""


def around(text: str, token: Token, has_unit: bool) -> Around:
    """The token with up to 16 characters before and 14 after it, within its line."""
    before = text[max(0, token.start - BEFORE) : token.start]
    after = text[token.end : token.end + AFTER]
    before = before[before.rfind("\n") + 1 :]
    return Around(token, before, after.partition("\n")[0], has_unit, token.text.strip("+-−%％‰"), before.rstrip()[-1:])


YEAR = re.compile(r"(?:19|20)[0-9]{2}")
DIGITS = re.compile(r"[0-9]+")
BRACKETS = frozenset("〔[［【﹝")
BRACKET_CLOSE = re.compile(r"\s*[〕\]］】﹞]")
DOCUMENT_NUMBER = re.compile(r"[〕\]］﹞]\s*(?:第\s*)?$")
RANKED = re.compile(r"\s*(?:位|名)(?!专家|局长|市长)")
RANKING = re.compile(
    r"(?:列|居|排名?|位次|升至|进位至?|跃居|跃升至?|全[国省市区县州]|名列|位于|排位|总分|综合)(?:全球|世界|亚洲|国内|省内|[东中西]部|东北)?\s*第\s*$"
)
ISSUED = re.compile(r"[字发办函政号]\s*[（(]$")
ISSUED_AFTER = re.compile(r"[）)]\s*第?[0-9]+\s*号")
CAPTION = re.compile(r"(?:^|[\s。，（(见如附])(?:图|表|附件|附表|专栏|附录|注)\s*$")
CAPTIONS = re.compile(r"(?:附表|表|附件|图)\s*[0-9]+(?:\s*[、和至\-—～~]\s*[0-9]+)*\s*[、和至\-—～~]\s*$")
SUBNUMBERED = re.compile(r"(?:表|附件|图)\s*[0-9]{1,3}$")  # 附件1-3, whose second number seems to have a sign
CAPTION_JOINTS, CAPTION_ENDS = frozenset("、和至-—～~"), frozenset("图表件专栏录注")
PAREN_MARK = re.compile(r"(?:^|[。；;：:！？\s”])[（(]$")
LIST_MARK = re.compile(r"^[\s　*#>\-]*$|[。；;！？：:]\s*$")
LIST_AFTER = re.compile(r"[.．、]\s*(?![0-9])|[)）]")
MARK_AND_YEAR = re.compile(r"[0-9]{1,2}[.．](?:19|20)[0-9]{2}")  # 1.2026年预算草案: one token, by its look a number
MONTH = re.compile(r"\s*月")
DAY = re.compile(r"\s*(?:日|号)(?!线|楼|院|令|文|基|井|路|公|高|机|地|国)")
DATE_RANGE = re.compile(r"\s*年?\s*(?:[-—~～–－/至、到和]|、)+\s*[0-9]{1,4}\s*(?:年|月|日)")
MONTH_RANGE = re.compile(r"\s*(?:[-—~～–－至、到和])+\s*[0-9]{1,2}\s*月")
ISO_TAIL = re.compile(r"[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9])")
ISO_HEAD = re.compile(r"(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2})?$")
HOUR_LEADS, HOUR = frozenset("日午晨晚上至—-"), re.compile(r"\s*(?:时|点)(?![位心击面球灯])")
CLOCK_LEAD = re.compile(r"[日午晨晚至—\-\s]$|^$|间：?$")
POINTED_MONTH, AMOUNT = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}"), re.compile(r"\s*[万亿元个]")
RANGE_SIGNS, TO_YEAR = frozenset("至到—-~～–－"), re.compile(r"[-—~～–－]+\s*(?:19|20)[0-9]{2}")
WORD_END, MULTIPLIERS = re.compile("[\u4e00-\u9fffA-Za-z]$"), frozenset("十百千万亿")
CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9]$")
SECONDS = re.compile(r"[0-9]{1,2}[:：][0-9]{2}[:：][0-9]{2}")
ISO_DATE = re.compile(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s*(?:[0-9:：]*)$")
LETTER_BEFORE = re.compile(r"[A-Za-zα-ω]$|[A-Za-z][-－—]$")
LETTER_AFTER = re.compile(r"[A-Za-z]")
QUOTE_BEFORE = re.compile(r"[“\"‘'《「『][^”\"’'》」』，。；、]{0,14}$")
MEASURING = re.compile("[元%％]|万|亿|[家户人]")
SLOGAN = re.compile(r"[0-9+\-·.×xXNnA-Z、:：一二三四五六七八九十百千万双大个条项件行动工程计划体系模式]*")
QUOTE_CLOSE = re.compile(r"[^“\"‘'《「『，。；]{0,12}[”\"’'》」』]")
PLUS_AFTER = re.compile(r"\s*[+＋](?=[0-9A-Za-z\u4e00-\u9fff])")
SEVERAL = re.compile(r"\s*(?:强|佳)(?!企业产值|.{0,6}(?:总产值|营业收入))")
ROAD_BEFORE = re.compile(
    r"(?:国道|省道|县道|乡道|国省道|地铁|轻轨|轨道交通)[A-Z]?(?:[0-9A-Z]+(?:线|国道|省道)?[和、])*$"
)
ROAD_AFTER = re.compile(r"\s*(?:[、和及][0-9]{1,3})*(?:国道|省道|县道|乡道|号线|号公路|路公交)")
LENGTH = re.compile(r"\s*万?(?:公里|千米)(?!处|桩)")  # 县道64公里 is so much of them
HOTLINE = re.compile(r"\s*(?:政务|服务|市长|便民|公共|民生|市民|政府)*热线|平台.{0,3}热线")
ROUND = re.compile(r"[1-9]\.0")
VERSION = re.compile(r"\s*(?:版|时代|升级版|阶段|模式(?!.{0,2}[0-9]))")
CIRCLE = re.compile(
    r"\s*(?:分钟|小时|公里|千米)(?:[、及][^，。；]{0,24}?)?[^，。；、0-9]{0,14}?圈|\s*(?:分钟|小时)[^，。；、0-9]{0,10}?(?:阅读|见警|响应|自助|营业|便利店|服务|值守|监测|直达|通达|达到|覆盖|热线|在线|不打烊|供水|供电|书房|借阅|健身|生活|城市|交通|到达|接诊|急救)"
)
# What a rate is told per: 每10万人拥有15467人, 每50公斤提高9元, 孕产妇死亡率9/10万, 2.1人/10万人.
EVERY = re.compile(r"每\s*(?:[0-9.]+[^\s，。；、0-9]{0,3}[-—~～–－至到]+)?$")
ON_TO = re.compile(r"[-—~～–－至到]+\s*[0-9]")
PER, TENS = re.compile(r"[0-9%％‰]\s*([^\s，。；、/／0-9]{0,4})\s*[/／]\s*每?\s*$"), re.compile("10+")
DIVIDED = re.compile(
    r"\s*(?:[百千]?万(?![元吨套台件辆亩个家项处千米平公标株头只张座])"
    r"|[百千万]*(?:人|户|名|例|公里|平方公里|公斤|千克|毫升))"
)
ANNIVERSARY = re.compile(r"\s*周年")
INDEX_NUMBER = re.compile(
    r"(?:索引号|文号|发文字号|文件编号|统一编号|公开目录号?|信用代码)\s*[:：]?\s*[0-9A-Za-z/〔〕\-]*$"
)
# An organisation's code, year and serial number, where the words 索引号 stand on a line of their own.
INDEX_FORM = re.compile(r"[0-9A-Za-z]{8,9}(?:-[0-9])?/20[0-9]{2}-[0-9]{4,}")
URL = re.compile(
    r"(?:https?:|www\.|[A-Za-z0-9-]\.(?:com|cn|gov|html?|net|org))[!-~]*$|/[a-z0-9]+/[!-~]*$|[A-Za-z0-9][@_=]$"
)
URL_AFTER = re.compile(r"[A-Za-z0-9_./\-]*(?:\.(?:com|cn|gov|html?|net|org|shtml|jpg|png|pdf|docx?|xlsx?)|@)")
PHONE = re.compile(
    r"(?:电话|传真|邮编|邮政编码|手机|热线|咨询|举报|备案|ICP备|公网安备|标识码|索引号|邮箱|QQ|编号|网站支持|违法|访问量|浏览量?"
    r"|阅读(?:量|次数)?|点击(?:量|率|次数|数)?|访问次数|次数|字数|评论|下载)\s*[:：]?\s*[（(]?[0-9\-— ]*$"
)
AREA_CODE = re.compile(r"0[0-9]{2,3}$")
LONG_TAIL = re.compile(r"[-—][0-9]{7,8}")
MULTIPLIED = re.compile("[×xX*][0-9]")
CODE = re.compile("[0-9]{3,4}")
CODED = re.compile("(?![左右以上下余多倍])[\u4e00-\u9fff]")
TOLD = re.compile("(?:为|达|至|到|第|超过?|突破|完成|实现|[0-9])$")
NUMBERED_ON = re.compile(r"(?:\s*[、和及至~～-]\s*[0-9]{1,3})+\s*号(?!线|公路|文)")
ZERO_LED = re.compile("0[0-9]+")
NAMED_TERM = re.compile(r"\s*年(?:一遇|(?:免费|义务|一贯)[^，。；]{0,6}(?:教育|学校)|期(?![间限内末中]))")
SERIES_BEFORE = re.compile(
    r"(?:改革开放|经过|走过|历时|连续|持续|时隔|历时|历经|第一个|未来|今后|过去|近|这|最近|前|每|超前)$"
)
SERIES_AFTER = re.compile(
    r"\s*[多余]?年(?:的?(?:沧桑|巨变|奋斗|征程|历程|辉煌|实践|探索|风雨|峥嵘)|来|间|以来|时间|内|前|后|多来|位居|蝉联|保持|获|行动|计划|攻坚|规划|倍增|大变|提升|任务|改革|方案|目标|工作|实现|稳定|全|居|被|荣|入|零|无|（|\(|翻|任期)"
)


def _ordinal(a: Around) -> str | None:
    if a.before.endswith("[^") and a.after.startswith("]"):
        return "footnote mark"
    if a.last in BRACKETS and BRACKET_CLOSE.match(a.after):
        return "document number" if len(a.digits) == 4 else "footnote mark"
    coded = a.after[:1] == "/" or "/20" in a.before[-7:] or a.before[-1:] == "/"
    if INDEX_NUMBER.search(a.before) or (coded and INDEX_FORM.search(a.before + a.token.text + a.after)):
        return "index number"
    if a.after[:1] in ("号", "期") and DOCUMENT_NUMBER.search(a.before):
        return "document number"
    numbered = a.token.text[0] in "-−" and SUBNUMBERED.search(a.before)
    if numbered or (a.last in CAPTION_JOINTS and CAPTIONS.search(a.before)):
        return "ordinal"
    captioned = a.last in CAPTION_ENDS and a.after[:1] != "个" and CAPTION.search(a.before)
    if captioned or (a.last in "（(" and ISSUED.search(a.before) and ISSUED_AFTER.match(a.after)):
        return "document number" if len(a.digits) == 4 else "ordinal"
    if a.last == "第":
        if a.after.lstrip().startswith("页"):
            return None
        return None if RANKED.match(a.after) or RANKING.search(a.before) else "ordinal"
    if a.last == "." and a.before.endswith(("NO.", "No.", "no.")):
        return "ordinal"
    if a.after[:1] == "号" and not MONTH.search(a.before[-3:]) and not a.after.startswith(("号线", "号公路")):
        return "numbered thing"
    if a.after[:1] in "、和及至~～-" and NUMBERED_ON.match(a.after):
        return "numbered thing"
    return "list mark" if _is_list_mark(a) else None


def _is_list_mark(a: Around) -> bool:
    if not DIGITS.fullmatch(a.token.text) or len(a.token.text) > 2 or not LIST_AFTER.match(a.after):
        return False
    return bool(PAREN_MARK.search(a.before)) or (a.after[0] not in ")）" and bool(LIST_MARK.search(a.before)))


def _date(a: Around) -> str | None:
    digits = a.digits
    if _is_year(a) or _is_marked_year(a):
        return "year"
    if DIGITS.fullmatch(digits) and len(digits) <= 2:
        if MONTH.match(a.after) or MONTH_RANGE.match(a.after):
            return "month"
        if DAY.match(a.after) and (a.before.rstrip()[-1:] in "月、-—至~～（(" or a.after.lstrip()[:1] == "日"):
            return "day"
        if a.token.text[0] in "-−" and ISO_HEAD.search(a.before):
            return "date"
        if a.last in HOUR_LEADS and HOUR.match(a.after):
            return "clock time"
    if ISO_DATE.search(a.before) and SECONDS.search(a.before + a.digits + a.after[:9]):
        return "clock time"
    if a.token.form == "ratio" and CLOCK.match(a.token.text) and CLOCK_LEAD.search(a.before):
        return "clock time"
    if POINTED_MONTH.fullmatch(digits) and not AMOUNT.match(a.after):
        return "date"
    return None


def _is_year(a: Around) -> bool:
    if not YEAR.fullmatch(a.digits) or a.token.text[-1] == "%":
        return False
    told = a.after.lstrip()[:1] == "年" or DATE_RANGE.match(a.after) or ISO_TAIL.match(a.after)
    return bool(told) or (not a.has_unit and _bare_year(a))


def _is_marked_year(a: Around) -> bool:
    """Whether a number is a year run into the number of its item: 1.2026年预算草案."""
    return bool(MARK_AND_YEAR.fullmatch(a.digits)) and a.after[:1] == "年" and bool(LIST_MARK.search(a.before))


def _bare_year(a: Around) -> bool:
    after = a.after.lstrip()
    if not after or after[0] in "-—~～–－、，。）)”":
        return a.before[-1:] in RANGE_SIGNS or bool(TO_YEAR.match(after))
    recent = a.digits >= "2000" or not WORD_END.search(a.before)
    return recent and after[0] not in MULTIPLIERS


def _name(a: Around) -> str | None:
    if a.token.text[0] == "+" or PLUS_AFTER.match(a.after) or a.before.endswith(("+", "＋")):
        return "programme"
    if LETTER_BEFORE.search(a.before):
        return "code with letters"
    if QUOTE_BEFORE.search(a.before) and QUOTE_CLOSE.match(a.after) and _slogan(a):
        return "programme"
    if SEVERAL.match(a.after):
        return "list of the best"
    if (ROAD_BEFORE.search(a.before) and not LENGTH.match(a.after)) or ROAD_AFTER.match(a.after):
        return "road or line"
    if HOTLINE.match(a.after):
        return "hotline"
    if ("." in a.digits and VERSION.match(a.after)) or (not a.has_unit and ROUND.fullmatch(a.token.text) and a.before):
        return "version"
    if a.after.startswith(("人口抽样", "人口变动")):
        return "sample survey"
    if ANNIVERSARY.match(a.after):
        return "anniversary"
    return None


def _slogan(a: Around) -> bool:
    """Digits between quotation marks name a programme unless they carry a unit of measure."""
    inner = a.before[max(a.before.rfind(q) for q in "“\"‘'《「『") + 1 :]
    rest = re.split("[”\"’'》」』]", a.after, maxsplit=1)[0]
    whole = inner + a.digits + rest
    several = len(whole) <= 12 and len(DIGITS.findall(whole)) > 1 and not MEASURING.search(whole)
    return several or "+" in whole or rest.startswith("条") or bool(SLOGAN.fullmatch(inner + rest))


def _circle(a: Around) -> str | None:
    if EVERY.search(a.before) and (a.has_unit or ON_TO.match(a.after)):
        return "per so many"
    if a.has_unit and TENS.fullmatch(a.digits) and _divides(a):
        return "per so many"
    if MULTIPLIED.match(a.after):
        return "size of the thing named"
    if CIRCLE.match(a.after):
        return "service circle"
    if NAMED_TERM.match(a.after):
        return "size of the thing named"
    return None


def _divides(a: Around) -> bool:
    """Whether a round number after a stroke is what a rate is told per, and not another number of the same kind."""
    before = PER.search(a.before)
    if before is None or not DIVIDED.match(a.after):
        return False
    return not (before[1] and a.after.lstrip().startswith(before[1]))


def _series(a: Around) -> str | None:
    if a.after.lstrip().lstrip("多余")[:1] == "年" and (SERIES_BEFORE.search(a.before) or SERIES_AFTER.match(a.after)):
        return "run of years"
    return None


def _remains(a: Around) -> str | None:
    if a.last == "第" and a.after.lstrip().startswith("页"):
        return "page number"
    if (a.last.isascii() and URL.search(a.before)) or URL_AFTER.match(a.after):
        return "address"
    if PHONE.search(a.before) or (AREA_CODE.fullmatch(a.digits) and LONG_TAIL.match(a.after)):
        return "telephone or site number"
    if AREA_CODE.search(a.before) and len(a.digits) >= 7:
        return "telephone or site number"
    if len(a.digits) >= 11 and DIGITS.fullmatch(a.digits):
        return "serial number"
    return None


Rule = Callable[[Around], str | None]
RULES: tuple[tuple[Label, Rule], ...] = (
    ("ordinal", _ordinal),
    ("other", _remains),
    ("date", _date),
    ("name", _name),
    ("qualifier", _circle),
    ("date", _series),
)


def _in_title(a: Around) -> bool:
    """Whether a year stands in quotation marks before a dash, as in the name of a programme."""
    return a.after[:1] in "-—–" and bool(QUOTE_BEFORE.search(a.before))


def label_of(a: Around) -> tuple[Label, str] | None:
    """The label and reason of a number that is no measure, or None where it may be one.

    Letters right after a number make it a code (5G, 4A级) unless a known unit (mg, km) begins there.
    """
    for label, rule in RULES:
        reason = rule(a)
        if reason:
            return label, reason
    if not a.has_unit and YEAR.fullmatch(a.digits) and ("\u4e00" <= a.after[:1] <= "\u9fff" or _in_title(a)):
        return "name", "year in a name"
    if not a.has_unit and ZERO_LED.fullmatch(a.token.text) and CODED.match(a.after):
        return "name", "number in a name"
    if not a.has_unit and CODE.fullmatch(a.token.text) and CODED.match(a.after) and not TOLD.search(a.before):
        return "name", "number in a name"
    if not a.has_unit and LETTER_AFTER.match(a.after.lstrip()):
        return "name", "code with letters"
    return None
