"""A pack holds its own Python and libraries, compiled, under names that every unpacking program keeps."""

import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from scripts.make_pack import PLATFORMS, PackError, digest, main, make_pack

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
SHORT = MINOR.replace(".", "")
SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCH = """import sys; from gi.repository import Gio
Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch([], None)"""
WINDOWS, LINUX = PLATFORMS["windows"], PLATFORMS["linux-arm64"]


def has_gio() -> bool:
    """Tell whether there is something that launches as file managers do."""
    if sys.platform == "win32":
        return False
    try:
        words = [SYSTEM_PYTHON, "-c", LAUNCH.splitlines()[0]]
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def laid(root: Path, *names: str) -> Path:
    """Lay files down, each holding a line of Python."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one = 1\n", "ascii")
    return root


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder of libraries, with what no office needs."""
    return laid(
        tmp_path / "packages",
        *("lib/__init__.py", "lib/__pycache__/x.pyc", "bin/tool.py", "pandas/tests/test_a.py"),
        *(
            f"tkinterdnd2/tkdnd/{system}/tkdnd.tcl"
            for system in ("win-x64", "win-x64-tcl9", "win-arm64", "linux-arm64")
        ),
    )


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """Something that lies as a Python of Windows does."""
    names = ("python.exe", f"python{SHORT}.dll", "DLLs/_ssl.pyd", "Lib/os.py", "Lib/test/test_os.py")
    return laid(tmp_path / "python", *names, "Lib/site-packages/other.py", "Scripts/pip.exe", "include/Python.h")


def test_a_windows_pack_is_whole_and_named_in_ascii_but_for_what_a_person_clicks(
    tmp_path: Path, python: Path, packages: Path
) -> None:
    out = tmp_path / "评估工具.zip"
    make_pack(WINDOWS, python, packages, out)
    with zipfile.ZipFile(out) as packed:
        names = set(packed.namelist())
        start = packed.read("评估工具/开始.bat").decode("gbk")
        page = packed.read("评估工具/使用说明.txt")
        path_file = packed.read(f"评估工具/program/python/python{SHORT}._pth").decode("ascii")
    assert {name for name in names if not name.isascii() and not name.startswith("评估工具/program/")} == {
        "评估工具/开始.bat",
        "评估工具/使用说明.txt",
    }
    assert all(name.removeprefix("评估工具/").isascii() for name in names if "/program/" in name)
    assert '"%~dp0program\\python\\python.exe" -m kexie_excel' in start
    assert page.startswith(b"\xef\xbb\xbf")
    assert "双击解压出来的“开始.bat”" in page.decode("utf-8-sig")
    assert page.count(b"\n") == page.count(b"\r\n") > 5
    assert path_file.split("\r\n") == ["Lib", "DLLs", ".", r"..\packages", ""]
    inside = {name.removeprefix("评估工具/program/") for name in names}
    assert {
        "python/python.exe",
        "packages/kexie_excel/catalogue.toml",
        f"packages/lib/__pycache__/__init__.cpython-{SHORT}.pyc",
        f"python/Lib/__pycache__/os.cpython-{SHORT}.pyc",
    } <= inside
    assert not [
        name for name in inside if name.startswith(("python/Lib/test/", "python/Lib/site-packages/", "python/include/"))
    ]
    assert not [name for name in inside if name.startswith(("packages/bin/", "packages/pandas/", "python/Scripts/"))]
    drops = {name.split("/")[3] for name in inside if name.startswith("packages/tkinterdnd2/tkdnd/")}
    assert drops == {"win-x64", "win-x64-tcl9"}


