"""The closed vocabularies of answers. What is in none of them is asked about; nothing is matched by likeness."""

_DONE = (
    "落实 完成 开展 建立 设立 实施 成立 制定 出台 召开 举办 举行 组织 纳入 列入 参加 换届 配备 印发 下发 编制 建成 建设 健全 明确 分解 细化"
    " 分管 联系 听取 出席 述职 表彰 执行 提出 调研 推荐 发布 到位 发生"
).split()
"""What is done, or is not."""
_HELD = (
    "开展 发生 举办 举行 召开 组织 参加 建立 成立 设立 新建 建 发展 新发展 推荐 听取 出现 开设 宣传 发布 发表".split()
)
"""What of there is none, or so many."""
_NOT = "未 没 没有 尚未 还未 还没 还没有 暂未 从未 并未".split()
_ALREADY = ("", "已", "已经", "均已", "都已", "全部")


def _joined(heads: tuple[str, ...] | list[str], tails: list[str]) -> frozenset[str]:
    """Put each of the first before each of the others."""
    return frozenset(head + tail for head in heads for tail in tails)


YES = _joined(_ALREADY, _DONE) | frozenset(
    "是 是的 有 有的 对 对的 √ ✓ ✔ ☑ Y YES TRUE 已 达标 已达标 符合 属实 已推进".split()
)
NO = _joined(_NOT, _DONE) | frozenset("否 无 没有 不是 不是的 × ✗ ✘ N NO FALSE 未 不达标 未达标 不符合 没".split())
NOT_APPLICABLE = frozenset("不适用 不涉及 N/A NA #N/A 无此项 无此项工作".split())
DASHES = frozenset("/ \\ - -- --- — —— ― – _ __ * ?".split())
NOTHING = frozenset("无 没有 暂无 空".split())
"""Words that say that there is nothing to name, in cells that ask for a name or number of a document."""
NONE_OF_IT = _joined(_NOT, _HELD) | frozenset({"无", "没有"})
"""Words that say 0 where a count is asked for."""
COUNT_UNITS = tuple(
    "次 个 例 名 人 人次 场 场次 项 项次 篇 篇次 班 班次 课时 学时 家 所 件 起 期 届 条 份 批 批次 轮 轮次 节 堂 支 天 册 部 类 回 台 户 位 趟 处 座 讲 集 则 组 队 门 间".split()
)
"""Measure words that may follow a count without changing it."""
BY_THE_THOUSAND = frozenset("人 人次 名 位 户 份 册".split())
"""Measure words of what a county may have tens of thousands of; a meeting or a club it has not."""
CLASSES = ("班", "班次", "课时", "学时", "场次", "项目")
"""What is counted with 个, so that either word, or both, may follow the number."""
COUNT_LEADS = tuple("共 共计 合计 总计 一共 总共 计 共有 现有 已有 有 全年 全年共 年内 年内共 本年度 本年度共".split())
"""What may stand before a count without changing it."""
DOING_LEADS = tuple(
    sorted(
        {
            head + verb + tail
            for head in ("", "已", "共", "已共", "全年", "全年共", "已经")
            for verb in _HELD
            for tail in ("", "了")
        }
        - {"发生", "建"},
    )
)
"""The same, of what was done: there must be some of it."""
SCORE_LEADS = tuple("得 计 自评 自评得 自评计 共 共计 合计".split())
"""What may stand before a score without changing it."""
MONEY_LEADS = tuple("¥ 人民币 RMB".split())
"""What may stand before an amount of money."""
REFERENCES = (
    "(?:详|请|具体|可)?(?:见|参见|参阅|附|有|后附)?(?:附件|附表|附录|附图|佐证|佐证材料|证明材料|材料|材料清单|清单|名单)(?:材料|清单|名单)?"
    "(?:第?[0-9一二三四五六七八九十]+(?:[-—~至、,和及][0-9一二三四五六七八九十]+)*(?:号|页|项|份)?)?|(?:详见|见)?附后|后附|见后"
)
"""What only says where the evidence is: a pattern of whole remarks."""
ASIDES = frozenset("全年 年度 本年度 年内 全部".split())
"""Remarks that say nothing else."""
MARKED, UNMARKED, CROSSED = "☑√✓✔■●◉🗹", "□☐○◯◻", "×✗✘"
"""Signs before or behind an option: this one, not this one, and not this one where another bears a tick."""
