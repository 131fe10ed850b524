"""Page furniture: what stands on a page and is no part of the document.

Losing a paragraph is far worse than keeping a menu entry. So a line goes only if its own words say what it is (page
numbers, reading counts, licences), or if it is short and stands in the menus before the first or after the last
paragraph of a web page, which is known for one by such words.
"""

import re
from collections import Counter

from taizhang.reading.lines import Line

PAGE = re.compile(
    r"[-—–－─_~·\s]+\d{1,4}[-—–－─_~·\s]+$|第\s*\d{1,4}\s*页(?:\s*[,，/（(]?\s*共\s*\d{1,4}\s*页[)）]?)?$|"
    r"(?:PAGE|Page|page)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|\d{1,3}\s*/\s*\d{1,3}$"
)
BARE_PAGE = re.compile(r"\d{1,4}$|[ivxIVX]{1,5}$")
CONTENTS = re.compile(r"(?:…{2,}|⋯{2,}|(?:[·•・.．‥‧][ \u3000]?){4,})[ \u3000]*[（(]?[ ]?[0-9ivxIVX]{1,4}[ ]?[)）]?$")
RULE = re.compile(r"[-=_*─━…·.~\s]{3,}$|!\[[^\[\]\n]*\]\([^()\n]*\)$")
COUNTER = re.compile(
    r"[•·●]?\s*(?:(?:阅读|浏览|点击|访问|评论|点赞|分享|收藏|转发|下载|打印)(?:次数|量|数|人次|率)?\s*[：:]|"
    r"[\[【（(]?\s*(?:字号|字体|文字大小|字体大小)(?:大小)?\s*[：:]|(?:站点|稿件|文章|页面)(?:访问|浏览|阅读)量\s*[：:]|"
    r"(?:当前|您的?|所在)(?:现在|目前|所在)?的?(?:当前)?位置\s*[：:是]|您(?:当前|现在|目前)(?:所在)?的?位置|位置\s*[：:]$|扫一扫|"
    r"关注(?:微信|公众号)|(?:上|下)一[篇条页]|分享(?:到|至)?\s*[：:]?$|打印(?:本页|此页|页面)?$|关闭(?:窗口|本页|页面)?$|"
    r"[【\[]\s*(?:打印|关闭|收藏|纠错)|标签\s*[：:]|(?:选择|切换)(?:区域|站点|语言))"
)
COUNTED = re.compile(r"(?:阅读|浏览|点击|访问|评论|点赞|分享)(?:次数|量|数|人次)?\s*[：:]$")
COUNT = re.compile(r"\d{1,9}\s*次?$")
SITE = re.compile(
    r"[•·●]?\s*(?:[>|｜/»]$|(?:网站|本站|站点)?(?:首页|主页)|登录|注册|登陆|退出|无障碍|长者|关怀版|适老|English|EN$|简体|繁[体體]|手机版|移动版|客户端|"
    r"网站(?:导航|地图|首页|支持IPv6)|收藏(?:本站)?$|设为首页|加入收藏|智能问答|智能机器人|搜索|热搜|高级检索|政务邮箱|邮箱$|RSS|"
    r"微信|微博|导航|请选择主题|换肤|欢迎您|互动交流|政务公开|信息公开|政务服务|办事服务|政民互动|政策法规|数据平台|我要咨询|中国政府网|"
    r"(?:国信)?房地产信息网|-->|您好)"
)
FOOT = re.compile(
    r"免责声明|(?:重要|版权)?声明\s*[：:]|标签\s*[：:云]|分享(?:到|至)?\s*[：:]?$|(?:上|下)一[篇条页]\s*[：:]?|"
    r"(?:相关|推荐|热门|最新|本栏|猜你)(?:文章|阅读|链接|新闻|附件|信息|内容|报道|稿件|评论|推荐|最新|文档|解读|政策|文件)\s*[：:]?$|"
    r"[【\[]?\s*(?:打印|关闭|收藏|纠错)(?:本页|此页|页面|窗口|正文)?\s*[】\]]?\s*[：:]?$|扫一扫|(?:返回|回到)(?:顶部|首页|列表)|【$|"
    r"版权所有|版权声明|Copyright|©|主办(?:单位)?\s*[：:]|承办(?:单位)?\s*[：:]|网站标识|政府网站标识|备案(?:号|序号)\s*[：:]|"
    r".{0,2}ICP备|.?公网安备|友情链接|阅读排行|标签云|站点地图|网站地图|联系我们$|关于我们$|原文链接|来源链接|本文(?:链接|地址)|"
    r"※?$|了解更多政策|【?关闭窗口|建议使用|技术支持\s*[：:]|地址\s*[：:].*(?:邮编|电话)|\[?附件下载|(?:责任)?编辑\s*[：:]|"
    r"文档附件|声明$|我要纠错|无障碍|展开更多|点击(?:查看|下载)|信息公开指南|微信扫"
)
DISCLAIMER = re.compile("本站|本网|转载|侵权|侵犯|版权|免责|著作权|注明|刊发|浏览器|分辨率|请联系|网站")
TITLE = re.compile(
    "(?:报告|公报|计划|通知|方案|意见|决议|规划|草案|纲要|要点|决定|批复|情况|安排|说明)(?:[（(《].{0,30})?$"
)
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
OPENS = re.compile(
    r"各位|—|\d{4}年\d|[一二三四五六七八九十]、|[（(][一二三四五六七八九十]|附件|(?:代|副)?[省市县区州旗盟]长|主任|第[一二三]"
)
LABELS = (
    "标题|名称|文号|发文字号|文件编号|索引号|信息索引|主题词|主题分类|公开方式|公开属性|有效性|时效|时间|日期|来源|信息来源|稿件来源|"
    "文章来源|作者|编辑|责任编辑|发文机关|发文机构|发布机构|发布单位|成文日期|发文日期|发文时间|发布日期|发布时间|发表时间|发布于|"
    "公开日期|生成日期|印发日期|内容摘要|内容概述|密级"
)
# 标 题： is printed with blanks to fill its column
SPACED = r"\s*".join(LABELS).replace(r"\s*|\s*", "|")
KEPT = re.compile(rf"(?:{SPACED})\s*(?:[：:]|\d{{4}}-)|.{{0,12}}[〔\[]\d{{4}}[〕\]]\s*\d+\s*号")
HAN = re.compile("[\u4e00-\u9fff]")
STOP = re.compile("[。；！？]")
CRUMBS = frozenset(">»›/")  # what stands before the last entry of a crumb trail
SHORT, MENU, PROSE, LONGEST = 40, 6, 30, 200


