"""What a sentence has said so far, which its later clauses leave out."""

from dataclasses import dataclass, field

from taizhang.extracting.items import Item
from taizhang.extracting.subjects import kind_of, stem_of

# A list that 分别 deals back to is never longer in a text that people read; the bound keeps time linear.
LONGEST_LIST = 40


@dataclass(slots=True)
class Said:
    """The subjects, owners and verbs that a clause may take from the clauses before it.

    unit, role   of the last number
    owner        noun that a relational noun (总投资, 占比) belongs to; `project` the project or firm counted last
    last, every  subjects of the last list, and of the whole sentence
    series       relational noun that siblings leave out (采矿业增加值…，制造业…), in `series_unit`
    kind         verb that tells the kind of count (新增…、…)
    within       whether 其中 has opened a list of parts
    divided      owner and project before 其中, to which the sentence comes back after a semicolon
    frame        the whole that a sentence speaks of (在进出口总额中)
    shared       subjects of the last share (占…比重), which 提高…个百分点 speaks of
    heading      owner that the sentence before named (服装产业再上新水平。完成产值…)
    waiting      amounts whose owner comes after them (投资1.16亿元实施15个老旧小区改造)
    """

    owner: str = ""
    project: str = ""
    unit: str = ""
    role: str = ""
    last: list[str] = field(default_factory=list)
    every: list[str] = field(default_factory=list)
    series: str = ""
    series_unit: str = ""
    kind: str = ""
    within: bool = False
    divided: tuple[str, str] | None = None
    frame: str = ""
    shared: list[str] = field(default_factory=list)
    heading: str = ""
    waiting: list[Item] = field(default_factory=list)

    def carried(self, n: int) -> list[str]:
        """The last `n` subjects for numbers that name none; fewer where the sentence has not named so many."""
        if not self.last:
            return [self.owner] if self.owner else []
        if len(self.last) < n <= len(self.every):
            return self.every[-n:]
        return self.last[-n:] if n <= len(self.last) else self.last[-1:]

    def repeats(self, subjects: list[str]) -> bool:
        """Whether the subjects are the last ones again."""
        n = len(subjects)
        return bool(n) and (subjects == self.last[-n:] or subjects == self.every[-n:])

    def remember(self, subjects: list[str], listed: bool) -> None:
        """Keep subjects for what follows; `listed` says that they go on with the list before them."""
        earlier = self.last if listed else []
        self.last = [*earlier, *subjects][-LONGEST_LIST:]
        self.every = [*self.every, *subjects][-LONGEST_LIST:]

    def settle(self, owner: str) -> None:
        """Give the amounts that waited for it their owner."""
        for item in self.waiting:
            item.subject = owner + item.subject if item.subject not in owner else owner
        self.waiting = []

    def parted(self) -> "Said":
        """What stays after a semicolon: whom the sentence is about, and what its siblings leave out."""
        owner, project = self.divided or (self.owner, self.project)
        return Said(
            owner=owner,
            project=project,
            frame=self.frame,
            series=self.series,
            series_unit=self.series_unit,
            heading=self.heading,
        )

    def bare_noun(self) -> str:
        """The last subject without the verb of its count: 标准化厂房 of 开工建设标准化厂房."""
        return self.last[-1].removeprefix(kind_of(self.last[-1])) if self.last else ""

    def owner_stem(self) -> str:
        """The owner without its own relational noun: 粮食 of 粮食播种面积."""
        return stem_of(self.owner) if self.owner else ""
