"""What happens in the year beside the returns: visits, rulings, another reading, approved levels; and the year after."""

from dataclasses import replace
from fractions import Fraction

from tests.year.counties import FORGOTTEN, NEW, USED, County
from tests.year.reckoning import Reckoning

DOUBTFUL = {"湘阴县", "汨罗市", "岳阳楼区"}
"""They said something that asks for an answer."""
OPEN = frozenset({("岳阳县", "3.6"), ("汨罗市", "2.3"), ("汨罗市", "7.1")})
"""What no county can settle: 不适用, no society at all, an award with the county's own seal."""
VISITS = {
    ("平江县", "4.6"): Fraction(3, 2),
    ("华容县", "2.2"): Fraction(3),
    ("临湘市", "1.1"): Fraction(0),
    ("云溪区", "1.3"): Fraction(1),
    ("云溪区", "1.6"): Fraction(2),
}
RULINGS = {("汨罗市", "2.3"): Fraction(0), ("汨罗市", "7.1"): Fraction(2), ("云溪区", "1.6"): Fraction(3)}
DRAFT = Reckoning(open_rows=OPEN)
FINAL = Reckoning(visits=VISITS, rulings=RULINGS, by_share=True, open_rows=frozenset(OPEN - {("岳阳县", "3.6")}))
"""The ruling that 3.6a is 是 makes 3.6 what it would have been."""
REPLIED = "属实，只开展了一次"
LEVELS = {unit: (own.level, "") for unit, own in FINAL.verdicts().items()} | {"君山区": ("合格", "党组会议定")}
"""What the 领导小组 decides: one level is not what is suggested."""

NEXT_COUNTIES = {
    "平江县": County("1.1a 6.4a", awards=(USED, FORGOTTEN, NEW)),
    "岳阳县": County("1.1a"),
    "君山区": County("4.5a"),
}
COUNTED = NEXT_COUNTIES | {"平江县": replace(NEXT_COUNTIES["平江县"], awards=(FORGOTTEN, NEW), selfs={"7.1": 15})}
"""What the year before used up is gone; the county had reckoned with it."""
NEXT = Reckoning(COUNTED, year=2018)
