"""Write what the inspectors take along."""

from pathlib import Path

from kexie_excel.commands.options import FolderArgument
from kexie_excel.commands.telling import say_scheme
from kexie_excel.console import offer, progress, say
from kexie_excel.screen.ranking import visit_lines
from kexie_excel.workspace.onsite import prepare_visits


def run(folder: FolderArgument = Path()) -> None:
    """Write what the inspectors take along."""
    with progress("读回收件") as report:
        done = prepare_visits(folder, report)
    say_scheme(done.evaluation, own=done.own_scheme)
    for line in (*visit_lines(done.evaluation), *done.ledger_notes):
        say(line)
    say(f"已写出{done.made}份现场评估表，放在“{done.folder}”。")
    offer(done.folder)
    for name, why in done.kept:
        say(f"没有改动 {name}：{why}。要重新生成，请先把它移走。")
    say(f"下一步：打印或带电脑到现场，填好后放回“{done.folder.name}”，再运行 kexie summary。")
