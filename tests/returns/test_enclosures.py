"""附件: what comes beside a unit's form is the unit's, counted, and held against its own list; never a finding each."""

from pathlib import Path

import pytest

from kexie_excel.form.headers import Materials
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Intake, UnitState
from tests.builders import SCHEME, UNIT, begun
from tests.returned import Desk
from tests.returns.strange import archive

PDF, OTHER = b"%PDF-1.4\n", SCHEME.units[1].name


def put(folder: Path, *names: str, data: bytes = PDF) -> None:
    """Put files into the folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def fates(intake: Intake) -> dict[str, tuple[str, Fate]]:
    """Give whose each file is, and what became of it."""
    return {receipt.file: (receipt.unit, receipt.fate) for receipt in intake.receipts}


def codes(intake: Intake) -> list[str]:
    """Give the codes of what was found."""
    return [found.code for found in intake.findings]


def test_what_a_path_names_or_lies_beside_one_form_is_that_units(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "来件").mkdir()
    desk.save("来件/表.xlsx")
    put(tmp_path, f"{UNIT}工作总结.pdf", "来件/照片/1.jpg", f"{OTHER}/总结.pdf", "无名.pdf")
    intake = collect(SCHEME, tmp_path)
    assert fates(intake) == {
        "来件/表.xlsx": (UNIT, Fate.ADOPTED),
        "来件/照片/1.jpg": (UNIT, Fate.ENCLOSURE),
        f"{UNIT}工作总结.pdf": (UNIT, Fate.ENCLOSURE),
        f"{OTHER}/总结.pdf": (OTHER, Fate.NOT_A_FORM),
        "无名.pdf": ("", Fate.NOT_A_FORM),
    }
    assert sorted(codes(intake)) == ["K102", "K102"]


def test_beside_two_forms_nobody_guesses(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, "来件/1.pdf")
    desk.save("来件/表.xlsx")
    (tmp_path / "来件" / "另一张.xlsx").write_bytes(begun(OTHER))
    assert fates(collect(SCHEME, tmp_path))["来件/1.pdf"] == ("", Fate.NOT_A_FORM)


def test_an_archive_of_evidence_is_no_finding_once_the_form_is_there(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, f"{UNIT}佐证材料.zip", data=archive({"1.pdf": PDF, "2.pdf": PDF}))
    bare = collect(SCHEME, tmp_path)
    assert (codes(bare), bare.states[UNIT], bare.unusable[UNIT]) == (
        ["K115"],
        UnitState.UNREADABLE,
        "打开看不是评估表，有的里面没有评估表",
    )
    desk.save("表.xlsx")
    intake = collect(SCHEME, tmp_path)
    assert codes(intake) == []
    assert fates(intake)[f"{UNIT}佐证材料.zip!1.pdf"] == (UNIT, Fate.ENCLOSURE)


def test_an_empty_archive_named_after_a_unit_is_something_received(tmp_path: Path) -> None:
    put(tmp_path, f"{UNIT}.zip", data=archive({"~$表.xlsx": b"x"}))
    intake = collect(SCHEME, tmp_path)
    assert (intake.states[UNIT], intake.unusable[UNIT]) == (UnitState.UNREADABLE, "里面没有评估表")


def listing(desk: Desk, *rows: tuple[str, str]) -> None:
    """List enclosures below the required materials."""
    sheet = desk.sheets[Materials.SHEET]
    header = next(row for row in sheet if Materials.MATERIAL in row)
    first = sheet.index(header) + 1 + len(SCHEME.materials)
    for at, (name, remark) in enumerate(rows, first):
        row = sheet[at]
        row[header.index(Materials.MATERIAL)], row[header.index(Materials.REMARK)] = name, remark


@pytest.mark.parametrize(
    ("file", "is_like"),
    [
        ("附件1 科普日活动照片.pdf", True),
        ("科普日活动照片（扫描）.pdf", True),
        ("1科普日照片.jpg", True),
        ("学会换届文件.pdf", False),
    ],
)
def test_what_is_listed_and_nothing_like_it_came_is_noted(
    tmp_path: Path, desk: Desk, file: str, *, is_like: bool
) -> None:
    listing(desk, ("科普日活动照片", ""))
    desk.save(f"{UNIT}.xlsx")
    put(tmp_path, f"{UNIT}/{file}")
    intake = collect(SCHEME, tmp_path)
    assert codes(intake) == ([] if is_like else ["K603"])
    if not is_like:
        (found,) = intake.findings
        assert found.message == "“佐证材料”里登记的这些附件，收到的文件里没有名称相近的：“科普日活动照片”"
        assert (found.unit, found.severity) == (UNIT, "提示")


def test_a_page_of_a_volume_and_a_named_file_are_not_looked_for_by_title(tmp_path: Path, desk: Desk) -> None:
    listing(desk, ("科普日活动照片", "汇编第3页"), ("换届批复", "批复.pdf"), ("", "总结.docx"), ("甲", ""))
    desk.save(f"{UNIT}.xlsx")
    put(tmp_path, f"{UNIT}/批复.pdf", f"{UNIT}/总结.docx")
    (found,) = collect(SCHEME, tmp_path).findings
    assert found.message.endswith("：“甲”")


def test_of_a_unit_that_sent_no_files_nothing_is_said(tmp_path: Path, desk: Desk) -> None:
    listing(desk, ("科普日活动照片", ""))
    desk.save(f"{UNIT}.xlsx")
    assert codes(collect(SCHEME, tmp_path)) == []
