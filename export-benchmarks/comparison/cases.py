"""The programs that are compared: ours in all formats, and its peers. A case is a list of steps; a step is a pipe of commands."""
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import corpora

CHECKOUT = Path(__file__).resolve().parents[2]
LAUNCHER = CHECKOUT / "project-export"
BACKEND = Path(__file__).with_name("backend.py")
STOPPED = Path(__file__).with_name("stopped.py")
UNPACK = Path(__file__).with_name("unpack.py")
JARS = CHECKOUT / "export-benchmarks" / "target"
SEVEN_ZIPS = ("7zz", "7z", "7za")
UNSHARED = "-Dorg.projectexporter.sharing=false"


@dataclass(eq=False)
class Build:
    """A checkout whose launcher is measured, and the JDK that it was built with and runs on: None is the launcher's choice."""

    checkout: Path = None
    java_home: Path = None

    @property
    def launcher(self):
        return self.checkout / "project-export"

    def env(self):
        return {"JAVA_HOME": str(self.java_home)} if self.java_home else {}


THIS = Build(CHECKOUT)
BEFORE = Build()  # --before
NEWER_JDK = Build()  # --newer-jdk


@dataclass
class Step:
    """Commands joined by pipes, the last one's output into `stdout` if that is given."""

    pipe: list
    stdout: Path = None
    cwd: Path = None
    env: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One way to make an archive. `tools` lists what must be on the PATH: a tuple is a choice."""

    name: str
    title: str
    steps: object
    tools: tuple = ()
    ours: bool = False
    disk_factor: float = 1.0  # what it takes at most on disk, of what it reads
    build: Build = THIS
    unpacks: str = None  # the name of the archive that is read instead of the project

    def reads(self, project):
        """The project, or its archive."""
        return project.with_name(self.unpacks) if self.unpacks else project

    def missing_tools(self):
        if self.build.checkout is None:
            return ["another build, see --before and --newer-jdk"]
        choices = [tool if isinstance(tool, tuple) else (tool,) for tool in self.tools]
        return [" or ".join(choice) for choice in choices if not any(map(shutil.which, choice))]


def _cat(project, out):
    return [Step([["find", project.name, "-type", "f", "-print0"], ["xargs", "-0", "cat"]], stdout=out, cwd=project.parent)]


def _tar(*options):
    return lambda project, out: [Step([["tar", *options, "-cf", out, "-C", project.parent, project.name]])]


def _tar_into(*compressor):
    return lambda project, out: [Step([["tar", "-cf", "-", "-C", project.parent, project.name], compressor], stdout=out)]


def _zip(level):
    return lambda project, out: [Step([["zip", level, "-q", "-r", "-y", out, project.name]], cwd=project.parent)]


def _seven_zip(project, out):
    tool = next(tool for tool in SEVEN_ZIPS if shutil.which(tool))
    return [Step([[tool, "a", "-tzip", "-mx1", "-mmt2", "-bd", out, project.name]], cwd=project.parent)]


def _python(project, out):
    staging = out.with_name("staging")
    staging.mkdir()
    return [Step([[sys.executable, BACKEND, project, staging, out]])]


def _ours(form, *options, java=(), build=THIS):
    def steps(project, out):
        env = {**build.env(), "PROJECT_EXPORT_JAVA_OPTIONS": " ".join(java)}
        return [Step([[build.launcher, "export", project, "-o", out, "--format", form, "--progress", "none", *options]], env=env)]

    return steps


def _export(name, title, form, *options, java=(), build=THIS):
    return Case(name, title, _ours(form, *options, java=java, build=build), ours=build is not BEFORE, build=build)


def _version(name, title, build):
    def steps(_, out):
        return [Step([[build.launcher, "--version"]], stdout=out, env=build.env())]

    return Case(name, title, steps, ours=True, build=build)


def _stopped(form):
    def steps(project, out):
        half = corpora.measure(project)["bytes"] // 2
        return [Step([[sys.executable, STOPPED, LAUNCHER, project, out, half, "--format", form, "--progress", "none"]])]

    return steps


def _journal(how, form):
    """The jars of the benchmarks, since the program itself has no export without a journal."""

    def steps(project, out):
        jar = next(JARS.glob("export-benchmarks-*.jar"), "export-benchmarks/target has no jar; see its README")
        java = ["java", "-XX:+UseSerialGC", "-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-cp", jar]
        return [Step([[*java, "org.projectexporter.benchmarks.JournalCost", how, project, out, form]])]

    return steps


def _unpack(archive, *command):
    return lambda project, out: [Step([[sys.executable, UNPACK, project.with_name(archive), out, *command]])]


def _import(name, title, archive):
    steps = _unpack(archive, str(LAUNCHER), "import", "--progress", "none", "{archive}", "{folder}")
    return Case(name, title, steps, ours=True, unpacks=archive)


# What is unpacked, by the case that makes it.
ARCHIVES = {"project.tar": "ours-tar", "project.zip": "ours-zip", "once.zip": "ours-zip-once"}

CASES = {case.name: case for case in (
    Case("cat", "`cat` of all files into one", _cat, ("find", "xargs")),
    Case("gnu-tar", "GNU tar", _tar(), ("tar",)),
    Case("gnu-tar-posix", "GNU tar `--format=posix`", _tar("--format=posix"), ("tar",)),
    Case("zip-0", "`zip -0`", _zip("-0"), ("zip",)),
    Case("zip-6", "`zip -6`", _zip("-6"), ("zip",)),
    Case("tar-pigz", "`tar \\| pigz -6`", _tar_into("pigz", "-6"), ("tar", "pigz")),
    Case("tar-zstd", "`tar \\| zstd -T0 -3`", _tar_into("zstd", "-T0", "-3", "-q"), ("tar", "zstd")),
    Case("7zip", "7-Zip `-tzip -mx1 -mmt2`", _seven_zip, (SEVEN_ZIPS,)),
    Case("python", "Python: staging copy, bundle, `zipfile`", _python, ("git",), disk_factor=2.1),
    _export("ours-zip", "**zip**", "zip"),
    _export("ours-tar", "**tar**", "tar"),
    _export("ours-tar.gz", "**tar.gz**", "tar.gz"),
    _export("ours-tar.zst", "**tar.zst**", "tar.zst"),
    _export("ours-zip-once", "**zip** `--lfs-media once`", "zip", "--lfs-media", "once"),
    _export("ours-zip-libdeflate", "**zip** `--deflate libdeflate`", "zip", "--deflate", "libdeflate"),
    _export("ours-zip-media", "**zip** `--compress-media`", "zip", "--compress-media"),
    _export("ours-tar.gz-media", "**tar.gz** `--compress-media`", "tar.gz", "--compress-media"),
    _export("ours-tar.zst-media", "**tar.zst** `--compress-media`", "tar.zst", "--compress-media"),
    _export("ours-zip-verify", "**zip** `--verify`", "zip", "--verify"),
    _export("ours-zip-unshared", "**zip**, every byte copied", "zip", java=(UNSHARED,)),
    _export("ours-tar-unshared", "**tar**, every byte copied", "tar", java=(UNSHARED,)),
    _export("ours-zip-256m", "**zip**, `-Xmx256m`", "zip", java=("-Xmx256m",)),
    _export("ours-tar-256m", "**tar**, `-Xmx256m`", "tar", java=("-Xmx256m",)),
    _export("before-zip", "zip, the build before", "zip", build=BEFORE),
    _export("before-tar", "tar, the build before", "tar", build=BEFORE),
    _export("before-zip-256m", "zip, `-Xmx256m`, the build before", "zip", java=("-Xmx256m",), build=BEFORE),
    _export("newer-zip", "**zip**, on the newer JDK", "zip", build=NEWER_JDK),
    _version("ours-version", "**`--version`**", THIS),
    _version("newer-version", "**`--version`**, on the newer JDK", NEWER_JDK),
    Case("ours-zip-stopped", "**zip**, killed at half and resumed", _stopped("zip"), ours=True),
    Case("journal-with", "**zip** by `JournalCost`, with checkpoints", _journal("with", "zip"), ("java",), ours=True),
    Case("journal-without", "**zip** by `JournalCost`, without", _journal("without", "zip"), ("java",), ours=True),
    Case("bsdtar-x", "`bsdtar -xf`", _unpack("project.tar", "bsdtar", "-xf", "{archive}", "-C", "{folder}"), ("bsdtar",),
         unpacks="project.tar"),
    _import("ours-import", "**import** of a tar", "project.tar"),
    _import("ours-import-zip", "**import** of a zip", "project.zip"),
    _import("ours-import-once", "**import** of a zip, `--lfs-media once`", "once.zip"),
)}
