"""Names in pinyin, for sorting and for search by letters; computed once and stored.

Dictionaries read surnames as ordinary words (单 as dan, 曾 as ceng), so surnames have a table here.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

LONGEST: Final = 200
"""How much of either text is stored."""

_DOUBLE: Final[Mapping[str, str]] = {
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "单于": "chan yu",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "宰父": "zai fu",
    "亓官": "qi guan",
    "鲜于": "xian yu",
    "皇甫": "huang fu",
    "夏侯": "xia hou",
    "欧阳": "ou yang",
    "诸葛": "zhu ge",
    "司马": "si ma",
    "上官": "shang guan",
    "东方": "dong fang",
    "公孙": "gong sun",
    "慕容": "mu rong",
    "宇文": "yu wen",
    "赫连": "he lian",
    "呼延": "hu yan",
    "南宫": "nan gong",
    "司徒": "si tu",
    "司空": "si kong",
    "端木": "duan mu",
    "独孤": "du gu",
    "百里": "bai li",
    "闻人": "wen ren",
    "申屠": "shen tu",
    "濮阳": "pu yang",
    "淳于": "chun yu",
    "拓跋": "tuo ba",
    "纳兰": "na lan",
    "西门": "xi men",
    "轩辕": "xuan yuan",
    "钟离": "zhong li",
    "太史": "tai shi",
}
_SINGLE: Final[Mapping[str, str]] = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "朴": "piao",
    "区": "ou",
    "任": "ren",
    "盖": "ge",
    "缪": "miao",
    "乐": "yue",
    "员": "yun",
    "华": "hua",
    "尹": "yin",
    "尉": "wei",
    "召": "shao",
    "种": "chong",
    "繁": "po",
    "秘": "bi",
    "冼": "xian",
    "洗": "xian",
    "折": "she",
    "黑": "he",
    "重": "chong",
    "逄": "pang",
    "卜": "bu",
    "翟": "zhai",
    "晟": "cheng",
    "应": "ying",
    "宁": "ning",
    "葛": "ge",
    "谌": "chen",
    "车": "che",
    "柏": "bai",
    "纪": "ji",
    "祭": "zhai",
    "句": "gou",
    "覃": "qin",
    "晁": "chao",
    "相": "xiang",
    "幸": "xing",
    "那": "na",
    "能": "nai",
    "牟": "mou",
    "石": "shi",
    "薄": "bo",
    "隗": "wei",
    "佴": "nai",
    "郇": "xun",
    "过": "guo",
    "哈": "ha",
    "干": "gan",
    "燕": "yan",
    "褚": "chu",
    "参": "shen",
    "都": "du",
    "行": "xing",
    "於": "yu",
    "余": "yu",
    "昝": "zan",
    "阚": "kan",
    "臧": "zang",
    "沈": "shen",
    "俞": "yu",
    "殷": "yin",
    "贾": "jia",
    "钭": "tou",
    "不": "fou",
    "钻": "zuan",
    "卢": "lu",
    "吕": "lv",
}


class Pinyin(NamedTuple):
    """`full` is zhaoqiming, `initials` zqm; letters and digits of the name stay as they are."""

    full: str
    initials: str


def pinyin_of_person(name: str) -> Pinyin:
    """The pinyin of a person's name, its surname read as a surname."""
    plain = name.strip()
    for length, table in ((2, _DOUBLE), (1, _SINGLE)):
        surname = table.get(plain[:length])
        if surname and len(plain) > length:
            return _joined([*surname.split(), *_syllables(plain[length:])])
        if surname and len(plain) == length:
            return _joined(surname.split())
    return _joined(_syllables(plain))


def pinyin_of(text: str) -> Pinyin:
    """The pinyin of any other name: a company, a product, a unit."""
    return _joined(_syllables(text))


def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # here: it takes a while, and most processes need none

    found: list[str] = lazy_pinyin(text, errors=_foreign)  # type: ignore[arg-type]
    return found


def _foreign(text: str) -> list[str]:
    """Letters and digits as a word, everything else left out."""
    words = "".join(each if each.isalnum() else " " for each in text).split()
    return [word.lower() for word in words]


def _joined(syllables: list[str]) -> Pinyin:
    kept = [each for each in syllables if each]
    return Pinyin("".join(kept)[:LONGEST], "".join(each[0] for each in kept)[:LONGEST])
