"""What things of administration are called."""

from taizhang.errors import Words
from taizhang.server.accounts.models import Role, Unit

WHY = Words("理由", "why")
KINDS_OF_UNITS = {
    Unit.Kind.GOVERNMENT.value: Words("政府", "government"),
    Unit.Kind.BUREAU.value: Words("部门", "bureau"),
    Unit.Kind.DISTRICT.value: Words("区县", "district"),
    Unit.Kind.TOWN.value: Words("镇街", "town"),
    Unit.Kind.ZONE.value: Words("功能区", "zone"),
    Unit.Kind.FIRM.value: Words("企业", "firm"),
}
ROLES = {
    Role.REPORTER.value: Words("填报", "reporter"),
    Role.REVIEWER.value: Words("审核", "reviewer"),
    Role.PLANNER.value: Words("编制", "planner"),
    Role.LEADER.value: Words("批示", "leader"),
    Role.AUDITOR.value: Words("审计", "auditor"),
    Role.ADMINISTRATOR.value: Words("管理", "administrator"),
}
LEVELS = {
    "nation": Words("国家", "nation"),
    "province": Words("省", "province"),
    "prefecture": Words("市", "prefecture"),
    "county": Words("区县", "county"),
    "town": Words("镇街", "town"),
    "village": Words("村居", "village"),
}
