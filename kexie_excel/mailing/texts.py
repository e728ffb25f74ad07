"""What the mails say: the form goes out, questions go back; and all of it as plain text to paste elsewhere."""

from collections.abc import Sequence

from kexie_excel.feedback.content import Feedback
from kexie_excel.findings import Severity
from kexie_excel.form.cover import steps
from kexie_excel.mailing.draft import Draft
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.wording import SchemeWords

_RULE = "－" * 20


def issue_text(scheme: Scheme, by_day: str) -> str:
    """Say what is sent, by when it is to come back, and how it is filled in."""
    materials = "、".join(material.name for material in scheme.materials)
    told = "\n".join(f"{name}：{text}" for name, text in steps(scheme))
    wanted = f"\n\n需要报送的材料：{materials}。" if materials else ""
    return (
        f"根据{scheme.source}，现将{scheme.form_name}发给你们（见附件）。{by_day}填好，把附件这个文件直接发回。\n\n"
        f"填报步骤：\n{told}{wanted}"
    )


def feedback_text(feedback: Feedback, number: int, by_day: str) -> str:
    """Say what was found, and how it is answered."""
    counts = [
        f"{severity}的{count}处"
        for severity in (Severity.MUST, Severity.ASK)
        if (count := sum(found.severity is severity for found in feedback.asked))
    ]
    return (
        f"你们报来的{feedback.scheme.form_name}已经核对，第{number}轮核对反馈见附件：{'、'.join(counts)}。\n\n"
        "附件就是你们填的表，有疑问的格子标了颜色、写了批注，最前面一张“核对反馈”逐条写着问题和办法。\n"
        f"请直接在附件里改正，在“{feedback.scheme.words.reply}”栏写上回复，{by_day}把附件这个文件发回；不用另填新表。"
    )


def letter(words: SchemeWords, unit: str, text: str, clerk: str) -> str:
    """Lay a text out as a letter to a unit."""
    asked = f"有疑问请联系{words.office}{clerk}。" if clerk else ""
    return "\n\n".join(filter(None, (f"{words.address(unit)}：", text, asked, words.office)))


def pasted(drafts: Sequence[Draft]) -> str:
    """Give all letters as one text, each below the unit it is for."""
    return f"\n\n{_RULE}\n\n".join(f"【{_head(draft)}】\n{draft.text}" for draft in drafts)


def _head(draft: Draft) -> str:
    """Say whom a letter is for."""
    files = "、".join(attachment.name for attachment in draft.attachments)
    enclosed = f"附件：{files}" if files else ""
    return "　".join(
        filter(
            None,
            (draft.unit, draft.person, "；".join(address for _name, address in draft.receivers), draft.phone, enclosed),
        )
    )
