"""扣分 in 方案.xlsx: written, read, told back, worked at its borders, and what authors get wrong. Clause: scheme-as-a-workbook."""

from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.load import build_scheme
from kexie_excel.scheme_book import read
from kexie_excel.scheme_book.checking.borders import item_examples
from kexie_excel.scheme_book.checking.words import item_words
from kexie_excel.scheme_book.lint import lint
from kexie_excel.scheme_book.read import SchemeBook, read_scheme_book
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.writing.book import write_scheme_book
from tests.scheme_book.author import (
    ITEMS,
    RULES,
    Edit,
    Typed,
    all_of,
    findings,
    insert_row,
    put,
    read_back,
    saved,
    with_items,
)

TEXT = "3.3组织覆盖，计5分。每有1个扣0.4分，最多扣1分；没有的扣10%。"
CLASSES = [
    {
        "cap": 1,
        "rows": [
            {"kind": "per", "count": "3.3e", "step": 1, "off": Decimal("0.4")},
            {"kind": "band", "count": "3.3e", "low": 9, "low_included": True, "high": 20, "off": Decimal("0.1")},
        ],
    },
    {
        "rows": [
            {"kind": "band", "share": ["3.3b", "3.3a"], "label": "企业", "high": "20%", "off": "10%"},
            {"kind": "per", "share": ["3.3d", "3.3c"], "label": "乡镇", "step": "30%", "off": 1},
        ]
    },
]
YES_NO = [
    {"rows": [{"kind": "is", "fact": "4.4a", "off": 1}, {"kind": "is", "fact": "4.4b", "answer": True, "off": 2}]}
]


def document() -> dict[str, object]:
    """Give the 2017 scheme with two items that take points off."""
    rules = {"3.3": CLASSES, "4.4": YES_NO}
    return with_items({key: {"rule": {"kind": "deduct", "points": 5, "classes": own}} for key, own in rules.items()})


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SchemeBook:
    """The scheme as a workbook, which says what the data say."""
    return read_back(document(), tmp_path_factory.mktemp("方案"))


def test_the_rule_is_told_back(book: SchemeBook) -> None:
    scheme = build_scheme(book.document, "方案")
    first, capped, shares = item_words(scheme.item_of["3.3"]).split("\n")
    assert first == "从5分扣起，扣完为止"
    assert "：每1个扣0.4分；" in capped
    assert capped.endswith("达到9个、低于20个扣0.1分；这一条最多扣1分")
    assert "低于20%扣0.5分" in shares
    assert shares.endswith("每30%扣1分")
    assert "填“否”扣1分；4.4b" in item_words(scheme.item_of["4.4"])


def test_every_row_is_worked_at_its_borders(book: SchemeBook) -> None:
    scheme = build_scheme(book.document, "方案")
    found = [(own.filled, own.points) for own in item_examples(scheme.item_of["4.4"])]
    assert [points for _filled, points in found] == ["5", "4", "3"]
    tried = list(item_examples(scheme.item_of["3.3"]))
    # nothing done at all: 20 % of the enterprises are missed, which costs 10 % of 5
    assert tried[0].points == "4.5"
    assert any(own.points == "4.1" for own in tried)


def test_the_words_of_an_item_are_held_against_what_is_taken_off(book: SchemeBook) -> None:
    """扣N分 in the text, and no such row."""
    items = book.document["item"]
    assert isinstance(items, list)
    for text, told in ((TEXT, []), (TEXT.replace("0.4", "0.3"), ["3.3 原文写“扣0.3分”，计分规则里没有扣0.3分的"])):
        changed = [{**item, "text": text} if item["id"] == "3.3" else item for item in items]
        own = lint({**book.document, "item": changed}, Review("方案.xlsx"))
        assert [found.message for found in own if found.message.startswith("3.3")] == told


# an author at work: 1.1 (one count, 1 point) becomes 扣分


def taking(wanted: Typed, off: Typed, *, most: Typed = None, fact: str = "1.1a", points: Typed = 1) -> Edit:
    """Turn the rule of the first item into 扣分."""
    return all_of(
        put(ITEMS, "F3", points),
        put(RULES, "D2", "扣分"),
        put(RULES, "F2", fact),
        put(RULES, "K2", wanted),
        put(RULES, "L2", off),
        put(RULES, "M2", most),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "off", "counted", "points"),
    [
        ("每1", -0.4, 2, Fraction(1, 5)),
        ("每1", "-0.4", 2, Fraction(1, 5)),
        ("每1", "－10%", 2, Fraction(4, 5)),
        ("每1", "–10%", 2, Fraction(4, 5)),
        ("每1", "−0.4", 2, Fraction(1, 5)),
        ("每1", "—0.4", 2, Fraction(1, 5)),
        ("≥3", -1, 2, 1),
        ("≥3", -1, 3, 0),
        ("≤1", -1, 1, 0),
    ],
)
def test_what_an_author_writes(wanted: str, off: Typed, counted: int, points: Fraction, tmp_path: Path) -> None:
    book = read_scheme_book(saved(taking(wanted, off), tmp_path / "方案.xlsx"))
    assert book.findings == ()
    rule = build_scheme(book.document, "方案").item_of["1.1"].rule
    assert rule.evaluate({"1.1a": Fraction(counted)}).low == points


