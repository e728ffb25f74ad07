"""邮件: drafts to double-click and the same texts to paste, for what goes out, back, and after those that are late.

Nothing is ever sent. Each run writes a kind's drafts anew and takes away those of before that are not due any more, so that nobody
is chased who has answered; a draft that somebody changed stays.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kexie_excel.errors import KexieError
from kexie_excel.ledger.contacts import AddressBook, address_book
from kexie_excel.ledger.model import Contacts, Rulings
from kexie_excel.mailing.draft import ENDING, Attachment, Draft, is_untouched
from kexie_excel.mailing.texts import feedback_text, issue_text, letter, pasted
from kexie_excel.output import names_for, put
from kexie_excel.returns.batch import Progress
from kexie_excel.returns.model import UnitState
from kexie_excel.screen.status import Status, chasing
from kexie_excel.workspace.feedback import NOT_WRITTEN, waiting_feedback
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.round import evaluate_folder
from kexie_excel.workspace.status import status_of

_NAMED = 12
"""Up to how many units are named one by one."""
_BYTE_ORDER_MARK = "\ufeff"
_UNDATED = "台账“基本信息”里没有填截止日期，信里只写了“请尽快”。"
_REWRITTEN = "（这个文件每次运行 kexie mail 都重写；要改的，请另存一份。）"


class MailKind(StrEnum):
    """What mails are about; the folder's name."""

    ISSUE = "下发"
    FEEDBACK = "反馈"
    CHASE = "催报"


def write_mails(
    root: Path, kinds: Sequence[MailKind], today: dt.date, progress: Progress | None = None
) -> tuple[str, ...]:
    """Write the drafts of these kinds and say what was written; without a kind, of those that are due.

    Raises:
        KexieError: no working folder, or a scheme, ledger or folder that cannot be used.
    """
    folder = Folder.open(root)
    done = evaluate_folder(folder, progress)
    book = address_book(done.ledger, done.evaluation.scheme)
    desk = _MailDesk(folder, status_of(folder, done, today), book, done.ledger.about(Rulings.CLERK))
    try:
        lines = [line for kind in kinds or desk.due() for line in desk.write(kind)]
    except OSError:
        raise KexieError(f"写不了“{folder.mails}”：请关闭正打开的草稿，检查磁盘空间和文件夹权限后再运行。") from None
    undated = () if desk.status.deadline else (_UNDATED,)
    return (*done.notes, *lines, *undated, *book.problems)


@dataclass(frozen=True)
class _MailDesk:
    """Where the mails of a round are written."""

    folder: Folder
    status: Status
    book: AddressBook
    clerk: str

    def due(self) -> tuple[MailKind, ...]:
        """Give the kinds whose time it is: the forms go out until something comes back."""
        came = self.status.evaluation.intake.receipts
        return (MailKind.FEEDBACK, MailKind.CHASE) if came else (MailKind.ISSUE,)

    def write(self, kind: MailKind) -> Iterator[str]:
        """Write the drafts of a kind."""
        drafts, notes = {
            MailKind.ISSUE: self._issued,
            MailKind.FEEDBACK: self._fed_back,
            MailKind.CHASE: self._chased,
        }[kind]()
        target = self.folder.mails / kind
        kept = list(_write_drafts(target, kind, drafts))
        if drafts:
            yield f"{kind}：已写出{len(drafts)}封邮件草稿，在“{target}”里；双击打开，看过再发送，程序不会自己发信。"
            yield f"{kind}：同样的话写在“{_text_file(target).name}”里，可以粘贴到微信。"
        else:
            yield f"{kind}：没有要发的邮件。"
        unknown = [draft.unit for draft in drafts if not draft.receivers]
        if unknown:
            named = "、".join(unknown[:_NAMED]) + "等" * (len(unknown) > _NAMED)
            yield f"{kind}：{len(unknown)}个单位在台账“{Contacts.SHEET}”里没有邮箱，草稿没有填收件人（{named}）。"
        yield from (*notes, *(f"没有改动人改过的草稿 {name}；新的写在另一个名字里，不要的请删去。" for name in kept))

    def _draft(self, unit: str, subject: str, text: str, files: Sequence[Path]) -> Draft:
        """Make a draft to a unit."""
        contact = self.book.of(unit)
        attachments = tuple(Attachment(path.name, path.read_bytes()) for path in files)
        text = letter(self.status.evaluation.scheme.words, unit, text, self.clerk)
        return Draft(unit, contact.person, contact.receivers, contact.phone, subject, text, attachments)

    def _issued(self) -> tuple[list[Draft], list[str]]:
        """Send every unit its form."""
        scheme = self.status.evaluation.scheme
        text, subject = issue_text(scheme, self.status.by_day), f"请填报：{scheme.form_name}"
        forms = {unit.name: self.folder.form(scheme, unit.name) for unit in scheme.units}
        drafts = [
            self._draft(unit, f"{subject}（{unit}）", text, [form]) for unit, form in forms.items() if form.is_file()
        ]
        lost = [unit for unit, form in forms.items() if not form.is_file()]
        return drafts, [f"“1-下发”里没有评估表，请先运行 kexie init：{'、'.join(lost)}。"] if lost else []

    def _fed_back(self) -> tuple[list[Draft], list[str]]:
        """Send the feedback that waits for an answer."""
        waiting, missing = waiting_feedback(self.folder, self.status.evaluation)
        scheme = self.status.evaluation.scheme
        drafts = [
            self._draft(
                own.feedback.entry.unit,
                f"请改正、回复：{scheme.form_name}第{own.round}轮核对反馈（{own.feedback.entry.unit}）",
                feedback_text(own.feedback, own.round, self.status.by_day),
                [own.path],
            )
            for own in waiting
        ]
        return drafts, [NOT_WRITTEN.format(units="、".join(missing))] if missing else []

    def _chased(self) -> tuple[list[Draft], list[str]]:
        """Chase those from whom something is missing; who sent nothing gets the form once more."""
        scheme = self.status.evaluation.scheme
        missing = set(self.status.units(UnitState.MISSING))
        drafts = []
        for unit, text in chasing(self.status):
            form = self.folder.form(scheme, unit)
            files = [form] if unit in missing and form.is_file() else []
            drafts.append(self._draft(unit, f"催报：{scheme.form_name}（{unit}）", text, files))
        return drafts, []


def _write_drafts(target: Path, kind: MailKind, drafts: Sequence[Draft]) -> Iterator[str]:
    """Write the drafts and their texts; give the names of those that somebody changed, which stay."""
    wanted = {target / f"{draft.unit}-{kind}{ENDING}": draft for draft in drafts}
    for path in sorted(target.glob(f"*{ENDING}")):
        if path not in wanted and is_untouched(path.read_bytes()):
            path.unlink()
    if drafts:
        target.mkdir(parents=True, exist_ok=True)
        text = f"{_BYTE_ORDER_MARK}{_REWRITTEN}\n\n{pasted(drafts)}\n"
        put(_text_file(target), text.replace("\n", "\r\n").encode())
    elif _text_file(target).exists():
        _text_file(target).unlink()
    for path, draft in wanted.items():
        place = next(own for own in names_for(path) if not own.exists() or is_untouched(own.read_bytes()))
        put(place, draft.message())
        if place != path:
            yield path.name


def _text_file(target: Path) -> Path:
    """Give the file that holds all texts."""
    return target / "全部文字.txt"
