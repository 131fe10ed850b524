"""What the script of the grid says, in the language of the page; {…} are filled in by it."""

from taizhang.errors import Words
from taizhang.server.pages.language import said

WORDS = {
    "saved": Words("已全部保存", "all is saved"),
    "saving": Words("正在保存…", "saving…"),
    "waiting": Words("{n} 格待保存", "{n} cells wait to be saved"),
    "offline": Words("已断网，内容保存在本机", "no network: what you type is kept on this machine"),
    "back": Words("已恢复连接，正在送出", "the network is back, sending"),
    "restored": Words("已恢复本机保存的 {n} 格", "{n} cells that were kept on this machine are back"),
    "busy": Words("服务器暂时没有保存，稍后自动再试", "the server did not save it yet; it is tried again by itself"),
    "signed_out": Words(
        "登录已过期，内容保存在本机；请在新窗口登录后回到本页",
        "your session has ended; what you typed is kept on this machine: sign in in a new window and come back",
    ),
    "sign_in": Words("去登录", "Sign in"),
    "refused": Words("没有保存：{why}。内容保存在本机", "not saved: {why}. What you typed is kept on this machine"),
    "conflicts": Words("{n} 格与他人的修改冲突，请逐格选择", "{n} cells were changed by others: choose in each"),
    "wrong": Words("{n} 格填写有误，没有保存", "{n} cells are not valid and were not saved"),
    "theirs": Words("他人已改为 {theirs}；您填的是 {mine}", "another person wrote {theirs}; you wrote {mine}"),
    "use_theirs": Words("用他人的", "Take theirs"),
    "use_mine": Words("用我的", "Keep mine"),
    "changed": Words("刚由他人填写", "another person just wrote this"),
    "blank": Words("空", "blank"),
    "reason": Words("原因", "reason"),
    "sum": Words("其中合计", "parts"),
    "lacking": Words("必填，未填也未说明原因", "required: neither a value nor a reason"),
    "pasted": Words("已粘贴 {n} 格", "{n} cells pasted"),
    "beyond": Words("，另有 {n} 格超出表格，没有粘贴", ", {n} more were beyond the table"),
    "undone": Words("已撤销", "undone"),
    "redone": Words("已重做", "redone"),
    "no_undo": Words("没有可撤销的", "nothing to undo"),
    "no_redo": Words("没有可重做的", "nothing to redo"),
    "fill_first": Words("请先填本格或写批注，再附文件", "fill the cell in or comment on it first"),
    "too_large": Words("文件超过 10 MB", "the file is above 10 MB"),
    "attached": Words("已附上", "attached"),
    "detached": Words("已取下", "taken off"),
    "unsent": Words("还有没有保存的内容，暂不能报送", "something is not saved yet, so that it cannot be submitted"),
    "kept": Words(
        "本机还有 {n} 格没有送出，而此表现在不能填", "{n} cells on this machine were not sent, and it is closed now"
    ),
    "discard": Words("丢弃", "Discard"),
    "nothing_missing": Words("没有遗漏", "nothing is missing"),
    "missing": Words("还缺 {n} 项", "{n} still missing"),
    "chosen": Words("{n} 格，合计 {sum}，平均 {mean}", "{n} cells, sum {sum}, mean {mean}"),
}


def for_page() -> dict[str, str]:
    """All of them in the language of the page."""
    return {name: said(words) for name, words in WORDS.items()}
