"""Returns are scored while others are still being read, as long as nothing that people decided is known of them."""

from dataclasses import dataclass, field

from kexie_excel.returns.model import Return
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.result import UnitScore


@dataclass(frozen=True)
class EarlyScores:
    """What returns come to by the rules alone."""

    scheme: Scheme
    last_year: LastYear | None = None
    _scores: dict[str, tuple[Return, UnitScore]] = field(default_factory=dict)
    """File → the return as it was scored."""

    def take(self, entry: Return) -> None:
        """Score a return that was just read."""
        self._scores[entry.file] = (entry, evaluate_unit(self.scheme, entry, last_year=self.last_year))

    def of(self, entry: Return) -> UnitScore | None:
        """Give the score of this very return; ``None`` where it was not scored, or has become another since."""
        scored, score = self._scores.get(entry.file, (None, None))
        return score if scored is entry else None
