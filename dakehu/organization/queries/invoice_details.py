"""开票信息 as people paste it, split into its six fields. Pure: nothing is looked up."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

FIELDS: Final = ("name", "credit_code", "address", "phone", "bank", "bank_account")


@dataclass(frozen=True)
class InvoiceDetails:
    """The six fields of an invoice's buyer or seller; empty where the text says nothing."""

    name: str = ""
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    bank: str = ""
    bank_account: str = ""

    @property
    def found(self) -> dict[str, str]:
        """Only what was found."""
        return {key: value for key, value in asdict(self).items() if value}


_BOTH_ADDRESS: Final = "address phone"
_BOTH_BANK: Final = "bank bank_account"

_LABELS: Final = (
    (_BOTH_ADDRESS, re.compile(r"(?:注册|公司|单位|企业)?地址\s*[、,和及与/]?\s*(?:联系)?电话")),
    (_BOTH_BANK, re.compile(r"开户(?:银)?行(?:名称)?\s*[、,和及与/]?\s*(?:银行)?[账帐][号户]")),
    ("credit_code", re.compile(r"(?:统一)?社会信用代码(?:\s*[/(]\s*(?:纳税人识别号|税号)\s*\)?)?")),
    ("credit_code", re.compile(r"(?:纳税人|纳税)?识别号|(?:公司|单位|企业)?税号")),
    ("address", re.compile(r"(?:注册|公司|单位|企业|开票|经营)?地址")),
    ("phone", re.compile(r"(?:注册|公司|单位|企业|联系|开票)?电话(?:号码)?")),
    ("bank_account", re.compile(r"(?:开户|银行|公司|单位|对公)*[账帐][号户](?:号码)?")),
    ("bank", re.compile(r"开户(?:银)?行(?:名称)?|开户银行")),
    ("name", re.compile(r"(?:公司|单位|企业|开票|发票|购方|客户)*(?:名称|抬头)|户名")),
)
_LABEL: Final = re.compile(
    "|".join(f"(?P<k{n}>{pattern.pattern})" for n, (_key, pattern) in enumerate(_LABELS))
)
_AFTER: Final = re.compile(r"\s*[:=]\s*|\s+")
_CODE: Final = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_PHONE: Final = re.compile(r"(?<![0-9])(?:0[0-9]{2,3}[- ]?[0-9]{7,8}|1[0-9]{10})(?:-[0-9]{1,6})?$")
_ACCOUNT: Final = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){8,29}$")
_BANK: Final = re.compile(r"银行|支行|分行|信用社|营业部")
_ORGANISATION: Final = re.compile(r"(公司|厂|中心|院|集团|事务所)$")
_PLACE: Final = re.compile(r"[省市区县路街道号]")
_NUMBERED: Final = re.compile(r"^\(?[0-9]{1,2}[.、)]\s*")
_NEXT_NUMBER: Final = re.compile(r"[;,、。\s]+\(?[0-9]{1,2}[.、)]\s*$")
_TRIM: Final = " \t\r\n,;、。·"


def invoice_details_in(text: str) -> InvoiceDetails:
    """What a pasted text says of the six fields, with or without labels, on one line or many."""
    plain = unicodedata.normalize("NFKC", text)
    found: dict[str, str] = {}
    for key, value in _labelled(plain):
        _put(found, key, _NEXT_NUMBER.sub("", value).strip(_TRIM))
    for line in re.split(r"[\n;]+", plain):
        _guess(found, line.strip(_TRIM))
    if "credit_code" in found:
        found["credit_code"] = re.sub(r"[\s-]", "", found["credit_code"]).upper()
    wide = str.maketrans("()", "（）")  # as business licences print them
    return InvoiceDetails(**{key: value.translate(wide) for key, value in found.items()})


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Each label that stands at a beginning, with what follows up to the next one."""
    marks: list[tuple[int, int, str]] = []
    for match in _LABEL.finditer(text):
        after = _AFTER.match(text, match.end())
        begins = match.start() == 0 or text[match.start() - 1] in " \t\n\r,;、。.0123456789)"
        if begins and after is not None:
            key = _LABELS[int(str(match.lastgroup)[1:])][0]
            marks.append((match.start(), after.end(), key))
    for number, (_start, until, key) in enumerate(marks):
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        yield key, text[until:end].split("\n\n")[0].replace("\n", " ")


def _put(found: dict[str, str], key: str, value: str) -> None:
    """Keep the first value of a field; a double label is split where its second half begins."""
    if " " not in key:
        if value:
            found.setdefault(key, value)
        return
    first, second = key.split()
    tail = (_PHONE if second == "phone" else _ACCOUNT).search(value)
    if tail is None:
        _put(found, first, value)
        return
    _put(found, first, value[: tail.start()].strip(_TRIM))
    _put(found, second, tail[0])


def _guess(found: dict[str, str], line: str) -> None:
    """A line without a label, told by its looks."""
    if not line or _LABEL.match(_NUMBERED.sub("", line)):
        return
    code = _CODE.search(line.upper())
    if code is not None:
        found.setdefault("credit_code", code[0])
    elif _BANK.search(line):
        _put(found, _BOTH_BANK, line)
    elif _ACCOUNT.fullmatch(line) and not _PHONE.fullmatch(line):
        found.setdefault("bank_account", line)
    elif _ORGANISATION.search(line):
        found.setdefault("name", line)
    elif _PHONE.search(line):
        _put(found, _BOTH_ADDRESS, line)
    elif _PLACE.search(line):
        found.setdefault("address", line)
