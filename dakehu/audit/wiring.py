"""What the area plugs into the engines below it."""

from django.utils.translation import gettext_lazy as _

from dakehu.audit.access import SEE_TRAIL
from dakehu.audit.services import flush
from dakehu.kit.registry import MenuEntry, menu
from dakehu.kit.work import Sink, sinks

sinks.add(Sink("audit", flush, order=1000))

menu.add(MenuEntry("audit.entries", _("操作记录"), "audit_entries", "history", SEE_TRAIL))
