"""Make ``samples/2017示例``: a working folder with ten invented returns, each saved again by LibreOffice.

Each return tells a different story; every file says 虚构示例. Run from the project's top folder:
``python -m scripts.make_samples``.
"""

import datetime as dt
import sys
import tempfile
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.fact import Fact, FactKind
from kexie_excel.scheme.load import BUILT_IN, load_scheme
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.workspace.folder import Folder
from scripts.fill import Answers, Award, Cell
from scripts.office import convert
from scripts.sample import INVENTED, established_anew, fill_issued, list_what_waits

SAMPLE = Path("samples") / "2017示例"
_SUFFIXES = {"汨罗市": ".xls", "君山区": ".xls", "云溪区": ".ods"}


@dataclass(frozen=True)
class Story:
    """What is special about one unit's return."""

    tells: str
    facts: dict[str, Cell] = field(default_factory=dict)
    """Answers that differ from the full ones."""
    awards: tuple[Award, ...] = ()
    selfs: dict[str, Cell] = field(default_factory=dict)
    """Self scores that differ from the computed ones."""
    no_summary: bool = False


def _award(kind: str, work: str, quantity: Cell = 1, **more: str) -> Award:
    """Give an invented award."""
    words = {"award": "先进集体", "certificate": "示例〔2017〕1号", "issuer": "", "evidence": f"{INVENTED}附件"} | more
    return Award(kind, work, quantity, dt.date(2017, 6, 1), **words)


STORIES = {
    "平江县": Story(
        "自评与核算全部一致",
        {"2.3a": 20, "2.3b": 18},
        (
            _award("省部级表彰奖励", "全民科学素质工作", certificate="示例省〔2017〕21号"),
            _award("本县市区推广", "“科普大集”做法", certificate="示例平〔2017〕9号"),
        ),
    ),
    "岳阳县": Story(
        "自评偏高",
        {"3.3a": 40, "3.3b": 9, "3.3d": 8, "4.5a": 1, "6.1a": 1, "5.2a": 0, "1.3a": "否", "4.2b": "否"},
        (),
        {"3.3": 5, "4.5": 6, "6.1": 4},
    ),
    "华容县": Story(
        "自评偏低",
        {"3.2a": "否", "5.4a": "否", "4.6d": "否", "2.2d": "否", "5.5c": 0},
        (),
        {"4.4": 4, "5.6": 1, "1.6": 0},
    ),
    "湘阴县": Story(
        "3.3 三项都满，按分值栏封顶5分",
        {"3.3a": 30, "3.3b": 9, "3.3c": 15, "3.3d": 14, "3.3e": 2, "1.3a": "否", "4.1c": "否"},
        (
            _award(
                "岳阳市委市政府表彰奖励",
                "科技扶贫",
                issuer="中共岳阳市委、岳阳市人民政府",
                certificate="示例市〔2017〕5号",
            ),
        ),
    ),
    "临湘市": Story(
        "乡镇覆盖率恰为70%",
        {"3.3c": 10, "3.3d": 7, "3.3e": 0, "4.2c": "否", "2.3a": 9, "2.3b": 8, "2.1b": "否", "6.3a": "否"},
    ),
    "汨罗市": Story(
        "同一工作得了几个奖，只取最高",
        {"5.1b": "否", "3.4a": 0, "1.6b": "否", "4.3d": 1},
        (
            _award("青少年科技创新大赛国家级奖项", "“龙舟水质监测”项目", 2, certificate="示例国赛001"),
            _award("青少年科技创新大赛省级奖项", "“龙舟水质监测”项目", 3, certificate="示例省赛007"),
            _award("青少年科技创新大赛市级奖项", "“龙舟水质监测”项目", 3, certificate="示例市赛015"),
        ),
    ),
    "岳阳楼区": Story(
        "有一个奖没有文号和附件",
        {"1.4a": "否", "5.3b": 1},
        (
            _award("省部级表彰奖励", "社区科普馆建设", certificate="", evidence=""),
            _award("全市科协系统推广", "“院士进校园”做法", certificate="示例市〔2017〕3号"),
        ),
    ),
    "云溪区": Story(
        "数字写成了“４次”这样的文字",
        {
            "1.1a": "４次",
            "4.5a": "3次",
            "4.3d": " 5 ",
            "6.2a": "二",
            "3.7a": "建立未实施",
            "5.4a": "否",
            "3.2a": "否",
            "2.1a": "否",
        },
    ),
    "君山区": Story(
        "有一个填报事项没有填，缺年度工作总结",
        {"5.3b": None, "3.1a": "否", "4.5a": 1, "3.5d": "否", "2.3b": 4, "6.4a": "否"},
        no_summary=True,
    ),
    "屈原管理区": Story("与云溪区同分并列", {"3.7a": "建立未实施", "5.4a": "否", "6.3a": "否", "2.2c": "否"}),
}


