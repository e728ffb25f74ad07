"""How Windows hears of the parts of the window, so that Narrator, NVDA or 争渡 can ask it for them."""

import sys

from kexie_excel.window.spoken import Happened, PartKind, WindowPart

if sys.platform == "win32":
    import ctypes
    from ctypes import HRESULT, wintypes
    from functools import cache

    from comtypes import COMMETHOD, GUID, CoCreateInstance, COMError, IUnknown
    from comtypes.automation import VARIANT

    _ROLES = {
        PartKind.BUTTON: 0x2B,
        PartKind.FIELD: 0x2A,
        PartKind.READING: 0x2A,
        PartKind.ROW: 0x22,
        PartKind.PROGRESS: 0x30,
        PartKind.LABEL: 0x29,
    }
    """ROLE_SYSTEM_…; a table is a line of a list, because only the chosen row is said."""
    _UNUSABLE, _FOCUSED, _READ_ONLY, _FOCUSABLE = 0x1, 0x4, 0x40, 0x100000
    _CLIENT, _ITSELF = 0xFFFFFFFC, 0
    """The part of a window that a program answers for, and of it the whole."""
    _EVENTS = {Happened.FOCUSED: 0x8005, Happened.RENAMED: 0x800C}
    _NAME = GUID("{608D3DF8-8128-4AA7-A428-F55E49267291}")
    _VALUE = GUID("{123FE443-211A-4615-9527-C45A7E93717A}")
    _ROLE = GUID("{CB905FF2-7BD1-4C05-B3C8-E6C241364D70}")
    _STATE = GUID("{A8D4D5B0-0A21-42D0-A5C0-514E984F457B}")
    _KEY = GUID("{7D9BCEEE-7D1E-4979-9382-5180F4172C34}")
    _OF_WINDOW = ((["in"], wintypes.HWND), (["in"], wintypes.DWORD), (["in"], wintypes.DWORD), (["in"], GUID))

    class _Answers(IUnknown):
        """IAccPropServices: what Windows answers in place of a window; the methods that stand before ours are not called."""

        _iid_ = GUID("{6E26E776-04F0-495D-80E4-3330352E3169}")
        _methods_ = (
            COMMETHOD([], HRESULT, "SetPropValue"),
            COMMETHOD([], HRESULT, "SetPropServer"),
            COMMETHOD([], HRESULT, "ClearProps"),
            COMMETHOD([], HRESULT, "SetHwndProp", *_OF_WINDOW, (["in"], VARIANT)),
            COMMETHOD([], HRESULT, "SetHwndPropStr", *_OF_WINDOW, (["in"], wintypes.LPCWSTR)),
        )

    @cache
    def _answers() -> "_Answers | None":
        """Give where answers are laid down; an old or cut-down Windows has none, and readers get the names only."""
        try:
            return CoCreateInstance(GUID("{B5F8350B-0548-48B1-A6EE-88BD00B4A5E7}"), interface=_Answers)
        except (OSError, COMError):
            return None

    def tell_readers(handle: int, said: WindowPart, happened: Happened) -> None:
        """Lay down what is to be answered for a widget, and say so where somebody may be listening."""
        user = ctypes.windll.user32
        # what Windows answers by itself is the text of a window, which Tk leaves empty
        user.SetWindowTextW(wintypes.HWND(handle), said.name)
        if answers := _answers():
            _lay_down(answers, wintypes.HWND(handle), said)
        if event := _EVENTS.get(happened):
            user.NotifyWinEvent(event, wintypes.HWND(handle), ctypes.c_long(_CLIENT), _ITSELF)

    def _lay_down(answers: _Answers, handle: wintypes.HWND, said: WindowPart) -> None:
        """Lay down more than the name: Tk keeps the keyboard on the whole window, and readers drop what has it not."""
        state = (
            _FOCUSABLE * (said.kind is not PartKind.LABEL)
            | _FOCUSED * said.is_focused
            | _UNUSABLE * (not said.is_usable)
            | _READ_ONLY * (said.kind is PartKind.READING)
        )
        key = f"Alt+{said.key}" if said.key else ""
        try:
            for which, number in ((_ROLE, _ROLES[said.kind]), (_STATE, state)):
                answers.SetHwndProp(handle, _CLIENT, _ITSELF, which, VARIANT(number))
            for which, text in ((_NAME, said.name), (_VALUE, said.value), (_KEY, key)):
                answers.SetHwndPropStr(handle, _CLIENT, _ITSELF, which, text)
        except (OSError, COMError):
            return

else:

    def tell_readers(_handle: int, _said: WindowPart, _happened: Happened) -> None:
        """Tell nobody: of Tk on this system readers cannot ask."""
