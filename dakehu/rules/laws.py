"""The legal guards and standards that rules cite beside the company's own clauses."""

from typing import Final

from dakehu.policy.figures import Source

G_01: Final = Source(guard="G-01", law="《工资支付暂行规定》第十六条")
G_02: Final = Source(guard="G-02", law="《工资支付暂行规定》第十五条、《劳动法》第五十条")
G_04: Final = Source(guard="G-04", law="《最低工资规定》第十二条")
G_05: Final = Source(
    guard="G-05", law="《反不正当竞争法》关于商业贿赂的规定、《政府采购法》第七十七条"
)
G_17: Final = Source(
    guard="G-17", law="《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第四十四条"
)
G_34: Final = Source(guard="G-34", law="《工资支付暂行规定》第九条、《劳动合同法》第三十条")
GB_32100: Final = Source(norm="GB 32100-2015")
CAPITALS: Final = Source(norm="《支付结算办法》附一《正确填写票据和结算凭证的基本规定》")
WORKING_DAYS: Final = Source(norm="《全国年节及纪念日放假办法》及国务院办公厅年度放假通知")
