"""What kind of device a browser says it runs on, in words: Windows 电脑 · Chrome."""

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first that is found counts: phones before the systems they are built on.
_SYSTEMS: Final = (
    ("iPhone", gettext_lazy("苹果手机")),
    ("iPad", gettext_lazy("苹果平板")),
    ("HarmonyOS|OpenHarmony", gettext_lazy("鸿蒙设备")),
    ("Android(?!.*Mobile)", gettext_lazy("安卓平板")),
    ("Android", gettext_lazy("安卓手机")),
    ("Windows", gettext_lazy("Windows 电脑")),
    ("Macintosh|Mac OS X", gettext_lazy("苹果电脑")),
    ("CrOS", gettext_lazy("Chromebook")),
    ("Linux|X11", gettext_lazy("Linux 电脑")),
)
_BROWSERS: Final = (
    ("wxwork", gettext_lazy("企业微信")),
    ("MicroMessenger", gettext_lazy("微信")),
    ("DingTalk", gettext_lazy("钉钉")),
    ("Lark|Feishu", gettext_lazy("飞书")),
    ("QQBrowser", gettext_lazy("QQ 浏览器")),
    ("QIHU|360SE|360EE", gettext_lazy("360 浏览器")),
    ("HuaweiBrowser", gettext_lazy("华为浏览器")),
    ("MiuiBrowser", gettext_lazy("小米浏览器")),
    ("UCBrowser|UBrowser", gettext_lazy("UC 浏览器")),
    ("Edg", gettext_lazy("Edge")),
    ("Firefox|FxiOS", gettext_lazy("Firefox")),
    ("Chrome|CriOS|Chromium", gettext_lazy("Chrome")),
    ("Safari", gettext_lazy("Safari")),
)


def device_named(user_agent: str) -> str:
    """The device and the browser behind a user agent, as far as they are known."""
    system = _first(_SYSTEMS, user_agent)
    browser = _first(_BROWSERS, user_agent)
    return " · ".join(filter(None, (system, browser))) or _("未知设备")


def _first(table: tuple[tuple[str, object], ...], user_agent: str) -> str:
    for pattern, name in table:
        if re.search(pattern, user_agent):
            return str(name)
    return ""
