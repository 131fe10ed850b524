#!/usr/bin/env python3
"""One tool that reads the same files again and again, each pass on demand, so that tools can take turns.

    python worker.py TOOL FILE...

Loads the tool and its dictionaries, reads the files, prints `ready`, and then for each line on standard input
makes one pass over all the files and prints `seconds found`, in seconds of its own process, so that other work on
the machine does not count. Runs on Python 3.8 and later, since some peers want
an old one; needs no package but the tool's own.
"""

import re
import sys
import time
from pathlib import Path

DIGITS = re.compile("[0-9]+(?:[.][0-9]+)?[%％]?")
SENTENCE = re.compile("[^。；\n]+")


def sentences(text):
    """The sentences: a tool that was made for a phrase is asked for one at a time, unless its name says `whole`."""
    return SENTENCE.findall(text)


def taizhang():
    from taizhang.extracting import read_text

    def run(text):
        reading = read_text(text)
        return len(reading.facts), len(reading.commitments), len(reading.claims)

    return lambda text: run(text)[0]  # whole reading: promises and claims are read as well


def taizhang_facts():
    from taizhang.extracting import read_text

    return lambda text: len(read_text(text).facts)  # what `taizhang read` does: promises and claims are not asked for


def scan():
    return lambda text: sum(1 for _ in DIGITS.finditer(text))


def jieba():
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    return lambda text: sum(1 for _ in jieba.cut(text))


def rjieba():
    import rjieba

    rjieba.cut("加载词典")
    return lambda text: len(rjieba.cut(text))


def chinese2digits():
    from chinese2digits import takeNumberFromString

    return lambda text: len(takeNumberFromString(text)["digitsStringList"])


NUMBERS = ["number", "ordinal", "amount-of-money", "quantity", "distance", "volume", "temperature", "duration"]


def duckling():
    return _duckling([*NUMBERS, "time"])


def duckling_numbers():
    return _duckling(NUMBERS)


def _duckling(names):
    from duckling import (
        Context,
        default_locale_lang,
        load_time_zones,
        parse,
        parse_dimensions,
        parse_lang,
        parse_locale,
        parse_ref_time,
    )

    zones = load_time_zones("/usr/share/zoneinfo")
    now = parse_ref_time(zones, "Asia/Shanghai", 1_700_000_000)
    context = Context(now, parse_locale("ZH_CN", default_locale_lang(parse_lang("ZH"))))
    kinds = parse_dimensions(names)
    return lambda text: sum(len(parse(part, context, kinds, False)) for part in sentences(text))


def recognizers():
    return _recognizers(sentences)


def recognizers_whole():
    return _recognizers(lambda text: [text])


def _recognizers(cut):
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    kinds = [recognize_number, recognize_percentage, recognize_currency, recognize_dimension]
    for kind in kinds:
        kind("增长5%", Culture.Chinese)
    return lambda text: sum(len(kind(part, Culture.Chinese)) for part in cut(text) for kind in kinds)


TOOLS = {
    tool.__name__: tool
    for tool in (
        taizhang,
        taizhang_facts,
        scan,
        jieba,
        rjieba,
        chinese2digits,
        duckling,
        duckling_numbers,
        recognizers,
        recognizers_whole,
    )
}


def main(name, paths):
    texts = []
    for path in paths:
        texts.append(Path(path).read_text(encoding="utf-8", errors="replace"))
    run = TOOLS[name]()
    run(texts[0][:2000])
    print("ready", flush=True)
    for _ in sys.stdin:
        begun = time.process_time()
        found = sum([run(text) for text in texts])
        print(time.process_time() - begun, found, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
