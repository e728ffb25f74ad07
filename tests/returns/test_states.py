"""Where a unit stands: what bears its name is something it sent, whatever it holds (cases “君山区.xlsx holding 云溪区's form”)."""

from pathlib import Path

from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import UnitState
from tests.builders import SCHEME, UNIT, begun
from tests.returned import Desk

NAMED = SCHEME.units[1].name


def test_a_copy_of_anothers_form_names_both_units(tmp_path: Path, desk: Desk) -> None:
    desk.save(f"{UNIT}.xlsx")
    desk.save(f"{NAMED}.xlsx")
    intake = collect(SCHEME, tmp_path)
    assert (intake.states[UNIT], intake.states[NAMED]) == (UnitState.READ, UnitState.UNDECIDED)
    fates = {receipt.file: (receipt.fate, receipt.note) for receipt in intake.receipts}
    copy, kept = (
        (f"{NAMED}.xlsx", f"{UNIT}.xlsx")
        if fates[f"{UNIT}.xlsx"][0] is Fate.ADOPTED
        else (f"{UNIT}.xlsx", f"{NAMED}.xlsx")
    )
    assert fates[copy][0] is Fate.DUPLICATE
    assert kept in fates[copy][1]
    assert f"文件名里写的是{NAMED}，表里是{UNIT}" in fates[f"{NAMED}.xlsx"][1]
    told = {(found.unit, found.code): found.message for found in (*intake.findings, *intake.returns[UNIT].findings)}
    assert (UNIT, "K107") in told
    assert told[NAMED, "K123"] == f"文件名写着{NAMED}的 {NAMED}.xlsx，里面是{UNIT}的填报；{NAMED}自己的还没有收到"
    assert intake.unusable == {NAMED: "里面是别的单位的表"}


def test_once_its_own_form_is_there_only_the_name_is_asked_about(tmp_path: Path, desk: Desk) -> None:
    desk.save(f"{NAMED}（旧）.xlsx")
    (tmp_path / f"{NAMED}.xlsx").write_bytes(begun(NAMED))
    intake = collect(SCHEME, tmp_path)
    assert intake.states[NAMED] is UnitState.READ
    assert [found.code for found in intake.findings] == []
    assert [found.code for found in intake.returns[UNIT].findings if found.code == "K107"] == ["K107"]
    assert intake.unusable == {}
