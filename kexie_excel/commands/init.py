"""Make the working folder."""

from typing import Annotated

import typer

from kexie_excel.commands.options import FolderArgument, SchemeOption
from kexie_excel.console import offer, progress, say
from kexie_excel.workspace.establish import establish

NewLedger = Annotated[bool, typer.Option("--new-ledger")]


def run(folder: FolderArgument, scheme: SchemeOption = None, new_ledger: NewLedger = False) -> None:  # noqa: FBT002 - an option
    """Make the working folder."""
    with progress("写评估表") as report:
        made = establish(folder, scheme, report, new_ledger=new_ledger)
    for slip in made.slips:
        say(f"请注意方案：{slip.text}")
    kept = f"，原有{made.kept}份没有改动" if made.kept else ""
    say(f"已建立“{folder}”：写出{made.made}份{made.form_name}{kept}。")
    if made.is_another_year:
        say(
            f"请注意：文件夹名写的是别的年度，写出的却是{made.form_name}；本年度的方案请用 --scheme 指定，建到新的文件夹里。"
        )
    if made.ledger_made:
        readings = "口径、" if made.has_readings else ""
        say(f"人工的决定（{readings}裁定、审定、采用文件）都写在“{made.folder.ledger}”里。")
    say(
        f"下一步：把“{made.folder.issued}”里的评估表发给各单位，收回的放进“{made.folder.returned}”，再运行 kexie check。"
    )
    offer(made.folder.issued, made.folder.ledger)
    say("要发的邮件草稿（评估表已附上）：先填台账“基本信息”的截止日期和“通讯录”，再运行 kexie mail 文件夹 下发。")
