"""What is installed is what stands in the four folders: every module and every data file, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tree import FOLDERS, ROOT, files, sources


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Give the names of the files in the wheel that the project builds, built from a copy of what would be committed."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for path in files():
        if path.parts[0] in FOLDERS or len(path.parts) == 1:
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, copy / path)
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(out)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=copy, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def test_every_file_of_the_packages_is_installed(installed: set[str]) -> None:
    """Each committed file of the four folders stands in the wheel, except what only translators need."""
    wanted = {f"kredslob/{path.as_posix()}" for path in files() if path.parts[0] in FOLDERS and path.suffix != ".po"}
    assert sorted(wanted - installed) == []


def test_nothing_else_is_installed(installed: set[str]) -> None:
    """The wheel holds no tests, no benchmarks, and no package outside the namespace."""
    assert [name for name in installed if not name.startswith(tuple(f"kredslob/{folder}/" for folder in FOLDERS))] == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in sources()}), ids=str)
def test_every_folder_of_modules_is_a_package(folder: Path) -> None:
    """A folder without __init__.py would be passed over by setuptools, silently."""
    assert (ROOT / folder / "__init__.py").is_file()


def test_the_namespace_itself_has_no_module() -> None:
    """`kredslob` is a namespace: other distributions may add to it, and no file stands above the four packages."""
    assert [path for path in files() if path.parts[0] == "kredslob" or path.name == "__init__.py" == str(path)] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_package_tells_that_it_is_typed(folder: str) -> None:
    """Each package carries py.typed, so that type checkers use our annotations."""
    assert Path(folder, "py.typed") in files()
