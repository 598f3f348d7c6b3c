"""What is measured together: which cases, on what, how often."""
from dataclasses import dataclass

from .cases import CASES
from .corpora import DISK_FACTOR, MIB, Corpus

FILM_MB = 2048
SIZES_GB = (1, 2, 5, 10)
FILE_SYSTEMS = ("xfs", "btrfs")
FILE_COUNTS = (1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Group:
    """Cases that take turns, on each corpus, so many times."""

    name: str
    corpora: tuple
    cases: tuple
    runs: int
    cold: bool = False
    file_system: str = None  # the project, what is unpacked and what is made are on a new one of this kind

    def chosen(self, only):
        """The cases that the words of --only name: a group, a case, or GROUP/CASE; all without any."""
        return [CASES[name] for name in self.cases
                if not only or {self.name, name, f"{self.name}/{name}"} & set(only)]


def groups(scale, runs):
    """All groups, with `scale` times as much to export; what takes longest runs three times at most, what
    differs least nine times."""
    few, many = min(runs, 3), runs if runs < 5 else runs + 4

    def film(mb):
        return Corpus("film", max(1, round(mb * scale)))

    def files(count):
        return Corpus("files", max(1, round(count * scale)))

    ours = ("ours-zip", "ours-tar", "ours-tar.gz", "ours-tar.zst")
    sharing = ("ours-zip", "ours-zip-unshared", "ours-tar", "ours-tar-unshared")
    imports = ("ours-import", "bsdtar-x", "ours-import-zip", "ours-import-once")
    return (
        Group("film", (film(FILM_MB),),
              ("cat", "ours-zip", "ours-zip-once", "before-zip", "gnu-tar", *ours[1:], "zip-0", "tar-zstd", "ours-tar.zst-media", "tar-pigz", "ours-tar.gz-media",
               "7zip", "ours-zip-media", "zip-6", "python"), runs),
        Group("tiny", (Corpus("film", 1),), ("ours-zip", "newer-zip", "ours-version", "newer-version", "gnu-tar"), runs),
        Group("small", (files(200_000),), ("ours-zip", "zip-6", "ours-zip-libdeflate", "before-zip", "ours-tar", "gnu-tar-posix", "before-tar"), runs),
        Group("sizes", tuple(film(gb * 1e9 / DISK_FACTOR / MIB) for gb in SIZES_GB),
              ("ours-zip", "cat", "gnu-tar", "zip-0"), few),
        Group("files", tuple(files(count) for count in FILE_COUNTS), ("ours-zip", "ours-tar", "gnu-tar", "zip-6"), few),
        Group("memory", (files(1_000_000),), ("ours-zip-256m", "before-zip-256m", "ours-tar-256m", "gnu-tar"), 1),
        Group("safety", (film(FILM_MB),),
              ("ours-zip", "ours-zip-verify", "ours-zip-stopped", "journal-with", "journal-without"), many),
        Group("import", (film(FILM_MB),), imports, runs),
        *(Group(kind, (film(FILM_MB),), (*sharing, *imports), few, file_system=kind) for kind in FILE_SYSTEMS),
        Group("cold", (film(FILM_MB),), ("cat", "gnu-tar", "zip-0", "tar-zstd", *ours), 1, cold=True),
    )


def words(all_groups):
    """All that --only understands, but for GROUP/CASE."""
    return [group.name for group in all_groups] + list(CASES)
