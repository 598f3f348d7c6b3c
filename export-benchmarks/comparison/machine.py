"""What the figures were measured on and with. No host, user or path is among it."""
import os
import platform
import shutil
import subprocess

from .cases import BEFORE, CHECKOUT, NEWER_JDK, SEVEN_ZIPS, THIS

COMMANDS = {
    "GNU tar": ["tar", "--version"], "Info-ZIP zip": ["zip", "-v"], "pigz": ["pigz", "--version"],
    "zstd": ["zstd", "--version"], "Git": ["git", "--version"], "Git LFS": ["git-lfs", "version"],
    "Java": ["java", "-version"], "coreutils": ["cat", "--version"],
}


def _first_line(command):
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except OSError:
        return None
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    if command[0] == "zip":  # its first line is the copyright
        lines = [line for line in lines if line.startswith("This is Zip")] or lines
    return lines[0].strip("* ") if lines else None


def _field(path, name):
    with open(path) as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith(name)), "unknown")


def facts(work):
    """The machine, for the page and for telling one machine from another."""
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) * 1024
    kind = subprocess.run(["stat", "-f", "-c", "%T", str(work)], capture_output=True, text=True, check=False).stdout.strip()
    return {"processor": f"{os.cpu_count()} × {_field('/proc/cpuinfo', 'model name')}",
            "memory": f"{memory / 1e9:.0f} GB", "system": f"{platform.system()} {platform.release()}",
            "file system": kind or "unknown"}


def versions():
    """Each tool that is there, with what it says of itself."""
    found = {name: _first_line(command) for name, command in COMMANDS.items() if shutil.which(command[0])}
    seven_zip = next((tool for tool in SEVEN_ZIPS if shutil.which(tool)), None)
    if seven_zip:
        found["7-Zip"] = _first_line([seven_zip])
    if NEWER_JDK.java_home:
        found["newer JDK"] = _first_line([str(NEWER_JDK.java_home / "bin" / "java"), "-version"])
    if BEFORE.checkout:
        found["the build before"] = _revision(BEFORE.checkout)
    found["Python"] = platform.python_version()
    return {name: version for name, version in found.items() if version}


def build(work):
    """Lets the launchers build the program if need be, so that no run has to."""
    if NEWER_JDK.java_home:
        NEWER_JDK.checkout = _copy_of_checkout(work / "newer-jdk")
    for each in (THIS, BEFORE, NEWER_JDK):
        if each.checkout:
            subprocess.run([str(each.launcher), "--version"], check=True, stdout=subprocess.DEVNULL, env={**os.environ, **each.env()})


def _copy_of_checkout(folder):
    """A launcher keeps what it has prepared for one JDK only, so another one needs another checkout."""
    if not folder.exists():
        subprocess.run(["git", "clone", "-q", "--no-checkout", str(CHECKOUT), str(folder)], check=True)
    head = subprocess.run(["git", "-C", str(CHECKOUT), "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run(["git", "-C", str(folder), "fetch", "-q", str(CHECKOUT), "HEAD"], check=True)
    subprocess.run(["git", "-C", str(folder), "checkout", "-q", head], check=True)
    return folder


def product():
    """Which state of this project is measured."""
    return _revision(CHECKOUT)


def _revision(checkout):
    revision = _first_line(["git", "-C", str(checkout), "rev-parse", "--short=10", "HEAD"]) or "unknown"
    dirty = _first_line(["git", "-C", str(checkout), "status", "--porcelain", "--untracked-files=no"])
    return revision + (" with changes" if dirty else "")
