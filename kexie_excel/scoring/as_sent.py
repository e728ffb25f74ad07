"""What a unit's own answers come to before rulings, and by the scheme as it was issued: it accounts for that, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kexie_excel.findings import Finding
from kexie_excel.returns.model import Return
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.bonus.claim import Verdict
from kexie_excel.scoring.bonus.score import BonusResult, score_bonus
from kexie_excel.scoring.last_year import LastYear


@dataclass(frozen=True)
class AsSent:
    """What the rules make of a return before anybody ruled on an answer of it; those of today, or those of the form."""

    outcomes: Mapping[str, Outcome]
    """Item id → its points, the bonus items too."""
    bonus: BonusResult

    def of(self, item: str, ruled: Outcome) -> Outcome | None:
        """Give what an item came to; ``None`` where it is the same now."""
        own = self.outcomes[item]
        return None if own == ruled else own

    def asked_before(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Leave out what is asked about rows of 加分项 only because of what was changed since."""
        known = {(found.code, found.row, found.place) for found in self.bonus.findings}
        return [found for found in findings if (found.code, found.row, found.place) in known]

    def owed(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Leave out the same of what was not asked then, but for what a row waits for: somebody must answer that."""
        then = self.asked_before(findings)
        return [found for found in findings if found in then or found.check.row == Verdict.OPEN.value]


def score_as_sent(scheme: Scheme, entry: Return, last_year: LastYear | None) -> AsSent:
    """Score a return by its own answers."""
    bonus = score_bonus(scheme, entry, entry.answers, last_year)
    items = {item.id: item.rule.evaluate(entry.answers) for item in scheme.items}
    return AsSent({**items, **bonus.outcomes}, bonus)
