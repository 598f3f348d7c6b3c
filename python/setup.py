"""Builds the package, as ``pyproject.toml`` describes it; and wheels that carry the program.

The environment variable ``PROJECT_EXPORT_PROGRAM`` names the folder of a distribution, which then becomes part of the
package, with a command ``project-export`` that runs it. ``PROJECT_EXPORT_PLATFORM`` is the wheel's platform tag if that
folder has a Java of its own; otherwise the wheel is for any platform.
"""

import os
import shutil

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

try:
    from setuptools.command.bdist_wheel import bdist_wheel  # since setuptools 70.1
except ImportError:
    from wheel.bdist_wheel import bdist_wheel

PROGRAM = os.environ.get("PROJECT_EXPORT_PROGRAM")
PLATFORM = os.environ.get("PROJECT_EXPORT_PLATFORM", "any")


class BuildWithProgram(build_py):
    """Copies the program into the package. They are not package data, which would lose their modes."""

    def run(self):
        super().run()
        if PROGRAM:
            shutil.copytree(PROGRAM, os.path.join(self.build_lib, "project_export", "program"), dirs_exist_ok=True)


class ForPlatform(Distribution):
    """With native programs, if it is for one platform."""

    def has_ext_modules(self):
        return PLATFORM != "any"


class WheelForPlatform(bdist_wheel):
    """For every Python 3."""

    def get_tag(self):
        return "py3", "none", PLATFORM


setup(
    distclass=ForPlatform,
    cmdclass={"build_py": BuildWithProgram, "bdist_wheel": WheelForPlatform},
    entry_points={"console_scripts": ["project-export = project_export.__main__:main"]} if PROGRAM else {},
)
