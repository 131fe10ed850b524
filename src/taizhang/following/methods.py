"""In which words each way of computing pace is told. Fields are filled by the module that computes."""

from taizhang.errors import Words

FLOW = Words(
    "目标{target}，{period}完成{actual}，完成{done}（{formula}），时间过去{gone}，达序时进度的{pace}",
    "target {target}; {period} {actual}, {done} done ({formula}) with {gone} of the time gone: pace {pace}",
)
SEASONAL = Words(
    "目标{target}，{period}完成{actual}，完成{done}（{formula}），上年同期占全年{gone}，达序时进度的{pace}",
    "target {target}; {period} {actual}, {done} done ({formula}) where the same months made {gone} of last year: "
    "pace {pace}",
)
CEILING = Words(
    "限额{target}，{period}已用{actual}，占限额{done}（{formula}），时间过去{gone}，用量为序时的{used}",
    "ceiling {target}; {period} {actual}, {done} of it used ({formula}) with {gone} of the time gone: "
    "{used} of what may be used by now",
)
NONE_ALLOWED = Words(
    "限额为零，{period}{actual}，{said}",
    "none are allowed; {period} {actual}: {said}",
)
COUNTED = Words("目标{target}，{period}为{actual}（{formula}）", "target {target}; {period} {actual} ({formula})")
KEPT, BROKEN = Words("守住", "kept"), Words("已突破", "broken")
PART_ONLY = Words(
    "目标{target}，{actual}只是{period}的数，不是年初以来的累计，不能与序时进度比较",
    "target {target}; {actual} is of {period} alone and does not count from the start of the year: no pace",
)
STOCK = Words(
    "由上年末{base}到目标{target}，{period}为{actual}，完成应增减量的{done}（{formula}），时间过去{gone}，达序时进度的{pace}",
    "from {base} last year to {target}; {period} {actual}: {done} of the way ({formula}) with {gone} of the time gone: "
    "pace {pace}",
)
NO_BASE = Words(
    "目标{target}，{period}为{actual}（{formula}）；上年末数未见，完成多少增减量不能计算",
    "target {target}; {period} {actual} ({formula}); last year's end is not at hand: the way done cannot be told",
)
KEEP = Words(
    "目标{target}，上年末已为{base}，属保持类目标，{period}为{actual}（{formula}）",
    "target {target}, where last year ended at {base}: to be kept; {period} {actual} ({formula})",
)
DIRECT = Words(
    "目标{target}，{period}为{actual}，直接相比（{formula}）：{side}",
    "target {target}; {period} {actual}, compared as they are ({formula}): {side}",
)
REACHED_GROWTH = Words(
    "目标{target}，{period}为{actual}，比上年同期{growth}（{formula}），{side}",
    "target {target}; {period} {actual}, {growth} last year's same months ({formula}): {side}",
)
GREW = Words("增长{by}", "{by} over")
FELL = Words("下降{by}", "{by} under")
EVENT = Words("目标{target}，{period}{actual}，{said}", "target {target}; {period} {actual}: {said}")
REACHED, NOT_YET = Words("已达到", "reached"), Words("尚未达到", "not yet reached")
GROWTH = Words(
    "目标{target}，{period}{actual}，{side}",
    "target {target}; {period} {actual}: {side}",
)
IMPLIED = Words(
    "目标{level}比上年{before}{growth}（{formula}），{period}{actual}，{side}",
    "target {level} {growth} last year's {before} ({formula}); {period} {actual}: {side}",
)
WANTS_GROWTH = Words("需增长{by}", "wants a growth of {by} over")
ALLOWS_FALL = Words("可下降{by}", "allows a fall of {by} from")
AHEAD = Words("高{gap}", "{gap} above")
BEHIND = Words("低{gap}", "{gap} below")
SMALLER = Words("降幅小{gap}", "the fall is {gap} smaller")
LARGER = Words("降幅大{gap}", "the fall is {gap} larger")
EVEN = Words("持平", "just so much")
NEEDED = Words(
    "；上年同期占全年{weights}，其余月份{needed}（{formula}）",
    "; with {weights} of last year in the same months, the rest of the year {needed} ({formula})",
)
NEEDED_PLAUSIBLE = Words(
    "；上年同期占全年比重未见，按{weights}估计，其余月份{needed}（{formula}）",
    "; the share that the same months made of last year is not at hand: at {weights} the rest of the year {needed} "
    "({formula})",
)
MUST_GROW = Words("需增长{by}", "must grow {by}")
MUST_FALL = Words("需下降{by}", "must fall by {by}")
MAY_FALL = Words("即使下降{by}也能完成", "may fall by {by} and the target is still met")
LEFT = Words("；还需{amount}", "; {amount} still to come")
ROOM = Words("；尚余{amount}", "; {amount} may still be used")
IN_WORDS = Words("以文字作答：“{claim}”", "answered in words: “{claim}”")
NOTHING = Words("未见进展数据", "nothing is said of it")
NOT_COMPARABLE = Words(
    "目标{target}与{period}的{actual}口径不同，不能比较",
    "the target {target} and {actual} ({period}) are not of one kind: not compared",
)
QUALITATIVE = Words(
    "定性目标“{target}”，{period}{actual}，{said}", "target in words “{target}”; {period} {actual}: {said}"
)
GROWING, NOT_GROWING = Words("保持增长", "growing"), Words("未能增长", "not growing")
PEERS_WANTED = Words("须与上级或同级的数比较", "to be compared with the figure of the level above or of peers")
NOT_TOLD = Words("是否做到，数字看不出", "the figure does not tell whether it was kept")
JUDGED = Words("目标{target}，实际{actual}{gap}{basis}{said}", "target {target}, result {actual}{gap}{basis}{said}")
NO_FIGURES = Words("没有可比的数字", "there are no figures to compare")
SILENT = Words("{year}年执行情况中未见该项结果", "the review of {year} does not say what came of it")
NO_REPORT = Words("没有{year}年执行情况的文件", "no document at hand reviews {year}")
NO_PLAN = Words("没有{year}年的计划文件", "no plan for {year} is at hand")

