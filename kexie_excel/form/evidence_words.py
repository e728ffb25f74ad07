"""加分依据以文件、奖牌或证书为准: the words that name a document and those that deny one, and the shape of a document's number.

The form's live check is written from the same words (``live.evidence``), so that the two cannot drift apart.
"""

import re

from kexie_excel.text import squeeze

MEDAL = "奖牌"
NAMING = (
    *("附件", "附表", "附图", "附录", "附后", "佐证", "材料", "证书", "证明", "奖状", "奖牌", "奖杯"),
    *("牌匾", "锦旗", "文件", "通知", "通报", "决定", "公告", "公示", "批复", "函", "纪要", "简报"),
    *("报告", "报道", "新闻", "照片", "图片", "影印", "复印", "扫描", "截图", "原件", "汇编", "名单"),
    *("清单", "目录", "档案", "专利", "公文", "命名", "表彰", "授牌", "页", "《", "pdf", "jpg"),
    *("png", "doc", "http", "附0", "附1", "附2", "附3", "附4", "附5", "附6", "附7", "附8"),
    "附9",
)
"""What names an enclosure."""
DENYING = (
    *("无附件", "无奖牌", "无证书", "无文件", "无文号", "无佐证"),
    *("无材料", "无依据", "无奖状", "无照片", "无编号", "无复印"),
    *("无扫描", "无原件", "无相关", "没有", "没发", "没颁", "没拿", "没收", "没附", "尚未", "尚无", "还没"),
    *("还未", "暂无", "暂未", "暂缺", "未发", "未颁", "未下", "未印", "未取", "未收", "未领", "未到"),
    *("未附", "未提供", "未获", "未出", "未公", "未见", "未制", "未办", "未批", "未寄", "未补", "未报"),
    *("待发", "待补", "待颁", "待印", "待批", "待领", "后补", "正在", "办理中", "制作中", "印制中", "审批中"),
    *("遗失", "丢失", "电话", "手机", "号码", "微信", "qq", "tel"),
)
"""What says that there is none, or none yet, or something else altogether."""
DENYING_FIRST = tuple("待拟缺暂补")
"""How such a text begins."""
NO_CLAIM = ("无", "没有", "/", "-", "—")
"""What stands in a row of 加分项 in which nothing is claimed."""
MARKS = tuple("号字〔[【")
"""What a document's number has beside its figures; or else a Latin letter, or nothing but many figures."""
LEAST_FIGURES, WITH_HYPHENS, PHONE, MOBILE = 6, 9, 7, 11
"""How many figures a bare number has; one with hyphens; how many a telephone's has."""
DATED, CENTURIES = (6, 8), ("19", "20")
"""How many figures a day or month has, and how it begins."""
MONTHS = tuple(f"{month:02}" for month in range(1, 13))

_FIGURES = re.compile("[0-9]+")


def denies(text: str) -> bool:
    """Tell whether a text says that there is no document."""
    told = squeeze(text).lower()
    return told.startswith(DENYING_FIRST) or any(word in told for word in DENYING)


def is_numbered(text: str) -> bool:
    """Tell whether a text can be the number of a document or certificate: 湘科协〔2017〕44号, ZL201710012345, 2017010023."""
    told = squeeze(text).lower()
    if denies(told) or not _FIGURES.search(told):
        return False
    return any(mark in told for mark in MARKS) or any("a" <= char <= "z" for char in told) or _is_bare_number(told)


def encloses(text: str) -> bool:
    """Tell whether a text names an enclosure."""
    told = squeeze(text).lower()
    return not denies(told) and any(word in told for word in NAMING)


def shows_medal(text: str) -> bool:
    """Tell whether a text names a medal."""
    return MEDAL in squeeze(text) and not denies(text)


def _is_bare_number(text: str) -> bool:
    """Tell whether a text is nothing but the figures of a certificate's number: no day, and no telephone."""
    figures = text.replace("-", "")
    if not _FIGURES.fullmatch(figures) or len(figures) < LEAST_FIGURES:
        return False
    is_phone = figures[0] == "0" or len(figures) == PHONE or (len(figures) == MOBILE and figures[0] == "1")
    is_day = len(figures) in DATED and figures.startswith(CENTURIES) and figures[4:6] in MONTHS
    return not is_phone and not is_day and (figures == text or len(figures) >= WITH_HYPHENS)
