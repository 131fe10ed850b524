"""What each entry of the log is called: actions by the table of permissions, and what is done without a right."""

from taizhang.errors import Words
from taizhang.server.accounts.permissions import permissions

OWN_ACTS = {
    "own.password": Words("修改本人密码", "change one's own password"),
    "own.token": Words("生成本人令牌", "make a token of one's own"),
    "own.token_revoke": Words("吊销本人令牌", "revoke a token of one's own"),
    "own.second_factor": Words("启用两步验证", "turn the second factor on"),
    "own.second_factor_off": Words("停用两步验证", "turn the second factor off"),
    "own.notices": Words("标记消息已读", "mark notices to oneself as read"),
    "own.view": Words("保存视图", "keep a view of a list"),
    "own.view_change": Words("修改视图", "change a view of one's own"),
    "own.view_remove": Words("删除视图", "remove a view of one's own"),
    "own.recovery_codes": Words("更换恢复码", "make new recovery codes"),
}
SIGNING_IN = {
    "sign_in": Words("登录", "sign in"),
    "sign_in.failed": Words("登录失败", "failed sign-in"),
    "sign_in.locked": Words("登录被锁定", "lock-out"),
    "sign_out": Words("退出登录", "sign out"),
}


def called(action: str) -> Words:
    """The name of an action as the log holds it; one that no table names any longer keeps its id."""
    named = OWN_ACTS.get(action) or SIGNING_IN.get(action)
    if named is not None:
        return named
    permission = permissions().get(action)
    return permission.name if permission else Words(action, action)
