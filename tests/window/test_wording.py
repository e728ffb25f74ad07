"""Sentences that name a command to type name a button in the window."""

import re
from pathlib import Path

import pytest

from kexie_excel.window.wording import in_window

PACKAGE = Path(__file__).parents[2] / "kexie_excel"


@pytest.mark.parametrize(
    ("typed", "clicked"),
    [
        ("下一步：收到的文件放进“2-回收”，再运行 kexie check；", "下一步：收到的文件放进“2-回收”，再点“核对”；"),
        ("催报的话运行 kexie status 就有。", "催报的话点“进度”就有。"),
        ("草稿，运行 kexie mail 文件夹 催报。", "草稿，点“邮件”里的“催报”。"),
        ("填好后运行 kexie mail。", "填好后点“邮件”。"),
        ("再运行一次 kexie undo，选第1份", "再点一次“回到上一步”，选第1份"),
        ("或先用 kexie init 建立。", "或先用“建立”建立。"),
        ("运行 kexie undo 文件夹 --to 序号。", "点“恢复选中的这一份”。"),
        ("运行 kexie init 文件夹 --new-ledger。", "点“建立”里的“台账丢了，另建一份空的”。"),
        ('运行 kexie notice "/甲 乙" --check 通报.docx 核对', "点“通报”里的“核对改过的通报”核对"),
        ("运行 kexie notice /甲 --check 通报（新1）.docx 核对", "点“通报”里的“核对改过的通报”核对"),
        ("要先写征求意见稿，请加 --draft。", "要先写征求意见稿，请点“通报”里的“征求意见稿”。"),
        ("请关闭后再运行。", "请关闭后再做一次。"),
        ("请用 kexie --help 看有哪些命令", "请用 kexie --help 看有哪些命令"),
        ("请运行 kexie template 甲.xlsx", "请运行 kexie template 甲.xlsx"),
    ],
)
def test_a_command_is_named_as_its_button(typed: str, clicked: str) -> None:
    assert in_window(typed) == clicked


def test_no_sentence_of_the_program_names_a_command_to_the_window() -> None:
    """Every place in the package where one is named, as it stands there."""
    found = []
    for path in (*PACKAGE.rglob("*.py"), PACKAGE / "catalogue.toml"):
        if path.parent.name == "window" or path.name in {"cli.py", "menu.py", "start.py"}:
            continue
        text = re.sub(r'"""(?s:.*?)"""', "", path.read_text(encoding="utf-8"))
        found += [match[0] for match in re.finditer(r"[^\"\n]*kexie (?:[a-z]+)[^\"\n]*", text) if "``" not in match[0]]
    assert len(found) > 20
    assert [line for line in found if re.search("运行|kexie [a-z]", in_window(line).replace("每次运行", ""))] == []
