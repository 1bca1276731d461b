"""What a print carries beside its paper: who, when, the how manieth, trial or not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Mark:
    """One print. `user` is a name as it shall stand in the watermark; 0 prints is a preview."""

    user: str
    at: datetime
    is_trial: bool = False
    printed_count: int = 0
    is_confidential: bool = False
    is_sample: bool = False

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def watermark(self) -> str:
        """The line behind the text."""
        return f"{self.user} {self.moment}".strip()

    @property
    def footer(self) -> str:
        """The line at the foot of each page."""
        told: dict[str, Any] = {"user": self.user, "at": self.moment, "count": self.printed_count}
        if not self.printed_count:
            return _("%(user)s %(at)s 预览，未计打印次数") % told
        return _("%(user)s %(at)s 打印 · 第 %(count)d 次打印") % told

    @property
    def head(self) -> str:
        """What stands at the head of a confidential paper."""
        return _("本页含保密信息，查看与导出均会记录。") if self.is_confidential else ""

    @property
    def stamp(self) -> str:
        """The word across a paper that counts for nothing yet."""
        if self.is_sample:
            return _("样张")
        return _("试用") if self.is_trial else ""
