"""The one API object: who calls, how errors are told, and the routers of each part."""

from ninja.openapi.docs import Swagger

from taizhang.server.api import (
    breakdowns,
    cycle,
    documents,
    dump,
    findings,
    forms,
    hooks,
    indicators,
    jobs,
    log,
    me,
    notices,
    observations,
    people,
    plans,
    programmes,
    returns,
    review,
    rosters,
    scorecards,
    tasks,
    trial,
    units,
    workbooks,
)
from taizhang.server.api.answers import told_by_shape
from taizhang.server.api.bodies import Bodies
from taizhang.server.api.callers import signed_in
from taizhang.server.api.frame import LedgerAPI
from taizhang.server.api.problems import told_as_problems

api = LedgerAPI(
    title="Taizhang 台账",
    version="1.0.0",
    description=(
        "计划台账的接口：与页面使用同样的操作和查询。"
        "The ledger for programs: the same actions and queries as the pages."
    ),
    auth=signed_in,
    urls_namespace="api",
    parser=Bodies(),
    docs=Swagger({"validatorUrl": None}),
)
told_as_problems(api)
api.add_decorator(told_by_shape)
PARTS = (
    units,
    breakdowns,
    cycle,
    documents,
    dump,
    findings,
    forms,
    hooks,
    indicators,
    jobs,
    log,
    me,
    notices,
    observations,
    people,
    plans,
    programmes,
    returns,
    review,
    rosters,
    scorecards,
    tasks,
    trial,
    workbooks,
)
for part in PARTS:
    api.add_router("", part.router)