def furniture_of(lines: list[Line]) -> set[int]:
    """The indices of the lines that are page furniture."""
    away = {i for i, line in enumerate(lines) if len(line.text) <= LONGEST and _is_rule(line.text)}
    if lines and lines[-1].page:
        away |= _margins(lines)
    first = next((i for i, line in enumerate(lines) if _is_prose(line.text)), None)
    if first is not None:
        last = next(i for i in range(len(lines) - 1, -1, -1) if _is_prose(lines[i].text))
        away |= _head(lines, first) | _foot(lines, last)
    return away


def _is_rule(text: str) -> bool:
    return PAGE.match(text) is not None or RULE.match(text) is not None or is_contents(text)


def is_contents(text: str) -> bool:
    """Whether a line is one of a table of contents: dots lead to the number of a page.

    >>> is_contents("表二 2026年收入预算表·······（12）"), is_contents("一、工作回顾……3"), is_contents("增长5.5%……12家")
    (True, True, False)
    """
    return CONTENTS.search(text) is not None


def _is_prose(text: str) -> bool:
    """Whether the line is a sentence of some length, and none by which a site excuses itself."""
    return len(text) >= PROSE and STOP.search(text) is not None and not DISCLAIMER.search(text, 0, 60)


def _margins(lines: list[Line]) -> set[int]:
    """Page numbers and running headers: the first and last lines of pages."""
    edges = [i for i in range(len(lines)) if _at_edge(lines, i)]
    numbers = {i for i in edges if BARE_PAGE.match(lines[i].text)}
    found = Counter(lines[i].text for i in edges if HAN.search(lines[i].text) and len(lines[i].text) <= SHORT)
    often = max(3, (lines[-1].page + 1) // 3)
    headers = {text for text, times in found.items() if times >= often and not STOP.search(text)}
    first = {text: i for i in reversed(edges) if (text := lines[i].text) in headers}
    # the first is kept: it may be the title itself
    repeats = {i for i in edges if lines[i].text in headers and i != first[lines[i].text]}
    return (numbers if len(numbers) > 1 else set()) | repeats


def _at_edge(lines: list[Line], i: int) -> bool:
    before = lines[i - 1].page if i else -1
    after = lines[i + 1].page if i + 1 < len(lines) else -1
    return before != lines[i].page or after != lines[i].page


def _head(lines: list[Line], body: int) -> set[int]:
    """The menus, crumbs and counters before the first paragraph, without the title and what belongs to it."""
    counters = {i for i in range(body) if COUNTER.match(lines[i].text)}
    counts = {i + 1 for i in range(body - 1) if COUNTED.search(lines[i].text) and COUNT.match(lines[i + 1].text)}
    menu = counters | {i for i in range(body) if len(lines[i].text) <= SHORT and SITE.match(lines[i].text)}
    if len(menu) < 2:
        return counters | counts
    last = max(menu)
    last += last + 1 < body and lines[last].text in CRUMBS and _is_menu(lines[last + 1].text, set())
    years = _years_of_title(lines[:body])
    kept = {i + 1 for i in range(body - 1) if KEPT.match(lines[i].text) and lines[i].text[-1] in "：:"}
    before = {i for i in range(last + 1) if _is_menu(lines[i].text, years)}
    return counters | counts | ((before | _entries(lines, last + 1, body, years)) - kept)


def _years_of_title(lines: list[Line]) -> set[str]:
    years = (set(YEAR.findall(line.text)) for line in lines if _is_title(line.text))
    return next((found for found in years if found), set())


def _is_title(text: str) -> bool:
    return TITLE.search(text) is not None and len(HAN.findall(text)) >= 6 and not re.search("[>|_»]", text)


def _is_menu(text: str, years: set[str]) -> bool:
    if len(text) > SHORT or STOP.search(text) or KEPT.match(text) or OPENS.match(text):
        return False
    return not (_is_title(text) and set(YEAR.findall(text)) <= years)


def _entries(lines: list[Line], start: int, end: int, years: set[str]) -> set[int]:
    """Runs of short lines between the last menu entry and the first paragraph of a web page."""
    found: set[int] = set()
    first = start
    for i in range(start, end + 1):
        if i < end and len(lines[i].text) <= 24 and _is_menu(lines[i].text, years):
            continue
        if i - first >= MENU:
            found |= set(range(first, i))
        first = i + 1
    return found


def _foot(lines: list[Line], last: int) -> set[int]:
    """All that follows the first word of a site's footer after the last paragraph, if two words tell that it is one."""
    words = [i for i in range(last + 1, len(lines)) if FOOT.match(lines[i].text)]
    if len({lines[i].text[:2] for i in words}) < 2:
        return set()
    return set(range(words[0], len(lines)))
