"""What names a document, what denies one, and what has the shape of a document's number (加分依据以文件、奖牌或证书为准)."""

import pytest

from kexie_excel.form.evidence_words import denies, encloses, is_numbered, shows_medal


def each(texts: str) -> list[str]:
    """Give the spellings, divided by ``|``."""
    return texts.split("|")


@pytest.mark.parametrize(
    "text",
    each(
        "湘科协〔2017〕44号|湘科协[2017]44号|湘科协（2017）44号|湘科协〔2017〕44|岳市科协通【2017】3|第12号|证书编号：2017001|ZL2017|ZL201710012345.6"
        "|No.123|Ｎｏ．１２|１２号|2017010023|1234567890|20179912|201799|2017-0001-23|国科字2017003|湘科协 〔2017〕 44号"
    ),
)
def test_the_shape_of_a_number(text: str) -> None:
    assert is_numbered(text)


@pytest.mark.parametrize(
    "text",
    each(
        "|待2018年发文|2018年发文|2017年|1|12|有|无|是|证书|13800000000|138-0000-0000|0730-8888888|07308888888|8888888|20170601|201706|2017-06-01"
        "|2017.6.1|电话号码13800000000|联系人手机号139|暂无文号2017|文号尚未下达（2017年）|拟发湘科〔2018〕1号|12345|2017-001|张三13800000000"
    ),
)
def test_what_is_no_number(text: str) -> None:
    assert not is_numbered(text)


@pytest.mark.parametrize(
    "text",
    each(
        "附件|附件1|见附件3|表彰决定|证书复印件|奖牌照片|获奖证书.JPG|文件扫描件|第3页|《关于表彰的通知》|汇编第9页|虚构示例附件|附3|专利证书"
    ),
)
def test_what_names_an_enclosure(text: str) -> None:
    assert encloses(text)


@pytest.mark.parametrize(
    "text",
    each(
        "|有|是|无|已|√|附|/|—|无附件|没有附件|无奖牌|奖牌尚未颁发|证书未发|附件后补|待补附件|见附件待补|文件正在办理中|拟发文件|缺附件|附件暂缺|补|13800000000"
        "|张三|湖南省科协|全省先进|证书遗失|联系电话见附件"
    ),
)
def test_what_names_none(text: str) -> None:
    assert not encloses(text)


def test_a_medal_that_is_there_and_one_that_is_not() -> None:
    assert shows_medal("先进单位奖牌")
    assert shows_medal("奖 牌")
    assert not shows_medal("无奖牌")
    assert not shows_medal("奖牌尚未颁发")
    assert not shows_medal("奖杯")


def test_a_denial_in_any_width() -> None:
    assert denies("ＴＥＬ 0730")
    assert not denies("湘科协〔2017〕44号")
