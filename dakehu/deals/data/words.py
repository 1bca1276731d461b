"""Words of the price desk."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CUSTOMER_TYPES: "Final[dict[str, str | Promise]]" = {
    "enterprise": _("企业"),
    "state_owned": _("国有企业"),
    "institution": _("事业单位"),
    "government": _("政府机关"),
    "party": _("党的机关"),
    "association": _("人民团体"),
    "military": _("军队"),
}

PER: "Final[dict[str, str | Promise]]" = {"lump": _("一次性"), "unit": _("每单位")}
"""How an other cost is counted (A-10)."""

USUAL_UNIT: Final = "㎡"
