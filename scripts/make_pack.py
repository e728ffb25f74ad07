"""Make what an office unpacks and double-clicks: a Python, the libraries, the program, a start and a first page.

``python -m scripts.make_pack --platform windows --python DIR_OR_ARCHIVE --out 评估工具.zip``

The Python is given: python.org's embeddable zip, or a standalone one, as a folder or packed. It must be of the version that
runs this script, because everything is compiled here. Nothing is installed on the office's computer, and nothing unpacked
or written at run time but the office's own files. uv brings the wheels: pip forgets what only the other system needs.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from kexie_excel import __version__
from kexie_excel.workspace.start import start_script

ROOT = Path(__file__).parents[1]
_PAGE = Path(__file__).with_name("first_page.txt")
_TOP = "评估工具"
_MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
_NOT_OF_PYTHON = {"include", "libs", "share", "Doc", "Scripts", "Tools"}
_NOT_OF_TK = {f"{place}/{name}" for place in ("tcl", "lib") for name in ("tk8.6/demos", "tcl8.6/tzdata")}
_NOT_OF_ITS_LIBRARY = {"ensurepip", "idlelib", "lib2to3", "site-packages", "test", "turtledemo"}
_NOT_OF_PACKAGES = {"bin", "Scripts", "comtypes/test", "pandas/tests"}
_DROPS = "tkinterdnd2/tkdnd"
_LONGEST = 140
"""Characters of the longest path in the pack; Windows allows 259, with the place where it is unpacked."""
_DAY = (2020, 1, 1, 0, 0, 0)
"""Of everything in a zip, so that the same input gives the same pack."""


class PackError(Exception):
    """The pack cannot be made of what was given."""


@dataclass(frozen=True)
class Platform:
    """A system that packs are made for."""

    wheels: str
    """What uv calls it."""
    drops: str
    """What the library for what is dropped onto the window calls it; it brings its part for every system."""
    systems: str
    """For whom it is, in the words of the first page."""
    start: str
    """What a person clicks."""
    otherwise: str = ""
    """What the first page says where a click does not start it."""

    @property
    def packed(self) -> str:
        """How the pack's name ends; a zip forgets which files may be run."""
        return ".zip" if self.is_windows else ".tar.gz"

    @property
    def is_windows(self) -> bool:
        """Whether its Python lies as in Windows."""
        return self.start.endswith(".bat")


_OTHERWISE = (
    "\n   系统问要不要运行、信任的，选运行；打不开的，在这个文件夹里点右键选“在终端中打开”，输入 ./开始.sh 再按回车。"
)
_LINUX = "统信UOS 20、银河麒麟 V10 等 Linux 桌面，"
PLATFORMS = {
    "windows": Platform(
        "x86_64-pc-windows-msvc", "win-x64", "64位的 Windows 10、11（Windows 7、32位系统不能用）", "开始.bat"
    ),
    "linux-x86_64": Platform(
        "x86_64-manylinux_2_28", "linux-x64", f"{_LINUX}x86-64（海光、兆芯、Intel）", "开始.desktop", _OTHERWISE
    ),
    "linux-arm64": Platform(
        "aarch64-manylinux_2_28", "linux-arm64", f"{_LINUX}arm64（飞腾、鲲鹏；龙芯不能用）", "开始.desktop", _OTHERWISE
    ),
}


def main(words: list[str] | None = None) -> int:
    """Make a pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platform", choices=PLATFORMS, required=True)
    parser.add_argument("--python", type=Path, required=True, help="the interpreter: a folder, .zip or .tar.gz")
    parser.add_argument("--out", type=Path, required=True, help="the pack: .zip, for Linux .tar.gz")
    parser.add_argument("--constraint", type=Path, help="versions of libraries to keep to")
    given = parser.parse_args(words)
    platform = PLATFORMS[given.platform]
    try:
        with tempfile.TemporaryDirectory() as packages:
            bring_packages(platform, Path(packages), given.constraint)
            make_pack(platform, given.python, Path(packages), given.out)
    except (PackError, OSError, subprocess.CalledProcessError) as error:
        print(f"no pack: {error}", file=sys.stderr)
        return 2
    return 0


def bring_packages(platform: Platform, target: Path, constraint: Path | None = None) -> None:
    """Put the libraries for a platform into a folder.

    Raises:
        PackError: uv is not installed.
        CalledProcessError: uv did not find them.
    """
    uv = shutil.which("uv")
    if uv is None:
        raise PackError("uv is not installed (pip install uv)")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    kept = ("--constraint", str(constraint)) if constraint else ()
    system = ("--python-platform", platform.wheels, "--python-version", _MINOR, "--only-binary", ":all:")
    subprocess.run([uv, "pip", "install", "--quiet", *system, *kept, "--target", str(target), *wanted], check=True)


def make_pack(platform: Platform, python: Path, packages: Path, out: Path) -> None:
    """Put everything together, compile it, pack it, and print what a receiver can compare.

    Raises:
        PackError: the Python given cannot be used, or the pack's name is not of its kind.
        OSError: nothing to read, or nowhere to write.
    """
    if not out.name.endswith(platform.packed):
        raise PackError(f"{out} is to end in {platform.packed}")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / _TOP
        program = top / "program"
        print(f"python    {digest(python)}  {python}")
        lay_python(platform, python, program / "python")
        _copy(packages, program / "packages", _NOT_OF_PACKAGES | _not_of_system(platform, packages))
        _copy(ROOT / "kexie_excel", program / "packages" / "kexie_excel", set())
        shutil.copy(ROOT / "LICENSE", program / "LICENSE")
        tell_path(platform, program)
        _compile(program)
        for name, content in _starts(platform).items():
            (top / name).write_bytes(content)
        page = _PAGE.read_text(encoding="utf-8").format(
            version=__version__, start=platform.start, systems=platform.systems, otherwise=platform.otherwise
        )
        (top / "使用说明.txt").write_text(page, encoding="utf-8-sig", newline="\r\n")
        _require_plain_names(top, program)
        _pack(platform, top, out)
    print(f"pack      {digest(out)}  {out}  {out.stat().st_size / 2**20:.1f} MB")


def lay_python(platform: Platform, source: Path, target: Path) -> None:
    """Lay the interpreter and its library down, without what only developers need.

    Raises:
        PackError: it is of another system or version, or none at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        if source.is_file():
            try:
                shutil.unpack_archive(source, folder)
            except shutil.ReadError as error:
                raise PackError(f"{source} is neither a folder nor a packed one") from error
            source = Path(folder)
        marker = f"python{_MINOR.replace('.', '')}.dll" if platform.is_windows else f"bin/python{_MINOR}"
        found = next((place for place in (source, *sorted(source.glob("*/"))) if (place / marker).is_file()), None)
        if found is None:
            raise PackError(f"{source} holds no {marker}: a Python {_MINOR} for the platform is wanted")
        library = "Lib" if platform.is_windows else f"lib/python{_MINOR}"
        _copy(found, target, _NOT_OF_PYTHON | _NOT_OF_TK | {f"{library}/{name}" for name in _NOT_OF_ITS_LIBRARY})
    if not platform.is_windows:
        for path in (target / "bin").iterdir():
            if path.name != f"python{_MINOR}":
                path.unlink()


