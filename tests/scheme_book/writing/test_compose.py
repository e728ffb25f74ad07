"""What a reading changes as rows of the workbook, and readings for which it has no words."""

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme_book.writing.compose import compose
from tests.scheme_book.author import DOCUMENT


def lines_with(patch: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    """Compose the 2017 scheme with one reading that changes this."""
    options = [{"label": "照写", "patch": {}}, {"label": "另读", "patch": patch}]
    entry = {"id": "试", "question": "？", "default": "照写", "option": options}
    return {
        name: [dict(line) for line in lines]
        for name, lines in compose({**DOCUMENT, "interpretation": [entry]}, "方案.toml").items()
    }


def test_a_reading_is_a_row_below_that_repeats_the_key_and_says_what_differs() -> None:
    rows = lines_with({"levels/level/优秀/top": "40%"})["等次"]
    assert rows[1] == {"等次": "优秀", "名次居前": "40%", "口径": "试：另读"}


@pytest.mark.parametrize(
    ("patch", "why"),
    [
        ({"item/1.1/fact/1.1a/ask": "另一个问题"}, "口径改了“填报事项”里的内容"),
        ({"section": []}, "口径增减了“指标”里的行"),
        ({"item/3.3/rule": {"kind": "total", "parts": []}}, "口径去掉了“指标”里的内容（合计最多）"),
    ],
)
def test_a_reading_without_words_is_one_sentence(patch: dict[str, object], why: str) -> None:
    with pytest.raises(SchemeError, match=f"{why}.*写不成方案工作簿"):
        lines_with(patch)
