"""How mail is sent: Django's settings made of TAIZHANG_MAIL_URL and TAIZHANG_MAIL_FROM."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from taizhang.errors import Words
from taizhang.server.config import TRUE, Config, SettingRefused

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
NO_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PORTS = {"smtp": 25, "smtps": 465}
TIMEOUT = 20


def mail_settings(config: Config) -> dict[str, Any]:
    """Django's settings of mail. Without an address nothing is sent, and notices stay in the application.

    smtp://user:password@host:25, with ?starttls=yes for a connection that turns encrypted; smtps:// is encrypted from
    the first byte.
    """
    sender = {"DEFAULT_FROM_EMAIL": config.text("MAIL_FROM"), "SERVER_EMAIL": config.text("MAIL_FROM")}
    url = config.text("MAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": NO_BACKEND, **sender}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        why = Words("应为 smtp://主机:端口 或 smtps://主机:端口", "smtp://host:port or smtps://host:port is wanted")
        raise SettingRefused(name="TAIZHANG_MAIL_URL", value=f"{parts.scheme}://…", why=why)
    starttls = parse_qs(parts.query).get("starttls", ["no"])[-1].lower() in TRUE
    return {
        "EMAIL_BACKEND": SMTP_BACKEND,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": starttls and parts.scheme == "smtp",
        "EMAIL_TIMEOUT": TIMEOUT,
        **sender,
    }