BEYOND = Words(
    "另有更高的目标：{more}（区间另一端或力争数）", "it goes on to {more} (the far end of a range, or striven for)"
)
REBASED = Words(
    "该指标基数逐年修订，由水平折算的增速只可大致比较",
    "the base of this series is revised every year: growth from levels is rough",
)
FAR_APART = Words(
    "目标{target}，实际{actual}，相差十倍以上，疑不是同一事项，不作判断",
    "target {target}, result {actual}: more than ten times apart, likely two things, and not judged",
)
BOUND = Words("实绩只给出下限，按下限计", "only a lower bound is given, and taken")
UNDER_WAY = Words(
    "实绩只是在推进、已开工或列入统计的个数，不作完成计",
    "what is counted is only under way, or the scope of another figure, and is not taken as done",
)
FAR_OFF = Words(
    "与上年末相差一半以上，疑不是同一口径，不算进度",
    "less than half of last year's end: likely another count, so that no pace is computed",
)
SLACK = Words(
    "目标偏松：其余月份不增长也能完成", "the target is slack: it is met without any growth in the rest of the year"
)
NOMINAL = Words(
    "目标增速由现价水平折算，实际增速按可比价计算，二者只可大致比较",
    "the growth wanted comes from levels at current prices, the growth reached is real: compare them roughly only",
)
PAST_BASE = Words("目标低于上年已达到的水平", "the target lies below what was reached last year")
HISTORY_ABOVE = Words(
    "需要的增速高于所见各年（{years}，最高{best}，最低{worst}）",
    "more growth is needed than any year at hand had ({years}: best {best}, worst {worst})",
)
HISTORY_WITHIN = Words(
    "需要的增速在所见各年之内（{years}，最高{best}，最低{worst}）",
    "the growth needed is within what the years at hand had ({years}: best {best}, worst {worst})",
)
HISTORY_BELOW = Words(
    "需要的增速低于所见各年（{years}，最高{best}，最低{worst}）",
    "less growth is needed than any year at hand had ({years}: best {best}, worst {worst})",
)