def _not_of_system(platform: Platform, packages: Path) -> set[str]:
    """Give the parts for other systems of a library that brings them all."""
    parts = (packages / _DROPS).glob("*")
    return {f"{_DROPS}/{path.name}" for path in parts if path.name.removesuffix("-tcl9") != platform.drops}


def tell_path(platform: Platform, program: Path) -> None:
    """Tell the interpreter where the libraries are: there, and nowhere else on the computer."""
    python = program / "python"
    if platform.is_windows:
        short = _MINOR.replace(".", "")
        places = [name for name in (f"python{short}.zip", "Lib", "DLLs") if (python / name).exists()]
        lines = (*places, ".", r"..\packages")
        (python / f"python{short}._pth").write_text("".join(f"{line}\r\n" for line in lines), "ascii", newline="")
    else:
        site = python / "lib" / f"python{_MINOR}" / "site-packages"
        site.mkdir(parents=True, exist_ok=True)
        (site / "packages.pth").write_text(
            f"{Path(os.path.relpath(program / 'packages', site)).as_posix()}\n", "ascii", newline=""
        )


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, or of all that a folder holds, names and content."""
    if path.is_file():
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    whole = sha256()
    for name, file_path in _files(path):
        whole.update(f"{name}\0{digest(file_path)}\n".encode())
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the files of a folder in a fixed order: name below it, path."""
    named = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    yield from sorted(named.items())


def _copy(source: Path, target: Path, without: set[str]) -> None:
    """Copy a folder without some names below it, links (each is a second name) and what was compiled elsewhere."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        below = Path(folder).relative_to(source)
        return {
            name
            for name in names
            if name == "__pycache__"
            or re.fullmatch(r"config-.*-linux.*|.*\.(a|pdb)", name)
            or (below / name).as_posix() in without
            or (Path(folder) / name).is_symlink()
        }

    shutil.copytree(source, target, ignore=left_out, dirs_exist_ok=True)


def _compile(program: Path) -> None:
    """Compile everything; by content, because unpacking changes the times."""
    words = ("-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash", "-s", str(program.parent))
    subprocess.run([sys.executable, *words, str(program)], check=True)


def _starts(platform: Platform) -> dict[str, bytes]:
    """Give what a person clicks and, for Linux, the script behind it, which a click would open in an editor."""
    if platform.is_windows:
        return {platform.start: start_script(r"program\python\python.exe")}
    script = (
        "#!/bin/sh",
        'cd "$(dirname "$0")" || exit 2',
        f'program/python/bin/python{_MINOR} -I -m kexie_excel window "$@" && exit 0',
        "printf '按回车关闭这个窗口。'",
        "read -r _",
        "exit 2",
    )
    entry = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.0",
        "Name=开始",
        "Comment=绩效评估：发表、收表、核对、汇总",
        # %k is where this file lies: the folder may be anywhere, and be moved
        r'Exec=sh -c "cd \\"\\$(dirname \\"\\$1\\")\\" && exec ./开始.sh" sh %k',
        "Terminal=true",
    )
    named = {"开始.sh": script, platform.start: entry}
    return {name: "".join(f"{line}\n" for line in lines).encode() for name, lines in named.items()}


def _require_plain_names(top: Path, program: Path) -> None:
    """Refuse names below that some unpacking program spoils, or that get too long."""
    for name, _path in _files(program):
        if not name.isascii():
            raise PackError(f"not every unpacking program keeps this name: {name}")
        if len(f"{top.name}/{program.name}/{name}") > _LONGEST:
            raise PackError(f"this name is too long: {name}")


def _pack(platform: Platform, top: Path, out: Path) -> None:
    """Pack the folder, with fixed times and the right to be run kept."""
    if not platform.is_windows:
        with tarfile.open(out, "w:gz") as tar:
            tar.add(top, top.name, filter=_for_everyone)
        return
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in _files(top.parent):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())


def _for_everyone(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Give an entry to nobody in particular; programs, the start and folders may be run."""
    runs = entry.isdir() or entry.name.endswith((".sh", ".desktop")) or "/bin/" in entry.name
    return entry.replace(mode=0o755 if runs else 0o644, uid=0, gid=0, uname="", gname="", deep=False)


if __name__ == "__main__":
    sys.exit(main())
