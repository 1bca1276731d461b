"""What the area plugs into the engines below it."""

from dakehu.audit.services import flush
from dakehu.kit.work import Sink, sinks

sinks.add(Sink("audit", flush, order=1000))
