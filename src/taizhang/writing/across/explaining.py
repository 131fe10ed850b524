"""What a check looks for, how grave it is, and by which thresholds, for `check --explain` and the reference."""

from taizhang.catalogue.checks import CheckRule
from taizhang.errors import in_language
from taizhang.writing.words import Lang, called


def explained(rule: CheckRule, lang: Lang) -> str:
    """A check in one language, as text."""
    lines = [f"{in_language(rule.title, lang)}（{rule.name}）" if lang == "zh" else f"{rule.title.en} ({rule.name})"]
    stop = "：" if lang == "zh" else ": "
    lines.append(f"{called('severity', lang)}{stop}{called(f'severity.{rule.severity}', lang)}")
    if not rule.on:
        lines.append(called("check.off", lang))
    lines += [f"{called('setting', lang)} {name} = {setting(value)}" for name, value in rule.settings.items()]
    return "\n".join([*lines, "", str(in_language(rule.about, lang)).strip(), ""])


def setting(value: object) -> str:
    """A threshold as the file of rules writes it.

    >>> setting(0.9), setting(["流量", "存量"]), setting(True)
    ('0.9', '流量、存量', 'true')
    """
    match value:
        case bool():
            return str(value).lower()
        case list():
            return "、".join(map(setting, value))
        case _:
            return str(value)
