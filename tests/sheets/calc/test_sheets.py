"""Formula cells calculated as Excel would. Clause: design §5.1 ⟂ (formula cells carry their right cached value)."""

from collections.abc import Mapping

import pytest

from kexie_excel.sheets.calc.functions import FUNCTIONS
from kexie_excel.sheets.calc.sheets import Content, calculate
from kexie_excel.sheets.calc.values import FormulaError

HERE, THERE = "评估表", "完成情况"
TYPED: Mapping[str, Content] = {
    "A1": 3,
    "A2": 0.1,
    "A3": "Kp",
    "A4": "=1+1",
    "A5": True,
    "A6": "2",
    "A7": -2.5,
    # A8 and A9: empty
    "A10": 20170601,
}
FAULTY = {"B1": "=1/0", "B2": "=A3+1", "B3": '=FIND("x",A3)', "B4": "=B1&A1"}


def cell(address: str) -> tuple[str, int, int]:
    """Give a cell of the sheet by its address."""
    return HERE, int(address[1:]), ord(address[0]) - ord("A") + 1


def result(formula: str) -> Content:
    """Calculate a formula beside what is typed, and beside errors."""
    inputs = {cell(address): value for address, value in TYPED.items()} | {(THERE, 1, 1): "那里"}
    formulas = {cell(address): own for address, own in FAULTY.items()} | {cell("C1"): formula}
    return calculate(inputs, formulas)[cell("C1")]


