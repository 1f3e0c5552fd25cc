"""List the packages: the four folders with all their subpackages, under the namespace `kredslob`.

Everything else stands in pyproject.toml. This is here because setuptools finds packages by folder, and has no way to
say in pyproject.toml that what it finds belongs under a namespace that has no folder.
"""

from setuptools import find_packages, setup

FOLDERS = ("rules", "engine", "scenarios", "cli")

setup(
    packages=[
        f"kredslob.{name}" for name in find_packages(include=[pattern for f in FOLDERS for pattern in (f, f"{f}.*")])
    ]
)
