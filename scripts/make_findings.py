"""Write ``docs/findings.md`` from the catalogue, so that the two never differ. ``python -m scripts.make_findings``."""

import sys
from pathlib import Path

from kexie_excel.findings import catalogue
from kexie_excel.scheme.load import load_scheme

PAGE = Path("docs") / "findings.md"
FAMILIES = {
    "1": "文件和单位",
    "2": "读取",
    "3": "自评分",
    "4": "填报事项",
    "5": "加分项",
    "6": "必备材料",
    "7": "台账和现场评分",
    "9": "方案",
}
_HEAD = """# 问题代码

“差异清单”“收件登记”里的每一个问题都有代码。程度分三种：**必须改**（不改不能定）、**请核实**（请人看一眼，暂按现有内容算）、
**提示**（知道即可）。下面 `{…}` 的地方由程序填入具体内容。有“填报时的提示”的，县市区在表里一填就能看到。

本页由 `python -m scripts.make_findings` 生成，不要手改。
"""


def page() -> str:
    """Give the page's text."""
    parts = [_HEAD]
    family, words = "", load_scheme().words
    for code, check in catalogue().items():
        if code[1] != family:
            family = code[1]
            parts.append(f"## {FAMILIES[family]}\n")
        hint = f"- 填报时的提示：{check.hint}\n" if check.hint else ""
        parts.append(
            f"### {code} {check.title}\n\n"
            f"- 程度：{check.severity.value}\n- 问题：{check.message}\n- 问谁：{words.asked(check.asks)}\n- 怎么办：{check.remedy}\n{hint}"
        )
    return "\n".join(parts)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
