"""Names in pinyin."""

import pytest

from dakehu.kit.pinyin import LONGEST, pinyin_of, pinyin_of_person


@pytest.mark.parametrize(
    "name, full, initials",
    [
        ("赵启明", "zhaoqiming", "zqm"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("曾雨", "zengyu", "zy"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("查良镛", "zhaliangyong", "zly"),
        ("朴树", "piaoshu", "ps"),
        ("区丽", "ouli", "ol"),
        ("任静", "renjing", "rj"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("缪红", "miaohong", "mh"),
        ("乐嘉", "yuejia", "yj"),
        ("员晓", "yunxiao", "yx"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("欧阳娜", "ouyangna", "oyn"),
        ("单", "shan", "s"),
        ("John 李", "johnli", "jl"),
        (" 林 晓雯 ", "linxiaowen", "lxw"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, full: str, initials: str) -> None:
    assert pinyin_of_person(name) == (full, initials)


def test_other_names_are_read_as_words() -> None:
    assert pinyin_of("重庆万达A座3号") == ("chongqingwandaazuo3hao", "cqwdaz3h")
    assert pinyin_of("（）") == ("", "")


def test_long_names_are_cut() -> None:
    full, initials = pinyin_of("长" * 300)
    assert len(full) == len(initials) == LONGEST
