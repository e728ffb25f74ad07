"""Decisions come back as they were made: through openpyxl at random, and through a real save of LibreOffice."""

import string
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kexie_excel.ledger.keep import keep_ledger
from kexie_excel.ledger.model import FILE, Approvals, Readings, Rulings
from kexie_excel.ledger.read import read_ledger
from kexie_excel.ledger.readings import chosen_readings
from kexie_excel.ledger.rulings import RulingReader
from scripts.office import PROGRAM, convert
from tests.builders import SCHEME, UNIT, answer_to, full_answers, make_return
from tests.examples import examples
from tests.ledger.desk import Desk
from tests.ledger.test_create import ROWS
from tests.ledger.test_keep import everything, nothing, people_at_work
from tests.returned import typed

FACT_OF = {fact.id: fact for fact in SCHEME.facts}
words = st.text(st.sampled_from("佐证不实按原件" + string.ascii_letters + string.digits), min_size=1, max_size=12)


@st.composite
def decisions(draw: st.DrawFn) -> dict[str, object]:
    """Draw a ruling of one row: an item's points, or an answer."""
    row = draw(st.sampled_from([*SCHEME.row_ids, *FACT_OF]))
    if row in FACT_OF:
        value = draw(answer_to(FACT_OF[row]))
    else:
        most = SCHEME.item_of[row].points if row in SCHEME.item_of else Fraction(50)
        value = Fraction(draw(st.integers(0, int(most) * 10)), 10)
    return {"unit": draw(st.sampled_from(SCHEME.units)).name, "row": row, "value": value, "reason": draw(words)}


@pytest.mark.no_cover
@examples(25, HealthCheck.too_slow)
@given(
    st.lists(decisions(), max_size=8),
    st.fixed_dictionaries(
        {entry.id: st.sampled_from([option.label for option in entry.options]) for entry in SCHEME.interpretations}
    ),
)
def test_random_decisions_are_read_back_equal(rulings: list[dict[str, object]], readings: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.lay()
        rows = [
            {"单位": own["unit"], "编号": own["row"], "裁定": typed(own["value"]), "理由": own["reason"]}  # type: ignore[arg-type]
            for own in rulings
        ]
        desk.fill(Rulings.SHEET, rows)
        book = desk.book()
        for cells in book[Readings.SHEET].iter_rows(min_row=2):
            cells[3].value = readings[str(cells[0].value)]
        book.save(desk.path)
        keep_ledger(desk.folder, read_ledger(desk.folder), SCHEME, ROWS, nothing)
        ledger = read_ledger(desk.folder)
        assert chosen_readings(ledger, SCHEME).readings == readings
        read, findings = RulingReader(SCHEME).read(ledger)
    assert [{"unit": own.unit, "row": own.row, "value": own.value, "reason": own.reason} for own in read] == rulings
    assert findings == ()


@pytest.mark.no_cover
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_a_save_by_libreoffice_changes_nothing_and_can_be_added_to(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "台账")
    desk.folder.mkdir()
    people_at_work(desk)
    desk.put(Readings.SHEET, "85分", Readings.ADOPTED, "不含85分")
    desk.put("审定", UNIT, Approvals.LEVEL, SCHEME.levels.names[0])
    entry = make_return(full_answers())
    before, wanted = desk.obey(entry), _values(desk)
    (saved,) = convert([desk.path], ".xlsx", tmp_path / "另存")
    desk.path.write_bytes(saved.read_bytes())
    assert _values(desk) == wanted
    after = desk.obey(entry)
    assert after.evaluation.scheme.chosen == before.evaluation.scheme.chosen
    assert after.evaluation.standings == before.evaluation.standings
    assert after.codes == before.codes
    told = keep_ledger(desk.folder, after.ledger, SCHEME, desk.obey(make_return({})).additions, nothing)
    assert len(told) == 1
    assert told[0].startswith(f"{FILE} 新增")
    added = _values(desk)
    # the tool's own column says what became of the rows now
    (own,) = [at for at, (value, _comment) in wanted[Rulings.SHEET].items() if value == "仍待定"]
    assert (own, added[Rulings.SHEET].pop(own)) == ("J2", ("要改", None))
    wanted[Rulings.SHEET].pop(own)
    assert all(cells.items() <= added[name].items() for name, cells in wanted.items())
    assert desk.obey(entry).evaluation.standings == before.evaluation.standings


def _values(desk: Desk) -> dict[str, dict[str, tuple[object, object]]]:
    """Give every value and every comment's text."""
    return {
        name: {
            at: (value, comment[0] if isinstance(comment, tuple) else None)
            for at, (value, comment, *_) in cells.items()
        }
        for name, cells in everything(desk).items()
    }
