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

    def missing_tools(self):
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


def _ours(form, *options, heap=None):
    env = {"PROJECT_EXPORT_JAVA_OPTIONS": heap} if heap else {}

    def steps(project, out):
        return [Step([[LAUNCHER, "export", project, "-o", out, "--format", form, "--progress", "none", *options]], env=env)]

    return steps


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


def _unpack(*command):
    """Of the project's archive, which `archived` has made before."""
    return lambda project, out: [Step([[sys.executable, UNPACK, archived(project), out, *command]])]


def archived(project):
    """The path of the archive that is unpacked."""
    return project.with_name("project.tar")


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
    Case("ours-zip", "**zip**", _ours("zip"), ours=True),
    Case("ours-tar", "**tar**", _ours("tar"), ours=True),
    Case("ours-tar.gz", "**tar.gz**", _ours("tar.gz"), ours=True),
    Case("ours-tar.zst", "**tar.zst**", _ours("tar.zst"), ours=True),
    Case("ours-zip-once", "**zip** `--lfs-media once`", _ours("zip", "--lfs-media", "once"), ours=True),
    Case("ours-zip-libdeflate", "**zip** `--deflate libdeflate`", _ours("zip", "--deflate", "libdeflate"), ours=True),
    Case("ours-zip-media", "**zip** `--compress-media`", _ours("zip", "--compress-media"), ours=True),
    Case("ours-tar.gz-media", "**tar.gz** `--compress-media`", _ours("tar.gz", "--compress-media"), ours=True),
    Case("ours-tar.zst-media", "**tar.zst** `--compress-media`", _ours("tar.zst", "--compress-media"), ours=True),
    Case("ours-zip-verify", "**zip** `--verify`", _ours("zip", "--verify"), ours=True),
    Case("ours-zip-stopped", "**zip**, killed at half and resumed", _stopped("zip"), ours=True),
    Case("journal-with", "**zip** by `JournalCost`, with checkpoints", _journal("with", "zip"), ("java",), ours=True),
    Case("journal-without", "**zip** by `JournalCost`, without", _journal("without", "zip"), ("java",), ours=True),
    Case("bsdtar-x", "`bsdtar -xf`", _unpack("bsdtar", "-xf", "{archive}", "-C", "{folder}"), ("bsdtar",)),
    Case("ours-import", "**import** of a tar", _unpack(str(LAUNCHER), "import", "--progress", "none", "{archive}", "{folder}"), ours=True),
    Case("ours-zip-256m", "**zip**, `-Xmx256m`", _ours("zip", heap="-Xmx256m"), ours=True),
    Case("ours-tar-256m", "**tar**, `-Xmx256m`", _ours("tar", heap="-Xmx256m"), ours=True),
)}