OPERATORS: Mapping[str, Content] = {
    "=1+2*3-4/2": 5,
    "=(1+2)*3": 9,
    "=2-1-1": 0,
    "=-A7": 2.5,
    "=--TRUE": 1,
    "=-2+3": 1,
    "=0.1+0.2=0.3": True,
    "=123456789012345=123456789012346": False,
    "=0=0.0000000000000001": False,
    "=1<>2": True,
    "=1<2": True,
    "=2<=2": True,
    "=3>2": True,
    "=2>=3": False,
    '="a"<"b"': True,
    '="KP"=A3': True,
    '=A3="甲"': False,
    '=1<"0"': True,
    '="z"<FALSE': True,
    "=FALSE<A5": True,
    "=1=TRUE": False,
    '=A6="2"': True,
    "=A6=2": False,
    "=A6+1": 3,
    "=A5+1": 2,
    '=" 1.5e1 "+0': 15,
    '="3次"+0': "#VALUE!",
    '="1e999"+0': "#NUM!",
    "=1/0": "#DIV/0!",
    '="甲"&1&TRUE&A8': "甲1TRUE",
    '=1&"<"&2=2&"<"&2': False,
    '="说""好"""': '说"好"',
    "='完成情况'!A1&$A$1": "那里3",
}
EMPTY: Mapping[str, Content] = {
    "=A8": 0,
    "=A8+1": 1,
    '=A8&""': "",
    '=A8=""': True,
    "=A8=0": True,
    "=A8=A9": True,
    "=A8=FALSE": True,
    "=A8<1": True,
    '=A8<"a"': True,
    "=LEN(A8)": 0,
    '=EXACT(A8,"")': True,
    "=IF(A8,1,2)": 2,
}
TEXTS: Mapping[str, Content] = {
    '=1.5&""': "1.5",
    '=A2*3&""': "0.3",
    '=1/3&""': "0.333333333333333",
    '=123456789012345&""': "123456789012345",
    '=1234567890123456&""': "1234567890123460",
    '=100000*100000*100000*100000&""': "100000000000000000000",
    '=100000*100000*100000*100000*10&""': "1E+21",
    '=0.5/1000000000&""': "5E-10",
    '=1.25/1000000000&""': "0.00000000125",
    '=-A7&""': "2.5",
    '=A10&""': "20170601",
}
CALLS: Mapping[str, Content] = {
    "=IF(1,2,1/0)": 2,
    "=IF(0,1/0,2)": 2,
    '=IF("是",1,2)': "#VALUE!",
    "=IF(B1,1,2)": "#DIV/0!",
    "=CHOOSE(2,1/0,A3,3)": "Kp",
    "=CHOOSE(1.9,1,2)": 1,
    "=CHOOSE(0,1,2)": "#VALUE!",
    "=CHOOSE(3,1,2)": "#VALUE!",
    "=INDEX($A$1:$A$10,3)": "Kp",
    "=INDEX($A$1:$A$10,8)": 0,
    "=INDEX($A$1:$A$10,11)": "#REF!",
    "=INDEX($A$1:$A$10,0)": "#REF!",
    "=INDEX($B$1:$B$4,1)": "#DIV/0!",
    "=SUM(ROW($A$4:$A$6))": 15,
    "=AND(TRUE,1,A1)": True,
    "=AND(TRUE,0)": False,
    "=AND(A3,A1)": True,
    "=AND(A8)": "#VALUE!",
    '=AND("是",TRUE)': "#VALUE!",
    "=AND(FALSE,B1)": "#DIV/0!",
    "=OR(FALSE,0,A5)": True,
    "=OR(FALSE,1>2)": False,
    "=NOT(0)": True,
    "=NOT(A3)": "#VALUE!",
    "=SUM($A$1:$A$9)": 0.6,
    "=SUM($A$1:$A$2,A7,A6,1,TRUE)": 2.6,
    "=SUM($B$1:$B$2)": "#DIV/0!",
    "=SUM(A3,1)": 1,
    '=SUM("2",1)': 3,
    "=MIN($A$1:$A$9,5)": -2.5,
    "=MAX(A3,A8)": 0,
    "=MIN(A8)": 0,
    "=MAX(0,A1)": 3,
    "=COUNT($A$1:$B$1)": 1,
    "=COUNT($A$1:$A$10)": 4,
    "=COUNTA($A$1:$A$10)": 8,
    "=COUNTA(B1)": 1,
    '=COUNTIF($A$1:$A$10,"kP")': 1,
    '=COUNTIF($B$1:$B$4,"有")': 0,
    '=MATCH("kp",$A$1:$A$10,0)': 3,
    '=MATCH("2",$A$1:$A$10,0)': 6,
    "=MATCH(2,$A$1:$A$10,0)": "#N/A",
    "=MATCH(-2.5,$A$1:$A$10,0)": 7,
    '=MATCH("",$A$1:$A$10,0)': "#N/A",
    '=IFERROR(MATCH("没有",$A$1:$A$10,0),"？")': "？",
    "=IFERROR(A1,0)": 3,
    "=ROWS($A$2:A10)": 9,
    '=SUMIFS($A$1:$A$7,$A$1:$A$7,"kp")': 0,
    "=SUMIFS($A$1:$A$7,$A$1:$A$7,A7)": -2.5,
    "=SUMIFS($A$1:$A$10,$A$1:$A$10,A1,$A$1:$A$10,A1)": 3,
    "=SUMPRODUCT(($A$1:$A$2>1)*$A$1:$A$2)": 3,
    '=SUMPRODUCT(--EXACT("乙",{"甲","乙"}))': 1,
    '=SUMPRODUCT(EXACT("乙",{"甲","乙"}))': 0,
    '=SUMPRODUCT(EXACT("乙",{"甲","乙"})*{5,7})': 7,
    '=SUMPRODUCT(--ISNUMBER(FIND({"K","x","p"},A3)))': 2,
    "=SUMPRODUCT(MAX(($A$1:$A$2<9)*(3-ROW($A$1:$A$2))))": 2,
    "=SUMPRODUCT($A$1:$A$3*1)": "#VALUE!",
    "=SUMPRODUCT(5)": 5,
    "=ISNUMBER(A1)": True,
    "=ISNUMBER(A5)": False,
    "=ISNUMBER(B3)": False,
    '=ISNUMBER(FIND("p",A3))': True,
    '=ISNUMBER(FIND("P",A3))': False,
    "=ISTEXT(A4)": True,
    "=ISTEXT(A8)": False,
    "=ISLOGICAL(A5)": True,
    "=ISBLANK(A8)": True,
    '=ISBLANK("")': False,
    "=ISBLANK(B1)": False,
    "=ABS(A7)": 2.5,
    "=INT(A7)": -3,
    "=INT(2.999)": 2,
    "=ROUND(A7,0)": -3,
    "=ROUND(1.005,2)": 1.01,
    "=ROUND(2.5,0)": 3,
    "=ROUND(7,9)": 7,
    "=ROUND(0.1234565,6)": 0.123457,
    '=VALUE("08")': 8,
    '=VALUE("")': "#VALUE!",
    '=VALUE("八")': "#VALUE!",
    '=EXACT("a","A")': False,
    '=EXACT(A1,"3")': True,
    '=FIND("",A3)': 1,
    '=FIND("p","Kpp")': 2,
    '=FIND("q",A3)': "#VALUE!",
    '=LEN("　甲 ")': 3,
    '=LEFT("甲乙丙",2)': "甲乙",
    '=LEFT("甲",9)': "甲",
    '=LEFT("甲",0-1)': "#VALUE!",
    '=RIGHT("甲乙丙",1)': "丙",
    '=RIGHT("甲乙",0)': "",
    '=RIGHT("甲",9)': "甲",
    '=MID("2017年6月",6,20)': "6月",
    '=MID("甲",2,1)': "",
    '=MID("甲",0,1)': "#VALUE!",
    '=SUBSTITUTE("1-2-3","-",".")': "1.2.3",
    '=SUBSTITUTE("甲","","乙")': "甲",
    '=LOWER("ZL甲Ｎ1")': "zl甲ｎ1",
    '=TRIM("  甲   乙　 ")': "甲 乙　",
    '=CLEAN("甲"&CHAR(10)&CHAR(9)&"乙")': "甲乙",
    "=DATE(2017,6,1)": 42887,
    "=DATE(2016,2+1,0)": 42429,
    "=DATE(2017,13,1)": 43101,
    "=DATE(2017,0,31)": 42735,
    "=DATE(117,6,1)": 42887,
    "=DAY(DATE(9999,12+1,0))": 31,
    "=YEAR(42887.9)": 2017,
    "=DAY(42887)": 1,
    "=YEAR(A7)": "#NUM!",
    "=DATE(99999,1,1)": "#NUM!",
    "=B2": "#VALUE!",
    "=B4": "#DIV/0!",
    "=1=B1": "#DIV/0!",
}


