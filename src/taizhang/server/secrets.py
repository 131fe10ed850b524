"""The key that signs sessions: the one that is set, or one made at the first start and kept in the folder."""

import secrets
from typing import Any

from taizhang.server.config import Config


def secret_key(config: Config) -> str:
    """The key of this server; made and written with owner's rights only where there is none."""
    given = config.text("SECRET_KEY")
    if given:
        return given
    path = config.home / "secret.key"
    if not path.exists():
        config.home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def single_sign_on_of(config: Config) -> dict[str, Any]:
    """How allauth reaches the office's identity provider; nothing where none is set."""
    issuer = config.text("OIDC_ISSUER")
    if not issuer:
        return {}
    provider = {
        "provider_id": "office",
        "name": config.text("OIDC_NAME"),
        "client_id": config.text("OIDC_CLIENT"),
        "secret": config.text("OIDC_SECRET"),
        "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"APPS": [provider]}
