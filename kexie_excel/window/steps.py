"""The buttons: the year's steps in their order, what is there at any time, and how far each has come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Counts = Mapping[str, int]
"""How far the year has come, as ``status`` counts it; empty while nothing is known."""


@dataclass(frozen=True)
class Way:
    """One way of doing a step."""

    label: str
    words: tuple[str, ...]
    """The command, and what follows the folder."""
    asks: str = ""
    """The ending of a file that is chosen first, and follows at the end."""
    heading: str = ""
    """What it is called by itself, where its label needs the step beside it."""

    @property
    def title(self) -> str:
        """What stands above its results."""
        return self.heading or self.label.rstrip("…")


@dataclass(frozen=True)
class YearStep:
    """A button."""

    key: str
    """The underlined letter: with Alt, the same as a click."""
    name: str
    does: str
    """Spoken while it is not known how far it has come."""
    ways: tuple[Way, ...]
    """More than one are asked for."""
    stand: Callable[[Counts], str] = lambda _counts: ""
    is_done: Callable[[Counts], bool] = lambda _counts: False

    @property
    def label(self) -> str:
        """What stands on the button; more than one way is shown by dots, as everywhere."""
        return f"{self.key}  {self.name}{'…' * (len(self.ways) > 1)}"

    def standing(self, counts: Counts) -> str:
        """Say how far it has come, or else what it does."""
        if not counts:
            return self.does
        return f"{'√ ' * self.is_done(counts)}{self.stand(counts) or self.does}"


def _returned(counts: Counts) -> str:
    mend = f"，{counts['to_mend']}个要改" if counts["to_mend"] else ""
    return f"已回收{counts['returned']}/{counts['units']}{mend}"


def _scored(counts: Counts) -> str:
    if counts["final"]:
        return "全部核定"
    return f"未定稿，待核{counts['open']}项" if counts["open"] else "未定稿"


YEAR = (
    YearStep(
        "1",
        "建立",
        "台账、评估表",
        (Way("补写缺的评估表", ("init",)), Way("台账丢了，另建一份空的", ("init", "--new-ledger"))),
        lambda counts: f"评估表{counts['issued']}/{counts['units']}份",
        lambda counts: counts["issued"] == counts["units"],
    ),
    YearStep(
        "2",
        "邮件",
        "下发、反馈、催报的草稿",
        (
            Way("按进度", ("mail",), heading="邮件（按进度）"),
            Way("下发", ("mail", "下发"), heading="邮件（下发）"),
            Way("反馈", ("mail", "反馈"), heading="邮件（反馈）"),
            Way("催报", ("mail", "催报"), heading="邮件（催报）"),
        ),
    ),
    YearStep(
        "3",
        "核对",
        "读收回的表",
        (Way("核对", ("check",)),),
        _returned,
        lambda counts: counts["returned"] == counts["units"] and not counts["to_mend"],
    ),
    YearStep(
        "4",
        "现场",
        "写现场评估表",
        (Way("现场", ("onsite",)),),
        lambda counts: f"已现场{counts['visited']}/{counts['units']}",
        lambda counts: counts["visited"] == counts["units"],
    ),
    YearStep(
        "5", "汇总", "算分、排名、写汇总表", (Way("汇总", ("summary",)),), _scored, lambda counts: bool(counts["final"])
    ),
    YearStep(
        "6",
        "打印",
        "上会材料、核对反馈",
        (
            Way("上会材料", ("print", "上会"), heading="打印（上会材料）"),
            Way("核对反馈", ("print", "反馈"), heading="打印（核对反馈）"),
        ),
    ),
    YearStep(
        "7",
        "通报",
        "按审定等次写通报",
        (
            Way("写通报", ("notice",)),
            Way("征求意见稿", ("notice", "--draft")),
            Way("核对改过的通报…", ("notice", "--check"), ".docx"),
        ),
        lambda counts: f"已审定{counts['approved']}/{counts['units']}",
        lambda counts: counts["approved"] == counts["units"],
    ),
    YearStep("8", "方案", "做、检查下一年的方案", (Way("方案", ("scheme",)),)),
)
"""In the order of a year."""

PROGRESS = Way("进度", ("status",))
LOOK = Way("看看", ("look",))
RECEIVE = Way("收件", ("receive",))
BACK = Way("回到上一步", ("undo",))
NEW = Way("新建", ("init",))
RESTORE = ("undo", "--to")
"""What puts the chosen line of ``BACK`` back; the line's number follows."""
