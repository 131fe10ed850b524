"""The units and people of the invented city 云澜市, and how each of them acts."""

from dataclasses import dataclass, field

from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.accounts.actions import (
    change_person,
    create_person,
    create_region,
    create_unit,
    give_grant,
)
from taizhang.server.accounts.models import Region, Unit, User
from taizhang.server.operations.founding import found

PASSWORD = "yunlan-2025-demo"  # noqa: S105 - of the demonstration, printed where it is served
# code, name, short name, kind, the unit above, the region where it is another
UNITS = (
    ("YL-FG", "市发展和改革委员会", "市发改委", "bureau", "YL", ""),
    ("YL-TJ", "市统计局", "市统计局", "bureau", "YL", ""),
    ("YL-CZ", "市财政局", "市财政局", "bureau", "YL", ""),
    ("YL-GX", "市工业和信息化局", "市工信局", "bureau", "YL", ""),
    ("YL-KJ", "市科学技术局", "市科技局", "bureau", "YL", ""),
    ("YL-SW", "市商务局", "市商务局", "bureau", "YL", ""),
    ("YL-WL", "市文化和旅游局", "市文旅局", "bureau", "YL", ""),
    ("YL-ZJ", "市住房和城乡建设局", "市住建局", "bureau", "YL", ""),
    ("YL-NY", "市农业农村局", "市农业农村局", "bureau", "YL", ""),
    ("YL-ST", "市生态环境局", "市生态环境局", "bureau", "YL", ""),
    ("YL-RS", "市人力资源和社会保障局", "市人社局", "bureau", "YL", ""),
    ("YL-JY", "市教育局", "市教育局", "bureau", "YL", ""),
    ("YL-SJ", "市审计局", "市审计局", "bureau", "YL", ""),
    ("YL-QT", "青汀区人民政府", "青汀区", "district", "YL", "990102"),
    ("YL-SP", "石陂县人民政府", "石陂县", "district", "YL", "990103"),
    ("YL-GXQ", "云澜高新技术产业开发区", "高新区", "zone", "YL", ""),
    ("YL-QT-LY", "临砚镇人民政府", "临砚镇", "town", "YL-QT", "990102"),
)
DISTRICTS = (("990102", "青汀区"), ("990103", "石陂县"))
# user name, what the person is called, role, unit at which the role is held
PEOPLE = (
    ("planner", "周编制", "planner", "YL"),
    ("reviewer", "沈审核", "reviewer", "YL"),
    ("leader", "高市长", "leader", "YL"),
    ("auditor", "严审计", "auditor", "YL"),
    ("gongkai", "谢公开", "planner", "YL"),
    ("admin", "管理员", "administrator", "YL"),
    ("reporter", "林填报", "reporter", "YL-QT"),
    ("shipi", "石填报", "reporter", "YL-SP"),
    ("gaoxin", "高新填报", "reporter", "YL-GXQ"),
    ("shangwu", "商务填报", "reporter", "YL-SW"),
    ("gongxin", "工信填报", "reporter", "YL-GX"),
    ("qingting", "青汀编制", "planner", "YL-QT"),
    ("shibei", "石陂编制", "planner", "YL-SP"),
)
ROLES = {
    "planner": "编制 planner",
    "reviewer": "审核 reviewer",
    "leader": "批示 leader",
    "auditor": "审计 auditor",
    "administrator": "管理 administrator",
    "reporter": "填报 reporter",
}


@dataclass
class Cast:
    """The city: its units by code, its people by user name as those who act."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    @property
    def city(self) -> Unit:
        """The government of the city."""
        return self.units["YL"]

    def accounts(self) -> list[str]:
        """The accounts as they are shown."""
        lines = [f"演示账户（密码都是 {PASSWORD}）· accounts of the demonstration, all with the password {PASSWORD}"]
        for name, called, role, unit in PEOPLE:
            lines.append(f"  {name:<10}{ROLES[role]:<22}{called} · {self.units[unit].name}")
        return lines


def gather() -> Cast:
    """Make the units and the people."""
    cast = Cast()
    cast.units["YL"] = found(Region(code="990100", name="云澜市", level="prefecture"), "云澜市人民政府", "YL")
    regions = {"": cast.city.region}
    for code, name in DISTRICTS:
        regions[code] = create_region(SERVER, Region(code=code, name=name, level="county", parent=cast.city.region))
    for code, name, short, kind, above, region in UNITS:
        cast.units[code] = create_unit(
            SERVER,
            cast.units[above],
            code=code,
            name=name,
            short_name=short,
            kind=kind,
            region_id=regions[region].pk,
        )
    for name, called, role, unit in PEOPLE:
        cast.people[name] = Actor(person(cast.units[unit], name, called, role))
    return cast


def person(unit: Unit, name: str, called: str, role: str) -> User:
    """Somebody with a role at a unit, and the password that all have."""
    user = create_person(SERVER, unit, username=name, display_name=called, password=PASSWORD)
    give_grant(SERVER, unit, user=user, role=role)
    return change_person(SERVER, user, expected=user.revision, must_change_password=False)
