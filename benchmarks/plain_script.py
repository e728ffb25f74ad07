"""What an office would write for itself: pandas with openpyxl puts together the cells of all forms that the program reads."""

import sys
from pathlib import Path

import pandas as pd

HEADER = 2
COVER = "填报说明"
SHEETS = {
    "评估表": ["编号", "评分"],
    "完成情况": ["编号", "填报", "佐证材料"],
    "加分项": [
        "序号",
        "加分情形",
        "工作（事项）名称",
        "奖项或文件名称",
        "文号或证书编号",
        "颁发单位",
        "获得日期",
        "数量",
        "佐证材料",
    ],
    "佐证材料": ["编号", "材料名称", "有/无"],
}


def main(folder: Path) -> None:
    """Read the forms below a folder into one table a sheet."""
    tables: dict[str, list[pd.DataFrame]] = {name: [] for name in SHEETS}
    for path in sorted(folder.glob("*.xlsx")):
        book = pd.read_excel(path, sheet_name=[COVER, *SHEETS], header=None, engine="openpyxl", dtype=object)
        unit = str(book[COVER].iloc[HEADER, 2])
        for name, columns in SHEETS.items():
            table = book[name].iloc[HEADER + 1 :].set_axis(book[name].iloc[HEADER], axis=1)
            tables[name].append(table[columns].assign(单位=unit))
    for name, parts in tables.items():
        print(name, len(pd.concat(parts)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
