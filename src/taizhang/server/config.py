"""What an office sets, all by environment variables TAIZHANG_*: names, kinds, defaults, what each is for.

The table SETTINGS is the one place: the checks at start and docs/reference/settings.md are made from it.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from taizhang.errors import TaizhangError, Words

Kind = Literal["text", "secret", "path", "number", "flag", "list", "url", "zone", "choice"]
LEAST_KEY = 32
HOST = re.compile(r"\*|[\w.-]*|\[?[0-9A-Fa-f:.]+\]?", re.ASCII)
TRUE, FALSE = {"1", "yes", "true", "on"}, {"0", "no", "false", "off", ""}


class SettingRefused(TaizhangError):
    """A setting holds what it cannot; names the variable, what it holds and what is wanted."""

    zh = "设置 {name}={value} 无效：{why}"
    en = "setting {name}={value} is not valid: {why}"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its variable without TAIZHANG_, kind, default as written, and what it is for.

    A number lies from `least` to `most`; an address begins with one of `schemes`, where there are any.
    """

    name: str
    kind: Kind
    default: str
    about: Words
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = 10_000
    schemes: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"TAIZHANG_{self.name}"

    def shown(self, value: str) -> str:
        """A value as it may be shown: secrets not at all, addresses without user and password.

        >>> Setting("X", "url", "", Words("", "")).shown("postgresql://office:secret@db/ledger")
        'postgresql://***@db/ledger'
        """
        if self.kind == "secret" and value:
            return "***"
        if self.kind == "url" and "@" in value:
            return f"{value.partition('://')[0]}://***@{value.rpartition('@')[2]}"
        return value


SETTINGS = (
    Setting("HOME", "path", "~/taizhang", Words("数据文件夹：数据库、文档、备份、密钥都在这里", "the folder of the ledger: database, documents, backups, key")),
    Setting("DATABASE_URL", "url", "", Words("数据库地址，如 postgresql://用户:密码@主机/库；不设则用数据文件夹里的 SQLite", "the database, postgresql://user:password@host/name; SQLite in the folder where it is not set"), schemes=("postgresql", "postgres")),
    Setting("HOST", "text", "127.0.0.1", Words("监听的地址", "the address to listen at")),
    Setting("PORT", "number", "8000", Words("监听的端口", "the port to listen at"), most=65_535),
    Setting("WORKERS", "number", "1", Words("网页进程数；SQLite 时只用 1 个", "processes that answer; one with SQLite"), most=64),
    Setting("JOB_WORKERS", "number", "1", Words("后台任务进程数", "processes that do background jobs"), most=16),
    Setting("ALLOWED_HOSTS", "list", "localhost,127.0.0.1,[::1]", Words("允许访问的主机名，用逗号分隔", "host names that are answered, parted by commas")),
    Setting("PROXY", "flag", "no", Words("前面有反向代理（信任其 X-Forwarded-* 头）", "a reverse proxy stands before (its X-Forwarded-* headers are trusted)")),
    Setting("HTTPS", "flag", "no", Words("只经 HTTPS 提供（安全 Cookie、HSTS）", "served over HTTPS only (secure cookies, HSTS)")),
    Setting("SECRET_KEY", "secret", "", Words("签名密钥；不设则自动生成并存在数据文件夹", "the signing key; made and kept in the folder where it is not set")),
    Setting("TIME_ZONE", "zone", "Asia/Shanghai", Words("时区", "the time zone")),
    Setting("LANGUAGE", "choice", "zh", Words("界面默认语言", "the language of pages unless one is chosen"), ("zh", "en")),
    Setting("SESSION_HOURS", "number", "12", Words("登录多少小时不操作后失效", "hours after which an idle session ends")),
    Setting("PASSWORD_LENGTH", "number", "10", Words("密码最短长度", "the least length of a password"), least=8, most=64),
    Setting("LOCKOUT_TRIES", "number", "5", Words("连续输错多少次密码后锁定", "failed sign-ins after which an account is locked")),
    Setting("LOCKOUT_MINUTES", "number", "30", Words("锁定多少分钟", "minutes for which it stays locked")),
    Setting("SECOND_FACTOR", "choice", "optional", Words("两步验证：可选，或对管理员、全体人员必需", "second factor: optional, or required of administrators or of all"), ("optional", "administrators", "all")),
    Setting("OIDC_ISSUER", "url", "", Words("统一身份认证（OIDC）的签发地址", "the issuer of single sign-on (OIDC)"), schemes=("https", "http")),
    Setting("OIDC_CLIENT", "text", "", Words("OIDC 客户端编号", "the OIDC client id")),
    Setting("OIDC_SECRET", "secret", "", Words("OIDC 客户端密钥", "the OIDC client secret")),
    Setting("OIDC_NAME", "text", "统一身份认证", Words("登录页上的名称", "its name on the sign-in page")),
    Setting("MAIL_URL", "url", "", Words("发信服务器，如 smtp://用户:密码@主机:25、smtps://…；不设则只在系统内提醒", "the mail server, smtp://user:password@host:25 or smtps://…; reminders stay in the application where it is not set"), schemes=("smtp", "smtps")),
    Setting("MAIL_FROM", "text", "taizhang@localhost", Words("发件人", "the sender of mails")),
    Setting("UPLOAD_MB", "number", "100", Words("单个上传文件的上限（MB）", "the largest file that may be uploaded, in MB")),
    Setting("ALLOW_GRADED", "flag", "no", Words("允许存入标有密级的文档（默认拒收）", "take in documents that carry a secrecy grade (refused by default)")),
    Setting("PUBLIC_PAGES", "flag", "no", Words("开放无需登录的公开页面", "show published plans without signing in")),
    Setting("HOOK_HOSTS", "list", "*", Words("可以推送（webhook）到哪些主机，用逗号分隔；* 为任何公网主机，本机和内网的主机须写出名称", "hosts that webhooks may be sent to, parted by commas; * is any public host, one of this machine or inside has to be named")),
    Setting("METRICS_TOKEN", "secret", "", Words("读取 /metrics 所需的令牌；不设则只答本机", "the token for /metrics; only this machine is answered where it is not set")),
    Setting("LOG_FORMAT", "choice", "text", Words("运行日志的格式", "the form of the running log"), ("text", "json")),
    Setting("LOG_LEVEL", "choice", "info", Words("运行日志的详细程度", "how much the running log tells"), ("debug", "info", "warning", "error")),
    Setting("TRIAL", "flag", "no", Words("试用：可设定“今天”是哪一天，页面上标明是演练", "a trial: what day it is may be set, and pages say so")),
)  # fmt: skip
TOGETHER = (("OIDC_ISSUER", "OIDC_CLIENT"), ("OIDC_ISSUER", "OIDC_SECRET"))
BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True)
class Config:
    """The settings as read; each by its name."""

    values: Mapping[str, str]

    def text(self, name: str) -> str:
        """A setting as it is written."""
        return self.values[name]

    def number(self, name: str) -> int:
        """A setting that is a whole number."""
        return int(self.values[name])

    def flag(self, name: str) -> bool:
        """A setting that is yes or no."""
        return self.values[name].lower() in TRUE

    def words(self, name: str) -> list[str]:
        """A setting that is a list."""
        return [word.strip() for word in self.values[name].split(",") if word.strip()]

    @property
    def home(self) -> Path:
        """The folder of the ledger."""
        return Path(self.values["HOME"]).expanduser().resolve()


