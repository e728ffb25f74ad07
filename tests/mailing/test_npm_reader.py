"""A draft, read by a mail parser of another world: npm's ``mailparser``, which many mail programs of the web are built on.

The variable ``KEXIE_MAILPARSER`` names the folder into which it was installed.
"""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kexie_excel.mailing.draft import Attachment, Draft
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.mail import MailKind, write_mails
from tests.builders import SCHEME, UNIT
from tests.mailing.test_draft import NAMES, draft
from tests.workspace.test_mail import TODAY, note

INSTALLED = os.environ.get("KEXIE_MAILPARSER", "")
NODE = shutil.which("node")
READ = """
const { simpleParser } = require("mailparser");
simpleParser(process.stdin).then((mail) => console.log(JSON.stringify({
  subject: mail.subject,
  to: mail.to ? mail.to.value.map(({ name, address }) => [name, address]) : null,
  unsent: mail.headers.get("x-unsent"),
  text: mail.text,
  attached: mail.attachments.map(({ filename, contentType, content }) => [filename, contentType, content.toString("base64")]),
})));
"""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pytestmark = pytest.mark.skipif(not (INSTALLED and NODE), reason="npm's mailparser is not installed")


def read(message: bytes) -> dict[str, object]:
    """Read a draft with it."""
    environment = os.environ | {"NODE_PATH": str(Path(INSTALLED) / "node_modules")}
    done = subprocess.run(
        [str(NODE), "-e", READ], input=message, check=True, capture_output=True, timeout=60, env=environment
    )
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def whole(own: Draft) -> dict[str, object]:
    """Give what is to be read."""
    return {
        "subject": own.subject,
        "to": [list(receiver) for receiver in own.receivers] or None,
        "unsent": "1",
        "text": own.text,
        "attached": [[each.name, WORKBOOK, base64.b64encode(each.content).decode()] for each in own.attachments],
    }


@pytest.mark.parametrize("name", NAMES)
def test_it_gives_all_of_it_back(name: str) -> None:
    own = draft(name, bytes(range(256)) * 40)
    found = read(own.message())
    assert {**found, "text": str(found["text"]).rstrip("\n")} == whole(own)


def test_nobody_known_and_two_attached() -> None:
    """As a draft looks before 通讯录 is filled in."""
    files = (Attachment(NAMES[0], b"PK\x03\x04"), Attachment(NAMES[1], b"PK\x05\x06"))
    own = Draft("甲县", "", (), "", "催报：2017年度（甲县）", "请尽快。", files)
    found = read(own.message())
    assert {**found, "text": str(found["text"]).rstrip("\n")} == whole(own)


def test_what_the_program_writes_into_the_folder(established: Path, tmp_path: Path) -> None:
    folder = Folder(shutil.copytree(established, tmp_path / "评估"))
    note(folder, 2, 联系人="张三", 邮箱="zhang@example.com；li@example.org", 电话="0730-1234567")
    write_mails(folder.root, [MailKind.ISSUE], TODAY)
    form = folder.form(SCHEME, UNIT)
    found = read((folder.mails / MailKind.ISSUE / f"{UNIT}-下发.eml").read_bytes())
    assert found["to"] == [["张三", "zhang@example.com"], ["张三", "li@example.org"]]
    assert found["subject"] == f"请填报：{SCHEME.form_name}（{UNIT}）"
    assert found["attached"] == [[form.name, WORKBOOK, base64.b64encode(form.read_bytes()).decode()]]
    assert str(found["text"]).startswith(
        f"{UNIT}科协：\n\n根据{SCHEME.source}，现将{SCHEME.form_name}发给你们（见附件）。"
    )
