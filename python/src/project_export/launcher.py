"""Finds the program that a sidecar runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path

from .errors import SidecarError

LAUNCHER = "project-export"
# The folder of a distribution, in wheels that contain it.
PROGRAM = Path(__file__).parent / "program"
MAIN_CLASS = "org.projectexporter.cli.Main"
OLDEST_JAVA = 17
# Without native access, Java 24 and newer print a warning when a library is loaded (JEP 472); 17 and newer know the flag.
_JVM_OPTIONS = ("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx1g", "--enable-native-access=ALL-UNNAMED")


def find_command(home: str | PathLike[str] | None, environment: Mapping[str, str]) -> Sequence[str]:
    """The command to run, without arguments: the launcher, or Java with the jars.

    Searched in ``home``, else in ``PROJECT_EXPORT_HOME``, else in this package, else on the PATH.

    :param home: a checkout; or the folder of a distribution; or a folder of jars; or one jar, in the same folder as the
        others
    :raises SidecarError: if nothing is found; the message lists the places searched
    """
    place = home or environment.get("PROJECT_EXPORT_HOME")
    if place:
        return _in_home(Path(place), environment)
    if PROGRAM.is_dir():
        return bundled_command()
    found = shutil.which(LAUNCHER, path=environment.get("PATH"))
    if found is None:
        raise SidecarError(
            f"cannot find {LAUNCHER}: it is not on the PATH and PROJECT_EXPORT_HOME is not set; "
            "set it to a checkout of Project Exporter, or pass a home or a command to Sidecar"
        )
    return [found]


def bundled_command() -> Sequence[str]:
    """The command that runs the program in this package.

    :raises SidecarError: if this package was installed without the program
    """
    if not PROGRAM.is_dir():
        raise SidecarError("this package was installed without the program; install a wheel that contains it")
    return [str(PROGRAM / "bin" / (LAUNCHER + (".cmd" if os.name == "nt" else "")))]


def _in_home(home: Path, environment: Mapping[str, str]) -> Sequence[str]:
    for launcher in (home / LAUNCHER, home / "bin" / LAUNCHER):
        if launcher.is_file() and os.access(launcher, os.X_OK):
            return [str(launcher)]
    jars = [home] if home.is_file() and home.suffix == ".jar" else sorted(home.glob("*.jar"))
    if not jars:
        raise SidecarError(f"cannot find {LAUNCHER} in {home}: it contains neither an executable {LAUNCHER} nor a jar")
    folder = jars[0].parent
    return [find_java(environment), *_JVM_OPTIONS, "-cp", os.pathsep.join([str(jars[0]), f"{folder}{os.sep}*"]), MAIN_CLASS]


def java_of(command: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """The program Java with which the command runs: the launcher's own, or the one that it will find.

    :returns: None if the command is neither the launcher nor Java
    :raises SidecarError: if the launcher will not find it
    """
    program = Path(command[0])
    if program.name == "java":
        return command[0]
    if program.stem != LAUNCHER:
        return None
    own = program.resolve().parent.parent / "runtime" / "bin" / "java"
    return str(own) if own.is_file() else find_java(environment)


def find_java(environment: Mapping[str, str]) -> str:
    """The program Java.

    :raises SidecarError: if there is none, or ``JAVA_HOME`` is set and does not have it
    """
    java_home = environment.get("JAVA_HOME")
    if java_home:
        program = Path(java_home, "bin", "java")
        if not os.access(program, os.X_OK):
            raise SidecarError(
                f"JAVA_HOME is {java_home}, which has no program bin/java; correct it, or unset it to use the PATH"
            )
        return str(program)
    found = shutil.which("java", path=environment.get("PATH"))
    if found is None:
        raise SidecarError(
            f"cannot find Java: it is not on the PATH and JAVA_HOME is not set; install a JRE {OLDEST_JAVA} or newer"
        )
    return found