def test_the_most_is_taken_with_and_without_its_sign(tmp_path: Path) -> None:
    for most in (0.5, -0.5):
        book = read_scheme_book(saved(taking("每1", -0.4, most=most), tmp_path / "方案.xlsx"))
        rule = build_scheme(book.document, "方案").item_of["1.1"].rule
        assert rule.evaluate({"1.1a": Fraction(9)}).low == Fraction(1, 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "cell", "told"),
    [
        (taking("每1", 0.4), "L2", "带负号，如 -0.4"),
        (taking("每1", None), "L2", "带负号，如 -0.4"),
        (taking("每1", "扣0.4"), "L2", "带负号，如 -0.4"),
        (taking("每10%", -1), "K2", "不能写百分号"),
        (taking("每0", -1), "K2", "扣分的要求"),
        (taking("否", -1), "K2", "扣分的要求"),
        (all_of(taking("≥3", -1), put("填报事项", "D2", "是否")), "K2", "扣分的要求"),
        (taking("有", -1), "K2", "扣分的要求"),
        (taking("3以上", -1), "K2", "含写 ≥3"),
        (taking("每1", -1, fact="1.9a"), "F2", "填报事项"),
    ],
)
def test_what_an_author_gets_wrong(edit: Edit, cell: str, told: str, tmp_path: Path) -> None:
    found = findings(edit, tmp_path)
    assert (RULES, cell) in [(own.place.sheet, own.place.cell) for own in found]
    assert any(told in own.message + own.remedy for own in found)


def test_a_share_needs_its_percent_sign(tmp_path: Path) -> None:
    """2.3, of two counts."""
    edit = all_of(put(RULES, "D19", "扣分"), put(RULES, "K19", "每10"), put(RULES, "L19", -0.4))
    assert any("每10%" in own.remedy for own in findings(edit, tmp_path))


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("<8", "有两档都没有下限，两档重叠，两档的分都会扣"),
        ("≥8", "在8次处，两档重叠，两档的分都会扣"),
        ("≥9", ""),
        ("≥12", ""),
    ],
)
def test_bands_that_would_both_take_off_are_asked_about(wanted: str, told: str, tmp_path: Path) -> None:
    """“不足9次的扣0.4分，不足8次的扣1分” means one of them; a stretch in which nothing is taken off needs no band."""
    second = insert_row(RULES, 3, A="1.1", B="1", C="2", D="扣分", F="1.1a", K=wanted, L=-1)
    found = findings(all_of(taking("<9", -0.4), second), tmp_path)
    messages = [own.message for own in found if own.code == "K915"]
    assert messages == ([f"1.1 党委常委会或政府常务会听取科协工作汇报次数{told}"] if told else [])


def test_no_other_way_goes_with_it(tmp_path: Path) -> None:
    """A second 条款 of 1.1, which pays."""
    edit = all_of(taking("每1", -0.4), insert_row(RULES, 3, A="1.1", B="2", C="1", D="达到即得", F="1.1a", K="≥1", L=1))
    assert any("各条都要是扣分" in own.message for own in findings(edit, tmp_path))


def taken_off(value: float, number_format: str, folder: Path) -> object:
    """Type what a share of the points takes off as people do, and give what is read."""
    book = load_workbook(BytesIO(write_scheme_book(document(), "方案.toml")))
    sheet = book[RULES]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "-10%")
    cell.value, cell.number_format = value, number_format
    path = folder / "方案.xlsx"
    book.save(path)
    items = read_scheme_book(path).document["item"]
    assert isinstance(items, list)
    rule = next(item["rule"] for item in items if item["id"] == "3.3")
    return rule["classes"][1]["rows"][0]["off"]


@pytest.mark.slow
@pytest.mark.parametrize("number_format", ["0%", "0.0%", "0.00%"])
def test_a_percentage_typed_into_a_cell_of_no_format_is_one(number_format: str, tmp_path: Path) -> None:
    """-10% in a 常规 cell becomes -0.1 that is shown as -10%; -12.5% is not the -13% that is seen."""
    assert taken_off(-0.1, number_format, tmp_path) == "10%"
    assert taken_off(-0.125, number_format, tmp_path) == "12.5%"


@pytest.mark.no_cover
def test_a_number_that_is_seen_as_one_is_points(tmp_path: Path) -> None:
    assert taken_off(-0.1, "General", tmp_path) == Decimal("0.1")
    assert taken_off(-0.1, "0.00", tmp_path) == Decimal("0.1")


@pytest.fixture
def unlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the second reader fail."""

    def broken(*_of: object) -> None:
        raise ValueError

    monkeypatch.setattr(read, "look_whole", broken)


@pytest.mark.usefixtures("unlooked")
def test_a_workbook_whose_look_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match=r"方案\.xlsx 里有特殊格式，读不全"):
        taken_off(-0.1, "0%", tmp_path)


@pytest.mark.usefixtures("unlooked")
def test_a_workbook_whose_look_cannot_be_read_is_read_where_nothing_hangs_on_that(tmp_path: Path) -> None:
    assert findings(all_of(), tmp_path) == ()
