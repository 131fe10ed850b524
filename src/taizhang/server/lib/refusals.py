"""Every refusal of the server, in one tree below TaizhangError; each knows the HTTP status that says it.

Refused                   something was asked that the ledger does not do; says what, where and what to do
├── NotSignedIn     401   nobody is signed in, or the token is unknown, expired or revoked
├── NotAllowed      403   the role does not reach there, or it is one's own entry
├── NotReady        403   something has to be done first: a first password changed, a second factor set up
├── NotThere        404   no such thing, or none that may be seen
├── WrongState      409   the thing stands in a state from which this step does not lead
├── ChangedMeanwhile 409  somebody else saved it since it was read; nothing was overwritten
├── Locked          423   the period is locked; names the lock
├── TooLarge        413   above a limit, which is named
├── Graded          422   a document that carries a grade of secrecy, where none is taken in
└── Invalid         422   a field holds what it cannot; `fields` maps each field to what is wrong
"""

from collections.abc import Mapping
from typing import ClassVar

from taizhang.errors import TaizhangError, Words
from taizhang.server.lib.field_names import called


class Refused(TaizhangError):
    """Something was asked that the ledger does not do. `code` names it for programs and stays the same for ever."""

    zh = "不能办理：{detail}"
    en = "refused: {detail}"
    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"


class NotSignedIn(Refused):
    """Nobody is signed in, or the token does not hold."""

    zh = "请先登录，或提供有效的访问令牌{detail}"
    en = "sign in first, or give a token that holds{detail}"
    status = 401
    code = "not_signed_in"


class NotAllowed(Refused):
    """The role does not reach there; `action` and `unit` name what was tried."""

    zh = "没有权限：{action}（{unit}）{detail}；请联系本单位管理员授权"
    en = "not allowed: {action} ({unit}){detail}; ask the administrator of the unit for the role"
    status = 403
    code = "not_allowed"


class OwnEntry(NotAllowed):
    """Nobody approves their own entry."""

    zh = "不能审核自己填报或提出的内容：{thing}；请由其他有审核权限的人办理"
    en = "nobody approves their own entry: {thing}; another person with the role has to do it"
    code = "own_entry"


class NotReady(Refused):
    """Who is signed in has to do something first, which `detail` names."""

    zh = "还不能办理：{detail}"
    en = "not yet: {detail}"
    status = 403
    code = "not_ready"


class NotThere(Refused):
    """No such thing, or none that this person may see."""

    zh = "没有找到{thing}；可能编号有误，或不在您的权限范围内"
    en = "no such {thing}; its number may be wrong, or it is out of your reach"
    status = 404
    code = "not_there"


class WrongState(Refused):
    """The thing stands in a state from which this step does not lead."""

    zh = "{thing}现为“{state}”，不能{step}{detail}"
    en = "{thing} is {state}, from which {step} does not lead{detail}"
    status = 409
    code = "wrong_state"


class ChangedMeanwhile(Refused):
    """Somebody else saved the thing since it was read."""

    zh = "{thing}已被{who}在此期间修改（现为第 {revision} 版），没有覆盖；请刷新后重新核对再保存"
    en = "{thing} was saved by {who} meanwhile (revision {revision}); nothing was overwritten: reload and save again"
    status = 409
    code = "changed_meanwhile"


class Locked(Refused):
    """The period is locked."""

    zh = "{thing}已于 {since} 锁定（{reason}）；如需补报，请申请开放"
    en = "{thing} has been locked since {since} ({reason}); ask for an exception"
    status = 423
    code = "locked"


class TooLarge(Refused):
    """Above a limit, which is named."""

    zh = "{thing}超过上限（{limit}）"
    en = "{thing} is above the limit ({limit})"
    status = 413
    code = "too_large"


class Graded(Refused):
    """A document that carries a grade of secrecy; `grade` is the one printed or given."""

    zh = "{thing}标有“{grade}”密级，本系统不接收涉密文档，没有保存任何内容；请按保密规定在涉密设备上处理"
    en = "{thing} is graded {grade}; graded documents are not taken in, and nothing of it was kept"
    status = 422
    code = "graded"


class Invalid(Refused):
    """A field holds what it cannot. `errors` maps the name of each field to what is wrong with it."""

    zh = "填写有误：{detail}"
    en = "not valid: {detail}"
    status = 422
    code = "invalid"

    def __init__(self, errors: Mapping[str, Words] | None = None, **fields: object) -> None:
        self.errors = dict(errors or {})
        if self.errors and "detail" not in fields:
            fields["detail"] = Words(
                "；".join(f"{called(name, 'zh')}：{words.zh}" for name, words in self.errors.items()),
                "; ".join(f"{name}: {words.en}" for name, words in self.errors.items()),
            )
        super().__init__(**fields)
