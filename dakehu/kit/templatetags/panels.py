"""`{% record_panels kind id %}`: what engines show on the page of a record."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from dakehu.kit.clock import today
from dakehu.kit.panels import panels
from dakehu.kit.refs import RecordRef
from dakehu.kit.settings_store import pack_is_on

register = template.Library()


@register.simple_tag(takes_context=True)
def record_panels(context: template.Context, kind: str, number: int) -> SafeString:
    """The panels of a record for whoever reads its page, in their order."""
    request = context["request"]
    record, on = RecordRef(kind, number), today()
    parts: list[tuple[str]] = []
    for panel in sorted(panels, key=lambda one: one.order):
        shown = panel.build(request.actor, record, on) if pack_is_on(panel.pack) else None
        if shown is not None:
            parts.append((_rendered(context, panel.template, shown),))
    return format_html_join("", "{}", parts)


def _rendered(context: template.Context, name: str, shown: Mapping[str, Any]) -> SafeString:
    """The panel inside the page's own context, as `include` does: the frame is there already."""
    found = context.template.engine.get_template(name)  # type: ignore[union-attr]
    with context.push(**shown):
        return found.render(context)
