"""What a file's content can be: for each kind the sentence that says so, and the code of the finding."""

from enum import Enum

_FORM = "；请发下发的 Excel 工作簿"
_RESAVE = "请用 Excel 或 WPS 打开后另存为 xlsx"
_UNPACK = "请解压后把里面的评估表放进“2-回收”"


class Kind(Enum):
    """What a file's content is: the sentence for 收件登记 in two parts, and the code of the finding where it is no workbook."""

    WORKBOOK = "工作簿", "", "K101"
    UNREAD = "读不出这个工作簿（可能已损坏，也可能是少见的格式）", f"，{_RESAVE} 再发来", "K101"
    EMPTY = "文件是空的（0字节）", "，请重新发来", "K131"
    HOLLOW = "文件里什么都没有", "，请重新发来", "K131"
    CUT_OFF = "文件不完整（像是没有下载完）", "，请重新发来", "K132"
    ENCRYPTED = (
        "文件设了打开密码",
        "，请取消密码后重新发来（打开时并不问密码的，请撤销“保护工作簿”后另存为 xlsx）",
        "K133",
    )
    RIGHTS = "文件加了权限保护（权限管理、敏感度标签或单位的加密软件），别人打不开", "；请发一份没有加保护的", "K134"
    WPS_TABLE = "这是 WPS 表格（et）文件", "，请用 WPS 打开后另存为 xlsx 再发来", "K135"
    XML_TABLE = "这是 XML 表格", f"，{_RESAVE} 再发来", "K135"
    OLD_TABLE = "这是很旧的表格格式（Excel 95 或更早之类）", f"，{_RESAVE} 再发来", "K135"
    OTHER_TABLE = "这是别的表格程序的文件", "，请在里面导出为 Excel 工作簿（xlsx）再发来", "K135"
    NUMBERS = "这是苹果电脑的 Numbers 等文件", "，请在里面导出为 Excel 工作簿（xlsx）再发来", "K135"
    SWOLLEN = "工作簿展开后大得不正常，没有读", "；请把填报内容复制到下发的工作簿里重新发来", "K136"
    NOT_HERE = "文件还在网盘上，没有下载到本机", "；请下载好后再放进“2-回收”", "K139"
    SPLIT = "这是分卷压缩包的一卷", "；请把各卷放在一起，合并解压后再放进“2-回收”", "K140"
    PROGRAM = "这是程序文件，可能是自解压包", "；请不要随便运行，请对方改发里面的评估表", "K141"
    SEALED_MAIL = "这是签名或加密的邮件，本程序打不开", "；请在邮件程序里打开，另存附件到“2-回收”", "K142"
    BROKEN = "文件损坏了，里面的内容读不出来", "；请重新打包或另存后再发来", "K143"
    JOINED = "文件里接着几个工作簿或压缩包，不知以哪个为准，没有读", "；请对方分开重新发来", "K143"
    WEB_PAGE = "这其实是网页文件，不是工作簿", f"；{_RESAVE} 再发来", "K144"
    WEB_ARCHIVE = "这是单个文件网页（mht），不是工作簿", f"；{_RESAVE} 再发来", "K144"
    TEXT = "这是文本文件（csv、txt 之类），不是评估表", _FORM, "K102"
    DOCUMENT = "这是 Word 等文字文档，不是评估表", _FORM, "K102"
    SLIDES = "这是演示文稿，不是评估表", _FORM, "K102"
    PDF = "这是 PDF 文件，不是评估表", _FORM, "K102"
    FIXED_PAGES = "这是 OFD 等版式文件，不是评估表", _FORM, "K102"
    PICTURE = "这是图片，不是评估表", _FORM, "K102"
    MEDIA = "这是音像文件，不是评估表", _FORM, "K102"
    SHORTCUT = "这是快捷方式，不是文件本身", "；请把它指向的文件放进来", "K102"
    SIGNATURE = "这是邮件的数字签名，不是评估表", _FORM, "K102"
    FOREIGN = "这是别的程序的文件，不是评估表", _FORM, "K102"
    OTHER = "不是能识别的工作簿", "；请发下发的 Excel 工作簿", "K102"
    ARCHIVE = "这是压缩包", "，请解压后把里面的工作簿放进来", "K113"
    TAR = "这是 tar 包", "，请解开后把里面的工作簿放进来", "K113"
    PACKED = "这是压缩文件", "，请解压后把里面的工作簿放进来", "K113"
    MAIL = "这是邮件", "，请把附件另存后放进来", "K113"
    RAR = "这是 RAR 压缩包", "，请解压后把里面的工作簿放进来", "K113"
    SEVEN_ZIP = "这是 7z 压缩包", "，请解压后把里面的工作簿放进来", "K113"
    SIGNED_MAIL = "这是签名的邮件", "，请把附件另存后放进来", "K113"
    OTHER_ARCHIVE = "这是压缩文件或光盘映像，本程序打不开", f"；{_UNPACK}", "K113"
    OUTLOOK = "这是 Outlook 邮件（msg）", "，请把附件另存后放进来", "K113"
    WINMAIL = (
        "这是 Outlook 打包的附件（winmail.dat），没有打开",
        "；请在 Outlook 里另存附件，或请对方改用纯文本格式重发",
        "K113",
    )

    @property
    def sentence(self) -> str:
        """What it is, and what to do."""
        what, to_do, _code = self.value
        return what + to_do

    @property
    def what(self) -> str:
        """What it is."""
        return self.value[0]

    @property
    def code(self) -> str:
        """The code of the finding."""
        return self.value[2]

    @property
    def holds_files(self) -> bool:
        """Whether there are files inside that can be taken out."""
        return self in _HOLDING


_HOLDING = frozenset(
    {
        Kind.ARCHIVE,
        Kind.TAR,
        Kind.PACKED,
        Kind.RAR,
        Kind.SEVEN_ZIP,
        Kind.MAIL,
        Kind.OUTLOOK,
        Kind.SIGNED_MAIL,
        Kind.WINMAIL,
    }
)
