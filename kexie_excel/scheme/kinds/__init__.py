"""The rule kinds: few, general, named by what they do.

Each kind lives in one file and knows, for one clause of a scheme: which facts it needs, its points (exact, as what is
certain and what is still possible), the sentence that explains them, and the same as spreadsheet formulas.
"""

from kexie_excel.scheme.kinds.choice import Choice
from kexie_excel.scheme.kinds.deduct import Deduct
from kexie_excel.scheme.kinds.each import Each
from kexie_excel.scheme.kinds.judge import Judge
from kexie_excel.scheme.kinds.pay import Pay
from kexie_excel.scheme.kinds.rule import Facts, Rule
from kexie_excel.scheme.kinds.steps import Steps
from kexie_excel.scheme.kinds.tiers import Tiers
from kexie_excel.scheme.kinds.total import Total
from kexie_excel.scheme.table import SchemeTable

_KINDS: dict[str, type[Pay | Each | Tiers | Steps | Choice | Deduct | Judge]] = {
    "pay": Pay,
    "each": Each,
    "tiers": Tiers,
    "steps": Steps,
    "choice": Choice,
    "deduct": Deduct,
    "judge": Judge,
}


def load_rule(table: SchemeTable, facts: Facts) -> Rule:
    """Build the rule that a scheme's table describes.

    Raises:
        SchemeError: an unknown kind, key or fact.
    """
    name = table.text("kind")
    if name == "total":
        parts = [load_rule(part, facts) for part in table.tables("parts")]
        return Total.load(table, parts)
    if name not in _KINDS:
        table.fail("kind", f"没有“{name}”这种计分方式，可用的是 {'、'.join([*_KINDS, 'total'])}")
    return _KINDS[name].load(table, facts)