def test_the_embeddable_python_keeps_its_library_packed_and_finds_ours(tmp_path: Path, packages: Path) -> None:
    """python.org's lies flat, its library in a zip, and its own list of places names nothing else."""
    python = laid(tmp_path / "embed", "python.exe", f"python{SHORT}.dll", f"python{SHORT}.zip", f"python{SHORT}._pth")
    make_pack(WINDOWS, python, packages, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        places = packed.read(f"评估工具/program/python/python{SHORT}._pth").decode("ascii")
    assert places.split("\r\n") == [f"python{SHORT}.zip", ".", r"..\packages", ""]


def test_what_is_compiled_holds_whatever_time_unpacking_gives_its_source(
    tmp_path: Path, python: Path, packages: Path
) -> None:
    """The second word of such a file: 1, by content, and that not looked up again."""
    out = tmp_path / "a.zip"
    make_pack(WINDOWS, python, packages, out)
    with zipfile.ZipFile(out) as packed:
        compiled = [packed.read(name) for name in packed.namelist() if name.endswith(".pyc")]
    assert len(compiled) > 100
    assert {data[4:8] for data in compiled} == {b"\x01\x00\x00\x00"}
    assert not [data for data in compiled if str(tmp_path).encode() in data]


def test_the_same_input_gives_the_same_pack_from_a_folder_and_from_a_zip_of_it(
    tmp_path: Path, python: Path, packages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zipped = tmp_path / "python.zip"
    with zipfile.ZipFile(zipped, "w") as packed:
        for path in sorted(python.rglob("*")):
            packed.write(path, path.relative_to(python))
    make_pack(WINDOWS, python, packages, tmp_path / "a.zip")
    make_pack(WINDOWS, zipped, packages, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    told = capsys.readouterr().out
    assert digest(python) in told
    assert digest(zipped) in told


def test_a_linux_pack_keeps_what_may_be_run_and_finds_its_libraries(tmp_path: Path, packages: Path) -> None:
    names = (f"bin/python{MINOR}", "bin/pip", f"lib/python{MINOR}/os.py", f"lib/python{MINOR}/site-packages/other.py")
    python = laid(tmp_path / "standalone" / "python", *names).parent
    make_pack(LINUX, python, packages, tmp_path / "a.tar.gz")
    with tarfile.open(tmp_path / "a.tar.gz") as packed:
        modes = {entry.name: entry.mode for entry in packed if entry.isfile()}
        paths = packed.extractfile(f"评估工具/program/python/lib/python{MINOR}/site-packages/packages.pth")
        assert paths is not None
        assert paths.read() == b"../../../../packages\n"
        entry = packed.extractfile("评估工具/开始.desktop")
        page = packed.extractfile("评估工具/使用说明.txt")
        assert entry is not None
        assert page is not None
        assert entry.read().decode().splitlines()[-2:] == [
            r'Exec=sh -c "cd \\"\\$(dirname \\"\\$1\\")\\" && exec ./开始.sh" sh %k',
            "Terminal=true",
        ]
        assert "双击解压出来的“开始.desktop”" in page.read().decode("utf-8-sig")
    assert modes["评估工具/开始.sh"] == modes["评估工具/开始.desktop"] == 0o755
    assert modes[f"评估工具/program/python/bin/python{MINOR}"] == 0o755
    assert modes["评估工具/使用说明.txt"] == 0o644
    assert "评估工具/program/python/bin/pip" not in modes


def test_a_click_runs_the_script_wherever_the_folder_lies(
    tmp_path: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the file managers of Linux desktops start it, but for the terminal."""
    if not has_gio():
        pytest.skip("needs the system's Python with gi, which launches as file managers do")
    names = (f"bin/python{MINOR}", f"lib/python{MINOR}/os.py")
    make_pack(LINUX, laid(tmp_path / "standalone", *names), packages, tmp_path / "a.tar.gz")
    place = tmp_path / "测试 (1) & [a] $x"
    with tarfile.open(tmp_path / "a.tar.gz") as packed:
        packed.extractall(place, filter="data")
    entry, said = place / "评估工具" / "开始.desktop", place / "said.txt"
    entry.write_text(entry.read_text("utf-8").replace("Terminal=true", "Terminal=false"), "utf-8")
    (place / "评估工具" / "开始.sh").write_text("#!/bin/sh\npwd > ../said.new && mv ../said.new ../said.txt\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    subprocess.run([SYSTEM_PYTHON, "-c", LAUNCH, str(entry)], check=True, timeout=60)
    for _ in range(100):
        if said.exists():
            break
        time.sleep(0.1)
    assert said.read_text("utf-8") == f"{place / '评估工具'}\n"


def test_a_python_of_another_version_or_none_at_all_is_refused(tmp_path: Path, packages: Path) -> None:
    old = laid(tmp_path / "old", "python.exe", "python27.dll")
    with pytest.raises(PackError, match=f"holds no python{SHORT}.dll"):
        make_pack(WINDOWS, old, packages, tmp_path / "a.zip")
    with pytest.raises(PackError, match="neither a folder nor a packed one"):
        make_pack(WINDOWS, old / "python.exe", packages, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_names_that_unpacking_spoils_and_a_zip_for_linux_are_refused(
    tmp_path: Path, python: Path, packages: Path
) -> None:
    laid(packages, "lib/说明.py")
    with pytest.raises(PackError, match="说明"):
        make_pack(WINDOWS, python, packages, tmp_path / "a.zip")
    with pytest.raises(PackError, match=r"is to end in \.tar\.gz"):
        make_pack(LINUX, python, packages, tmp_path / "a.zip")


def test_a_path_that_leaves_no_room_for_where_it_is_unpacked_is_refused(
    tmp_path: Path, python: Path, packages: Path
) -> None:
    laid(packages, f"lib/{'a' * 70}/{'b' * 70}.py")
    with pytest.raises(PackError, match="too long"):
        make_pack(WINDOWS, python, packages, tmp_path / "a.zip")


def test_without_uv_the_command_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    words = ["--platform", "windows", "--python", str(tmp_path), "--out", str(tmp_path / "a.zip")]
    assert main(words) == 2
    assert capsys.readouterr().err == "no pack: uv is not installed (pip install uv)\n"