def full(fact: Fact) -> Cell:
    """Give the answer that earns most."""
    if fact.kind is FactKind.YES_NO:
        return "是"
    if fact.kind is FactKind.CHOICE:
        return fact.choices[-1]
    whole = {"2.1v": 0, "2.3a": 10, "2.3b": 10, "3.3a": 25, "3.3b": 8, "3.3c": 12, "3.3d": 11, "3.3e": 1}
    amounts = {"1.5b": 36.5, "1.5c": 58.2, "4.5d": 60, "4.5e": 32, "4.5f": 55, "4.4f": 1, "5.1c": 0}
    return (whole | amounts).get(fact.id, 2 if fact.kind is FactKind.COUNT else 1)


def answers(scheme: Scheme, story: Story) -> Answers:
    """Give what the county types, the self scores still left out."""
    facts = {fact.id: full(fact) for fact in scheme.facts} | {"5.3c": 10, "5.3d": 9, "4.5c": 1} | story.facts
    materials = {material.id: True for material in scheme.materials}
    if story.no_summary:
        materials[scheme.materials[0].id] = False
    cover: dict[str, Cell] = {"联系人": INVENTED, "电话": "0730-0000000", "填报日期": "2017-12-08"}
    return Answers(facts, {}, story.awards, materials, cover, evidence=INVENTED)


def self_scores(scheme: Scheme, path: Path, story: Story) -> dict[str, Cell]:
    """Give the self scores of an honest county: what the rules give, but for what the story says."""
    entry = Reader(scheme).read(path, path.name)
    if isinstance(entry, Rejected):
        raise TypeError(entry.finding.message)
    known = {item.id: item.computed.high for item in evaluate_unit(scheme, entry).items}
    return {key: _cell(value) for key, value in known.items()} | story.selfs


def _cell(value: Fraction) -> Cell:
    """Give a score as typed."""
    return value.numerator if value.denominator == 1 else float(value)


def main() -> int:
    """Make the sample folder anew."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        scheme_file = work / "方案.toml"
        title = f'title = "{load_scheme().title}"'
        text = BUILT_IN.read_text(encoding="utf-8")
        scheme_file.write_text(text.replace(title, f'{title[:-1]}（{INVENTED}）"'), encoding="utf-8")
        scheme = load_scheme(scheme_file)
        folder = established_anew(SAMPLE, scheme_file)
        groups: dict[str, list[Path]] = {}
        for unit, story in STORIES.items():
            path = filled(scheme, folder, unit, story, work)
            groups.setdefault(_SUFFIXES.get(unit, ".xlsx"), []).append(path)
            print(f"{unit}：{story.tells}")
        for suffix, paths in groups.items():
            convert(paths, suffix, folder.returned)
    # a ledger that the check makes in one piece has the same bytes every time
    folder.ledger.unlink()
    list_what_waits(folder, SAMPLE)
    return 0


def filled(scheme: Scheme, folder: Folder, unit: str, story: Story, work: Path) -> Path:
    """Fill one unit's issued form, the self scores in a second step."""
    typed = answers(scheme, story)
    unscored = fill_issued(folder, scheme, unit, typed, work)
    scored = replace(typed, scores=self_scores(scheme, unscored, story))
    return fill_issued(folder, scheme, unit, scored, work)


if __name__ == "__main__":
    sys.exit(main())
