"""Everything that does not hold in a scheme, from whatever file, each with its cell or its dotted key."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kexie_excel.errors import SchemeError
from kexie_excel.findings import Finding, catalogue
from kexie_excel.scheme.faults import find_faults
from kexie_excel.scheme.lint import find_contradictions
from kexie_excel.scheme.load import build_scheme, literal_scheme
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme_book.checking.trials import check_trials
from kexie_excel.scheme_book.places import slip_place
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.scheme_book.sheets import PARTS, FactSheet, ReadingSheet


def lint(document: Mapping[str, object], review: Review, trials: Sequence[AuthorRow] = ()) -> tuple[Finding, ...]:
    """Give every finding of a scheme; what only follows from another fault is left out.

    Args:
        document: the scheme's plain data.
        review: what was noticed while they were read, and where they stand; new and empty for a file of TOML.
        trials: the author's worked examples.
    """
    read = dict(review.found)
    doubtful = set(review.doubtful)
    # what is found from here on is no reason to leave anything else out
    reading = replace(review, doubtful=doubtful)
    try:
        scheme = literal_scheme(without_holes(document), review.file)
    except SchemeError as error:
        if not read:
            review.add("K933", review.place(""), "scheme", text=error.what)
        return tuple(review.found)
    declared = {slip.at for slip in scheme.slips}
    for code, at, problem in find_contradictions(scheme):
        if at not in declared and not _is_lost(code, doubtful) and not _follows(at, scheme, reading):
            review.add(code, review.place(at), at, text=problem, expected=slip_place(at))
    for code, at, words in find_faults(scheme):
        if at not in declared and not _follows(at, scheme, reading):
            review.add(code, review.place(at), at, **words)
    if trials:
        check_trials(trials, build_scheme(without_holes(document), review.file), review)
    return tuple(review.found)


def _is_lost(code: str, doubtful: Collection[str]) -> bool:
    """Tell whether a sheet was not understood without which a contradiction only follows from that sheet's fault."""
    sheet = catalogue()[code].follows
    return bool(sheet) and any(name in doubtful for name in (sheet, FactSheet.SHEET))


def lint_toml(document: Mapping[str, object], path: Path) -> tuple[Finding, ...]:
    """Give the findings of a scheme of TOML, each with its dotted key."""
    return lint(document, Review(path.name))


def _follows(at: str, scheme: Scheme, review: Review) -> bool:
    """Tell whether what a finding is about was not understood in the first place."""
    kind, _, rest = at.partition("/")
    if kind == "section":
        own = next(section for section in scheme.sections if section.id == rest)
        paths = [at, *(f"item/{item.id}/points" for item in own.items), *_lost_items(review)]
        return any(path in review.doubtful for path in paths)
    if kind == "interpretation":
        name = rest.partition("/")[0]
        parts = review.standing_in.get(name, set())
        if parts == {"levels"} and any(path.startswith(("item/", "bonus/")) for path in review.doubtful):
            # whether a bonus counts, or who is vetoed holds a rank, is all the same only because that was not understood
            return True
        return ReadingSheet.SHEET in review.doubtful or any(map(review.is_doubtful, (f"interpretation/{name}", *parts)))
    if kind == "fact":
        return review.is_doubtful(f"item/{scheme.item_of[rest].id}")
    if at in PARTS:
        return any(f"{path}/".startswith((f"{at}/", f"{PARTS[at]}/")) for path in review.doubtful)
    if at.endswith("/bound/most") and any(
        path.startswith(("item/", "bonus/", *PARTS.values())) for path in review.doubtful
    ):
        return True
    if at == "scheme/period":
        return any(map(review.is_doubtful, (at, "scheme/year")))
    if kind == "item":
        return review.is_doubtful("/".join(at.split("/")[:2]))
    return review.is_doubtful(at)


def _lost_items(review: Review) -> list[str]:
    """Give the lines of the 评估表 of which not even the 编号 was understood."""
    return [path for path in review.doubtful if path.startswith("指标")]


def without_holes(document: Mapping[str, object]) -> dict[str, object]:
    """Fill the holes that faults have left, so that the rest can be looked at."""
    head: dict[str, object] = {"id": "", "version": 1, "year": 0, "title": "", "form_name": "评估表", "source": ""}
    levels: dict[str, object] = {"level": [{"name": "好", "bound": 1}, {"name": "差"}]}
    tables: Mapping[str, Mapping[str, object]] = {"scheme": head, "levels": levels, "bonus_section": {"name": ""}}
    lists = ("section", "item", "bonus", "categories", "unit", "material", "interpretation")
    whole: dict[str, object] = {name: [] for name in lists} | dict(document)
    for name, defaults in tables.items():
        own = document.get(name)
        given = own if isinstance(own, Mapping) else {}
        whole[name] = {**defaults, **{key: value for key, value in given.items() if value not in ("", None)}}
    return whole
