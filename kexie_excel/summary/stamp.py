"""What a summary says about itself for a later reading, on a sheet out of everybody's way: what each item asked for, and a seal.

The pages in front name the items but do not print what they asked for; without that nobody could tell next year whether
an item is still the same. Which readings were in force, and why something was ruled, stand there among other words; no
reader takes a sentence apart for them.
"""

from kexie_excel.sheets.style import TEXT_FORMAT, protect
from kexie_excel.summary.book import Report
from kexie_excel.summary.snapshot import ruling_reasons, scheme_name, snapshot
from kexie_excel.text import clean

SHEET = "_kexie汇总"
SCHEME, YEAR, PERIOD, LAST_SUMMARY, SEAL, ITEM = "方案", "年度", "评估期", "上年汇总", "校验码", "指标"
READING, RULED = "口径", "复核"
"""What stands in the first column; the values follow."""


def write_stamp(report: Report) -> None:
    """Add the sheet; no program shows it."""
    last_year = report.evaluation.last_year
    rows = [
        (SCHEME, scheme_name(report.scheme)),
        (YEAR, str(report.scheme.year)),
        *([(PERIOD, report.scheme.part_of_year)] if report.scheme.part_of_year else []),
        (LAST_SUMMARY, last_year.digest if last_year else ""),
        (SEAL, report.study.seal or snapshot(report.evaluation).seal),
        *((ITEM, row.id, section.id, row.text) for section in report.scheme.sections for row in section.items),
        *((ITEM, entry.id, "", entry.text) for entry in report.scheme.bonus),
        *((READING, *reading) for reading in report.scheme.in_force.items()),
        *((RULED, *key, reason) for key, reason in ruling_reasons(report.evaluation)),
    ]
    sheet = report.book.add_worksheet(SHEET)
    form = report.styles.get(num_format=TEXT_FORMAT, text_wrap=False)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(at, column, clean(text), form)
    sheet.very_hidden()
    protect(sheet)
