"""Random folders, built in memory: a few units near each other and near the edges, some of it open, some of it ruled."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from kexie_excel.returns.model import Intake, Return
from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scheme.load import BUILT_IN, build_scheme, read_document
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.decisions import Decisions, Onsite, Ruling, SiteVisits
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation
from tests.builders import SCHEME, full_answers, make_intake, make_return, row, rows_of
from tests.scoring.test_oracle import Form

_DOCUMENT = read_document(BUILT_IN)
_RULED = "3.4"
"""An item that no reading touches: a ruling on it brings a total wherever it is wanted."""

_QUIRKS: tuple[dict[str, Answer], ...] = (
    {"3.3c": Fraction(10), "3.3d": Fraction(7), "3.3e": Fraction(0)},
    {"2.3a": Fraction(9), "2.3b": Fraction(8)},
    {"4.5c": Fraction(3), "4.5f": Fraction(120)},
    {"4.4a": False, "4.4f": Fraction(1)},
)
"""Answers on which a reading of the document hangs."""


@cache
def _scheme(choices: tuple[tuple[str, str], ...]) -> Scheme:
    """Load the built-in scheme; the same readings come again and again."""
    return build_scheme(_DOCUMENT, "方案", dict(choices))


def scheme_of(choices: Mapping[str, str]) -> Scheme:
    """Load the built-in scheme with these readings."""
    return _scheme(tuple(sorted(choices.items())))


@dataclass(frozen=True)
class RandomFolder:
    """What came in, what people decided, and the readings in force."""

    scheme: Scheme
    intake: Intake
    decisions: Decisions

    def evaluated(self, scheme: Scheme | None = None) -> Evaluation:
        """Evaluate it from scratch, by another scheme than its own if one is named."""
        return evaluate(scheme or self.scheme, self.intake, self.decisions)


def random_folder(random: Random) -> RandomFolder:
    """Draw a folder: two or three units of one category, one often exactly on an edge."""
    readings = random.sample(SCHEME.interpretations, random.choice((0, 0, 1, 2)))
    chosen = {entry.id: random.choice(entry.options).label for entry in readings}
    scheme = scheme_of({**SCHEME.chosen, **chosen})
    units = scheme.units_in(random.choice(scheme.categories))
    names = [unit.name for unit in random.sample(units, random.randint(2, 3))]
    strength = random.choice((0.5, 0.9, 0.95))
    returns = [_return(name, strength, random) for name in names]
    rulings: dict[str, dict[str, Ruling]] = {name: {} for name in names}
    for name in names:
        if not random.randrange(4):
            rulings[name]["2.3b"] = Ruling(Fraction(random.randint(0, 60)), "重新清点")
    visits = {name: {"3.3": Onsite(Fraction(3), "实地查看")} for name in names if not random.randrange(4)}
    intake = make_intake(returns, scheme)
    if random.randrange(3):
        name, edge = random.choice(names), Fraction(random.choice((85, 85, 60)))
        score = evaluate_unit(scheme, intake.returns[name], rulings[name], visits.get(name))
        total = score.base + (score.bonus if scheme.levels.with_bonus else 0)
        rulings[name][_RULED] = Ruling(score.item_of[_RULED].known + edge - total, "恰在线上")
    return RandomFolder(scheme, intake, Decisions(rulings, onsite=SiteVisits(visits)))


def _return(unit: str, strength: float, random: Random) -> Return:
    """Draw one unit's return: a fact has its best answer, or any."""
    form = Form(random)
    facts = {key: best if random.random() < strength else form.facts[key] for key, best in full_answers().items()}
    facts |= {"2.1v": form.facts["2.1v"] if not random.randrange(3) else Fraction(0)}
    rows = rows_of(form.rows[: random.randint(0, 3)])
    for quirk in _QUIRKS:
        if not random.randrange(3):
            facts |= quirk
    if not random.randrange(3):
        rows.append(row("小院士孵化工程超出班次", quantity=Fraction(2)))
    if not random.randrange(4):
        facts |= dict.fromkeys(random.sample(sorted(facts), 2), Gap.BLANK)
    return make_return(facts, rows, unit=unit)