@pytest.mark.parametrize(("formula", "value"), [*OPERATORS.items(), *EMPTY.items(), *TEXTS.items(), *CALLS.items()])
def test_formulas_mean_what_excel_means_by_them(formula: str, value: Content) -> None:
    """Precedence, kinds and case in comparisons, empty cells, numbers as texts, every function, errors."""
    shown = result(formula)
    assert shown == (pytest.approx(value, rel=1e-14) if isinstance(value, float) else value)
    assert type(shown) is type(value)


def test_every_function_is_tried() -> None:
    tried = "".join(CALLS)
    assert [name for name in FUNCTIONS if f"{name}(" not in tried] == []


def test_numbers_that_no_cell_holds_are_errors() -> None:
    """A county may type 1e308: an error value, as in Excel, and no end of the run."""
    huge = {("甲", row, 1): 1e308 for row in (1, 2)}
    formulas = {
        ("甲", 1, 2): "=SUM($A$1:$A$2)",
        ("甲", 2, 2): "=A1*10",
        ("甲", 3, 2): "=A1+A2",
        ("甲", 4, 2): "=-A1-A2",
    }
    assert set(calculate(huge, formulas).values()) == {"#NUM!"}


def test_a_text_that_begins_like_a_formula_is_a_text() -> None:
    """§9: county text is never a formula."""
    assert result("=A4&1") == "=1+11"
    assert result("=ISTEXT(A4)") is True


def test_an_array_keeps_its_errors_in_their_places() -> None:
    """One unreadable cell does not hide the others."""
    assert result("=SUMPRODUCT(--ISNUMBER(1/$A$1:$A$8))") == 5
    for kept in ("ISNUMBER(-$B$1:$B$4)", "ISTEXT($B$1:$B$4&1)", "ISLOGICAL($B$1:$B$4=1)"):
        assert result(f"=SUMPRODUCT(--{kept})") == 0


@pytest.mark.parametrize(
    "formula",
    [
        "=VLOOKUP(1,$A$1:$A$2,1)",
        "=2^3",
        "=50%",
        "=1+",
        "=(1",
        "=1 2",
        "=IF(1,2)",
        "=)",
        "=A1:A2",
        "=$A$1:$B$2",
        "=$A$1:$A$2+1",
        "=IF($A$1:$A$2,1,2)",
        "=COUNTA(1)",
        "=ROW(A1)",
        "=SUMPRODUCT($A$1:$A$2,$A$1:$A$2)",
        "=SUMPRODUCT($A$1:$A$2*$A$1:$A$3)",
        '=COUNTIF($A$1:$A$2,">1")',
        "=COUNTIF($A$1:$A$2,A8)",
        "=MATCH(1,$A$1:$A$2,1)",
        "=CHAR(200)",
        "=NAME",
        "=ABS(1,2,3)",
    ],
)
def test_what_the_language_does_not_have_is_refused(formula: str) -> None:
    """Nothing is guessed: only a mistake of ours gets here."""
    with pytest.raises(FormulaError):
        result(formula)


def test_cells_that_lead_back_to_themselves_are_refused() -> None:
    with pytest.raises(FormulaError, match="back to itself"):
        calculate({}, {("甲", 1, 1): "=A2", ("甲", 2, 1): "=A1+1"})


def test_formulas_of_one_shape_differ_in_what_they_name() -> None:
    """Rows filled alike share their pieces, not their values."""
    inputs: dict[tuple[str, int, int], Content] = {("甲", row, 1): row * 10 for row in range(1, 4)}
    formulas = {("甲", row, 2): f"=A{row}*{row}+SUM($A${row}:$A$3)" for row in range(1, 4)}
    assert list(calculate(inputs, formulas).values()) == [70, 90, 120]


def test_the_same_words_looked_for_in_many_rows() -> None:
    """Each row has its own answer, however many rows there are; and 1 is not TRUE."""
    asked: Mapping[str, Content] = {"1号": 1, "": 0, "TRUE": 1}
    texts: list[tuple[Content, Content]] = [(1, 1), (True, 1), (1.0, 1), *asked.items()]
    texts += [(f"{number}甲" if number % 2 else f"第{number}", number % 2) for number in range(20, 320)]
    texts += [("", 0), (1, 1), (False, 0)]
    inputs = {(HERE, row, 1): text for row, (text, _) in enumerate(texts, 1)}
    formulas = {
        (HERE, row, 2): f'=SUMPRODUCT(ISNUMBER(FIND({{"1号","TRUE","甲"}},A{row}))*1)+(A{row}=1)*1'
        for row, _ in enumerate(texts, 1)
    }
    found = calculate(inputs, formulas)
    assert [found[HERE, row, 2] for row, _ in enumerate(texts, 1)] == [count for _, count in texts]
