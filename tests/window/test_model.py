"""What the window shows, from what a step tells."""

from pathlib import Path

from kexie_excel.channel import Counted, Incoming, Listed, Progressed, Spoken, Wrote
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.window.child import Ended
from kexie_excel.window.model import Line, LineKind, WindowModel
from kexie_excel.window.steps import BACK, LOOK, PROGRESS, YEAR, Way

CHECK = Way("核对", ("check",))
HEADERS = ("名次", "单位")


def running(way: Way = CHECK) -> WindowModel:
    """Give a model in the middle of a step."""
    model = WindowModel()
    model.enter(Path("/甲/2017年度评估"), "县市区科协绩效评估")
    model.begin(way)
    return model


def test_before_anything_it_says_what_to_do_first() -> None:
    model = WindowModel()
    assert model.title == "请选择工作文件夹，或新建一个"
    assert (model.window_title, model.doing) == ("绩效评估工具", "")
    assert not model.is_busy


def test_a_step_is_named_with_how_it_stands() -> None:
    model = running()
    assert model.is_busy
    assert model.window_title == "核对：正在进行 - 2017年度评估 - 县市区科协绩效评估"
    assert model.doing == "正在做“核对”…"
    model.take(Progressed("读回收件", 3, 10))
    assert model.doing == "读回收件 3/10"
    model.end(Ended(DONE))
    assert model.window_title == "核对：完成 - 2017年度评估 - 县市区科协绩效评估"
    assert model.doing == "就绪"


def test_sentences_are_told_apart() -> None:
    model = running()
    model.take(Spoken("未定稿。"))
    model.take(Spoken("找不到“甲”。", is_error=True))
    model.take(Spoken("下一步：再运行 kexie check。"))
    assert model.lines == [
        Line("未定稿。"),
        Line("找不到“甲”。", LineKind.ERROR),
        Line("下一步：再点“核对”。", LineKind.NEXT),
    ]


def test_tables_of_the_same_columns_stand_below_each_other() -> None:
    model = running()
    model.take(Listed("县市", HEADERS, (("1", "平江县"),), ("名次",)))
    model.take(Listed("区", HEADERS, (("1", "云溪区"),), ("名次",)))
    model.take(Listed("", ("序号",), (("1",),)))
    first, second = model.tables
    assert first.groups == [("县市", (("1", "平江县"),)), ("区", (("1", "云溪区"),))]
    assert (first.headers, first.numeric, second.headers) == (HEADERS, ("名次",), ("序号",))


def test_the_next_step_begins_with_nothing() -> None:
    model = running()
    model.take(Spoken("甲"))
    model.take(Wrote("/甲/乙.xlsx"))
    model.take(Listed("", HEADERS, ()))
    assert model.written == [Path("/甲/乙.xlsx")]
    model.end(Ended(DONE))
    model.begin(PROGRESS)
    assert (model.lines, model.tables, model.written, model.title) == ([], [], [], "进度")


def test_what_only_counts_leaves_in_sight_what_a_step_has_said() -> None:
    model = running()
    model.take(Spoken("甲"))
    model.end(Ended(DONE))
    model.begin(PROGRESS, quiet=True)
    assert (model.is_running, model.is_busy, model.doing) == (True, False, "正在看进度…")
    model.take(Counted({"units": 10}))
    model.take(Spoken("乙"))
    model.take(Listed("", HEADERS, ()))
    model.end(Ended(FAILED))
    assert (model.lines, model.tables, model.counts) == ([Line("甲")], [], {"units": 10})
    assert (model.title, model.state) == ("核对", "完成")


def test_how_a_step_ends() -> None:
    for code, state in ((DONE, "完成"), (FAILED, "没有做成")):
        model = running()
        model.end(Ended(code))
        assert (model.state, model.lines) == (state, [])


def test_a_stopped_step_says_what_became_of_the_files() -> None:
    model = running()
    model.take(Spoken("甲"))
    model.stop()
    assert (model.state, model.doing) == ("正在停止", "正在停止…")
    model.end(Ended(FAILED))
    assert model.state == "已停止"
    assert [line.text for line in model.lines] == [
        "已停止。已经写好的文件都是完整的，没有写到一半的；再点一次就重新做。"
    ]


def test_a_fault_of_the_program_is_said_with_what_its_keeper_needs() -> None:
    """1 is how Python ends that met an error of its own."""
    for code in (-11, 1):
        model = running()
        model.end(Ended(code, "Segmentation fault\n"))
        assert model.state == "程序出错"
        assert model.lines[0].kind is LineKind.ERROR
        assert model.lines[1] == Line("Segmentation fault\n")


def test_another_folder_begins_with_no_counts() -> None:
    model = WindowModel(counts={"units": 10})
    model.enter(Path("/乙"))
    assert (model.folder, model.counts) == (Path("/乙"), {})


def test_only_a_list_of_steps_can_be_gone_back_to() -> None:
    model = running(BACK)
    model.end(Ended(DONE))
    assert not model.can_restore
    model.begin(BACK)
    model.take(Listed("", ("序号",), (("1",),)))
    assert not model.can_restore
    model.end(Ended(DONE))
    assert model.can_restore


def test_what_was_looked_at_may_be_received_once_there_is_a_folder() -> None:
    model = running(LOOK)
    model.take(Incoming("/乙/平江县.xlsx"))
    assert not model.can_receive
    model.end(Ended(DONE))
    assert model.can_receive
    assert (model.incoming, model.lines[-1].kind) == ([Path("/乙/平江县.xlsx")], LineKind.NEXT)
    assert "放进“2-回收”" in model.lines[-1].text
    model.begin(PROGRESS)
    assert model.incoming == []


def test_without_a_folder_nothing_is_received() -> None:
    model = WindowModel()
    model.begin(LOOK)
    model.take(Incoming("/乙/平江县.xlsx"))
    model.end(Ended(DONE))
    assert (model.can_receive, model.lines) == (False, [])


def test_each_step_says_how_far_it_has_come() -> None:
    counts = {
        "units": 10,
        "issued": 10,
        "returned": 7,
        "to_mend": 2,
        "visited": 0,
        "open": 3,
        "final": 0,
        "approved": 0,
    }
    assert [step.standing(counts) for step in YEAR] == [
        "√ 评估表10/10份",
        "下发、反馈、催报的草稿",
        "已回收7/10，2个要改",
        "已现场0/10",
        "未定稿，待核3项",
        "上会材料、核对反馈",
        "已审定0/10",
        "做、检查下一年的方案",
    ]


def test_what_is_done_is_ticked_off() -> None:
    counts = {
        "units": 10,
        "issued": 10,
        "returned": 10,
        "to_mend": 0,
        "visited": 10,
        "open": 0,
        "final": 1,
        "approved": 10,
    }
    standing = [step.standing(counts) for step in YEAR]
    assert standing[2:5] == ["√ 已回收10/10", "√ 已现场10/10", "√ 全部核定"]
    assert standing[6] == "√ 已审定10/10"
    assert YEAR[4].standing(counts | {"final": 0}) == "未定稿"


def test_while_nothing_is_known_a_step_says_what_it_does() -> None:
    assert YEAR[0].standing({}) == "台账、评估表"
    assert [step.label for step in YEAR][:3] == ["1  建立…", "2  邮件…", "3  核对"]
