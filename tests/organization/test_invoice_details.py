"""Pasted 开票信息, split into its six fields."""

import pytest

from dakehu.organization.queries.invoice_details import InvoiceDetails, invoice_details_in

WHOLE = InvoiceDetails(
    name="江州澄川（集团）有限公司",
    credit_code="91369900MA0CQ00073",
    address="江州市滨河路9号电话大楼3层",
    phone="0999-8600111",
    bank="江州商业银行滨河支行",
    bank_account="6999010020260111",
)


@pytest.mark.parametrize(
    "text",
    [
        """公司名称：江州澄川（集团）有限公司
        税号：91369900MA0CQ00073
        地址、电话：江州市滨河路9号电话大楼3层 0999-8600111
        开户行及账号：江州商业银行滨河支行 6999010020260111""",
        "名称:江州澄川(集团)有限公司 纳税人识别号:91369900MA0CQ00073 "
        "地址:江州市滨河路9号电话大楼3层 电话:0999-8600111 "
        "开户行:江州商业银行滨河支行 账号:6999010020260111",
        """江州澄川（集团）有限公司
        91369900MA0CQ00073
        江州市滨河路9号电话大楼3层 0999-8600111
        江州商业银行滨河支行
        6999010020260111""",
        """单位名称　江州澄川（集团）有限公司
        统一社会信用代码/纳税人识别号：91369900ma0cq00073
        注册地址：江州市滨河路9号电话大楼3层
        联系电话：0999-8600111
        开户银行：江州商业银行滨河支行
        银行账户：6999010020260111""",
        "1、名称：江州澄川（集团）有限公司；2、税号：９１３６９９００ＭＡ０ＣＱ０００７３；"
        "3、地址：江州市滨河路9号电话大楼3层；4、电话：0999-8600111；"
        "5、开户行：江州商业银行滨河支行；6、账号：6999010020260111",
    ],
)
def test_the_ways_in_which_people_paste_it_all_give_the_six_fields(text: str) -> None:
    assert invoice_details_in(text) == WHOLE


@pytest.mark.parametrize("text", ["", "你好", "\n\n", "：：：", "名称"])
def test_a_text_that_says_nothing_gives_nothing(text: str) -> None:
    assert invoice_details_in(text) == InvoiceDetails()


def test_what_is_missing_stays_empty() -> None:
    found = invoice_details_in("户名：江州澄川有限公司\n账号：6999 0100 2026 0111").found
    assert found == {"name": "江州澄川有限公司", "bank_account": "6999 0100 2026 0111"}


def test_an_address_without_a_phone_is_only_an_address() -> None:
    found = invoice_details_in("地址电话：江州市滨河路 9 号").found
    assert found == {"address": "江州市滨河路 9 号"}