def read_config(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of this process, checked; SettingRefused names the first that cannot be.

    >>> read_config({"TAIZHANG_PORT": "http"})
    Traceback (most recent call last):
    ...
    taizhang.server.config.SettingRefused: setting TAIZHANG_PORT=http is not valid: a whole number is wanted
    """
    values = {setting.name: environ.get(setting.variable, setting.default) for setting in SETTINGS}
    for setting in SETTINGS:
        why = wrong_with(setting, values[setting.name])
        if why is not None:
            raise SettingRefused(name=setting.variable, value=setting.shown(values[setting.name]), why=why)
    known = {setting.variable for setting in SETTINGS} | {"TAIZHANG_LANG", "TAIZHANG_DEBUG", "TAIZHANG_CACHE"}
    for name in environ:
        if name.startswith("TAIZHANG_") and name not in known:
            raise SettingRefused(
                name=name,
                value="***",
                why=Words("没有这个设置，请检查拼写", "there is no such setting; check the spelling"),
            )
    for first, second in TOGETHER:
        if values[first] and not values[second]:
            why = Words(f"设了 {BY_NAME[first].variable} 就必须设它", f"it is wanted with {BY_NAME[first].variable}")
            raise SettingRefused(name=BY_NAME[second].variable, value="", why=why)
    config = Config(values)
    if config.flag("HTTPS") and not config.flag("PROXY"):
        why = Words("设了 TAIZHANG_HTTPS 就要由反向代理提供 HTTPS", "TAIZHANG_HTTPS wants a proxy, which serves HTTPS")
        raise SettingRefused(name="TAIZHANG_PROXY", value=values["PROXY"], why=why)
    return config


def wrong_with(setting: Setting, value: str) -> Words | None:
    """What is wrong with a value, or None."""
    if setting.kind == "number" and not value.isdecimal():
        return Words("应为整数", "a whole number is wanted")
    if setting.kind == "number" and not setting.least <= int(value) <= setting.most:
        return Words(f"应在 {setting.least} 与 {setting.most} 之间", f"{setting.least} to {setting.most} is wanted")
    if setting.kind == "flag" and value.lower() not in TRUE | FALSE:
        return Words("应为 yes 或 no", "yes or no is wanted")
    if setting.kind == "choice" and value not in setting.choices:
        return Words(f"应为 {'、'.join(setting.choices)} 之一", f"one of {', '.join(setting.choices)} is wanted")
    if setting.name == "SECRET_KEY" and 0 < len(value) < LEAST_KEY:
        return Words(f"至少 {LEAST_KEY} 个字符", f"{LEAST_KEY} characters at least are wanted")
    if setting.name == "HOOK_HOSTS" and not all(HOST.fullmatch(word.strip()) for word in value.split(",")):
        return Words(
            "应为主机名或地址，不带 http:// 和端口", "names or addresses of hosts are wanted, without http:// and port"
        )
    if setting.kind == "zone" and value not in available_timezones():
        return Words("没有这个时区；写法如 Asia/Shanghai", "no such time zone; write it as Asia/Shanghai")
    if setting.kind == "url" and value:
        return wrong_with_address(setting, value)
    return None


def wrong_with_address(setting: Setting, value: str) -> Words | None:
    """What is wrong with an address, or None."""
    try:
        parts = urlsplit(value)
        whole = bool(parts.scheme and parts.netloc) and (parts.port is None or parts.port > 0)
    except ValueError:
        whole = False
    if not whole:
        return Words("应为完整的地址", "a whole address is wanted")
    if setting.schemes and parts.scheme not in setting.schemes:
        known = [f"{scheme}://" for scheme in setting.schemes]
        return Words(f"应以 {'、'.join(known)} 开头", f"it should begin with {' or '.join(known)}")
    return None
