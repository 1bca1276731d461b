"""What the months plug into the engines below them."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.wording import Wording, wordings

wordings.add(Wording("periods.month_closed", _("{month} 月结")))
wordings.add(Wording("periods.month_reopened", _("{month} 反月结，原因：{reason}")))
