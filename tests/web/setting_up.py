"""The administrator of an empty company, and the forms of the set-up as a browser sends them."""

from datetime import UTC, date, datetime
from typing import Final

from django.test import Client

from dakehu.accounts.queries import user_by_name
from dakehu.accounts.services import set_password
from dakehu.kit.actors import system
from dakehu.organization.queries.seats import seat_holders
from dakehu.policy.credit_code import check_character
from dakehu.web.data.posts import POSTS
from dakehu.web.queries.setup import rule_lines

AT: Final = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY: Final = date(2026, 11, 23)
CODE: Final = "91369900MA0CQ0007" + check_character("91369900MA0CQ0007")
OTHER_CODE: Final = "91369900MA0CQ0018" + check_character("91369900MA0CQ0018")
COMPANY: Final = {
    "name": "江州澄川设备有限公司",
    "credit_code": CODE,
    "address": "江州市滨河路 9 号",
    "phone": "0999-8600111",
    "bank": "江州商业银行滨河支行",
    "bank_account": "6999010020260111",
    "region": "江州市",
    "minimum_wage": "2,010",
    "vat_rate": "0.13",
}
PASTED: Final = f"""名称：江州澄川设备有限公司
纳税人识别号：{CODE}
地址、电话：江州市滨河路 9 号 0999-8600111
开户行及账号：江州商业银行滨河支行 6999010020260111"""


def signed_in_as(name: str) -> Client:
    """A browser of somebody past their first password."""
    user = user_by_name(name)
    assert user is not None
    set_password(by=system("test"), at=AT, user_id=user.pk, password="Qingchen-2026-x")
    client = Client(HTTP_HOST="localhost")
    user.refresh_from_db()
    client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
    return client


def posts_form(**given: str) -> dict[str, str]:
    """The form of the second step: `gm="李总"` names people, `cfo_by="gm"` a post."""
    data = {"since": "2026-01-01"}
    for post in POSTS:
        data[f"{post.code}_names"] = given.get(post.code, "")
        data[post.code] = given.get(f"{post.code}_by", "")
    return data


def rules_form(effective_from: str = "2026-12-01", **given: str) -> dict[str, str]:
    """The form of the third step as it is shown, with some inputs changed."""
    data = {"effective_from": effective_from, "adopted_on": DAY.isoformat()}
    for line in rule_lines(DAY):
        data[line.row.code] = "keep"
        data |= {f"{line.row.code}-{name}": str(value) for name, value in line.values.items()}
    return data | {key.replace("__", "-"): value for key, value in given.items()}


def holder(seat: str, day: date = DAY) -> list[str]:
    return [one.name for one in seat_holders(day).get(seat, [])]


SMALL_FIRM: Final = {
    "gm": "李启航",
    "market_director_by": "gm",
    "ka_head": "张伟",
    "ka_rep": "王芳、刘洋",
    "ka_clerk_by": "ka_head",
    "cfo_by": "finance",
    "finance": "赵敏",
    "hr_admin_by": "finance",
}
