"""An answer and the remarks behind it: 3次（见附件）, 是，见附件3. A remark may not say anything else than the answer."""

import re

from kexie_excel.returns.vocabulary import ASIDES, NO, NONE_OF_IT, REFERENCES, YES

END_MARKS = "。.;；,，!！"
_BRACKETED = re.compile(r"(.*\S)\s*[(〔\[【]([^()〔〕\[\]【】]*)[)〕\]】]", re.DOTALL)
_BEHIND = re.compile(rf"(.*?[^\s,;:。、(])(?:[\s,;:。、]+|(?=详?见))({REFERENCES})", re.DOTALL)
_REFERENCE = re.compile(REFERENCES)
_MOST_REMARKS = 3


def peel(text: str) -> tuple[str, tuple[str, ...]]:
    """Part a folded text into the answer and the remarks behind it, their white space taken out."""
    remarks: list[str] = []
    body = trim(text)
    while len(remarks) < _MOST_REMARKS and (found := _BRACKETED.fullmatch(body) or _BEHIND.fullmatch(body)):
        remarks.append(trim("".join(found[2].split())))
        body = trim(found[1])
    return body, tuple(remarks)


def trim(text: str) -> str:
    """Take the marks of a sentence's end off, unless there is nothing else."""
    return text.rstrip(END_MARKS).strip() or text


def changes_nothing(remark: str) -> bool:
    """Tell whether a remark changes nothing about any answer: where the evidence is, or that it is of this year."""
    return not remark or remark in ASIDES or bool(_REFERENCE.fullmatch(remark))


def affirms(remark: str) -> bool:
    """Tell whether a remark says that something is there."""
    return remark.upper() in YES


def denies(remark: str) -> bool:
    """Tell whether a remark says that nothing is there."""
    return remark.upper() in NO or remark in NONE_OF_IT
