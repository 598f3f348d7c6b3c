"""The project's own targets, and whether the figures reach them."""
import statistics
from dataclasses import dataclass

from . import linear
from .cases import CASES
from .corpora import Corpus

MEMORY_LIMIT = 350e6
MARGINAL_LIMIT = 1.15
ALLOCATED_LIMIT = 0.06
MINUTES_FOR_10_GB = 5


@dataclass
class Verdict:
    """A line of the table of targets. `reached` is None where it was not measured."""

    what: str
    limit: str
    measured: str = "not measured"
    spread: str = ""
    reached: bool = None


def _ratio(what, group, case, peer, limit, figure="seconds"):
    def judge(results, _):
        verdict = Verdict(what, f"{limit:g} ×")
        ours, theirs = results.median(figure, group, case), results.median(figure, group, peer)
        if ours is not None and theirs:
            pairs = results.ratios(figure, group, case, peer)
            verdict.measured = f"{ours / theirs:.3f} ×"
            verdict.spread = f"{min(pairs):.3f}–{max(pairs):.3f}" if pairs else ""
            verdict.reached = ours / theirs <= limit
        return verdict

    return judge


def _allocated(what, group, case):
    def judge(results, _):
        verdict = Verdict(what, f"{100 * ALLOCATED_LIMIT:g} %")
        parts = [run["allocated_bytes"] / run["archive_bytes"] for run in results.good(group, case)]
        if parts:
            median = statistics.median(parts)
            verdict.measured, verdict.reached = f"{100 * median:.1f} %", median <= ALLOCATED_LIMIT
            verdict.spread = f"{100 * min(parts):.1f}–{100 * max(parts):.1f}"
        return verdict

    return judge


def _on(kind):
    """What is asked of a file system whose files can share blocks."""
    return (
        _allocated(f"{kind}, zip: newly allocated, of the archive", kind, "ours-zip"),
        _allocated(f"{kind}, tar: newly allocated, of the archive", kind, "ours-tar"),
        _ratio(f"{kind}, zip, time: that with every byte copied", kind, "ours-zip", "ours-zip-unshared", 0.6),
        _ratio(f"{kind}, tar, time: that with every byte copied", kind, "ours-tar", "ours-tar-unshared", 0.6),
        _ratio(f"{kind}, import of a tar, time: that of `bsdtar -xf`", kind, "ours-import", "bsdtar-x", 0.5),
    )


def _pairs(what, group, case, peer, limit, more_seconds=0):
    """The median over the pairs of runs that followed each other; `more_seconds` may be added to the limit."""

    def judge(results, _):
        shown = f"{limit:g} × + {more_seconds:g} s" if more_seconds else f"{limit:g} ×"
        verdict = Verdict(what, shown)
        pairs = results.ratios("seconds", group, case, peer)
        if pairs:
            measured = statistics.median(pairs)
            allowed = limit + more_seconds / results.median("seconds", group, peer)
            verdict.measured, verdict.spread = f"{measured:.3f} ×", f"{min(pairs):.3f}–{max(pairs):.3f}"
            verdict.limit += f" = {allowed:.3f} ×" if more_seconds else ""
            verdict.reached = measured <= allowed
        return verdict

    return judge


def _seconds(what, pick, limit, shown):
    def judge(results, plan):
        group, corpus, case = pick(plan)
        verdict = Verdict(what, shown)
        runs = [run["seconds"] for run in results.good(group, case, corpus)]
        if runs:
            median = results.median("seconds", group, case, corpus)
            verdict.measured, verdict.reached = f"{median:.2f} s", median <= limit
            verdict.spread = f"{min(runs):.2f}–{max(runs):.2f}"
        return verdict

    return judge


def _memory(results, _):
    verdict = Verdict("peak resident memory of this program, in every case", f"{MEMORY_LIMIT / 1e6:.0f} MB")
    peaks = [(run["peak_bytes"], run) for run in results.data["runs"] if "error" not in run and CASES[run["case"]].ours]
    if peaks:
        most, run = max(peaks, key=lambda each: each[0])
        verdict.measured, verdict.reached = f"{most / 1e6:.0f} MB", most <= MEMORY_LIMIT
        verdict.spread = f"{CASES[run['case']].title} of {Corpus.named(run['corpus']).title}"
    return verdict


def _small_heap(results, plan):
    group = plan["memory"]
    verdict = Verdict(f"{group.corpora[0].title} with a heap of 256 MB", "ends well")
    ours = [name for name in group.cases if CASES[name].ours]
    errors = [results.error(group.name, name) for name in ours]
    done = [bool(results.good(group.name, name)) for name in ours]
    if any(errors) or all(done):
        verdict.reached = not any(errors)
        verdict.measured = f"failed: {next(filter(None, errors))}" if any(errors) else "ended well"
    return verdict


def _linear(what, group, case):
    def judge(results, plan):
        verdict = Verdict(what, f"{MARGINAL_LIMIT:g} ×")
        ratio = linear.marginal_ratio(results, plan[group], case)
        if ratio is not None:
            verdict.measured, verdict.reached = f"{ratio:.2f} ×", ratio < MARGINAL_LIMIT
        return verdict

    return judge


TARGETS = (
    _ratio("zip, time: that of `cat`", "film", "ours-zip", "cat", 1.25),
    _ratio("zip, time: that of `zip -0`", "film", "ours-zip", "zip-0", 0.33),
    _ratio("zip, CPU: that of the build before", "film", "ours-zip", "before-zip", 0.75, "cpu_seconds"),
    _ratio("zip `--lfs-media once`, time: that of zip by the build before", "film", "ours-zip-once", "before-zip", 0.55),
    _ratio("zip `--lfs-media once`, CPU: that of zip by the build before", "film", "ours-zip-once", "before-zip", 0.55, "cpu_seconds"),
    _ratio("zip `--lfs-media once`, size: that of zip by the build before", "film", "ours-zip-once", "before-zip", 0.53, "archive_bytes"),
    _ratio("zip `--lfs-media once`, time: that of `cat`", "film", "ours-zip-once", "cat", 0.75),
    _ratio("tar, time: that of GNU tar", "film", "ours-tar", "gnu-tar", 0.75),
    _ratio("tar.gz, time: that of `tar \\| pigz -6`", "film", "ours-tar.gz", "tar-pigz", 0.12),
    _ratio("tar.gz, size: that of `tar \\| pigz -6`", "film", "ours-tar.gz", "tar-pigz", 1.08, "archive_bytes"),
    _ratio("tar.gz `--compress-media`, time: that of `tar \\| pigz -6`", "film", "ours-tar.gz-media", "tar-pigz", 0.30),
    _ratio("tar.gz `--compress-media`, size: that of `tar \\| pigz -6`",
           "film", "ours-tar.gz-media", "tar-pigz", 1.02, "archive_bytes"),
    _ratio("tar.zst, time: that of `tar \\| zstd -T0 -3`", "film", "ours-tar.zst", "tar-zstd", 0.5),
    _ratio("tar.zst `--compress-media`, time: that of `tar \\| zstd -T0 -3`", "film", "ours-tar.zst-media", "tar-zstd", 1.0),
    _ratio("tar.zst `--compress-media`, size: that of `tar \\| zstd -T0 -3`",
           "film", "ours-tar.zst-media", "tar-zstd", 1.02, "archive_bytes"),
    _ratio("zip `--compress-media`, time: that of 7-Zip", "film", "ours-zip-media", "7zip", 0.25),
    _ratio("zip `--compress-media`, size: that of 7-Zip", "film", "ours-zip-media", "7zip", 1.02, "archive_bytes"),
    _ratio("zip, time: that of the Python backend", "film", "ours-zip", "python", 0.03),
    _ratio("small texts, zip, time: that of `zip -6`", "small", "ours-zip", "zip-6", 0.55),
    _ratio("small texts, zip `--deflate libdeflate`, time: that of `zip -6`", "small", "ours-zip-libdeflate", "zip-6", 0.45),
    _ratio("small texts, zip, size: that of `zip -6`", "small", "ours-zip", "zip-6", 1.05, "archive_bytes"),
    _ratio("small texts, tar, time: that of GNU tar `--format=posix`", "small", "ours-tar", "gnu-tar-posix", 1.2),
    _seconds("a project of 1 MB, zip", lambda plan: ("tiny", None, "ours-zip"), 0.55, "0.55 s"),
    _seconds("a project of 1 MB, zip, on the newer JDK", lambda plan: ("tiny", None, "newer-zip"), 0.45, "0.45 s"),
    _seconds("`--version`", lambda plan: ("tiny", None, "ours-version"), 0.15, "0.15 s"),
    _seconds("the largest of the sizes below (10 GB), zip",
             lambda plan: ("sizes", plan["sizes"].corpora[-1].name, "ours-zip"), 60 * MINUTES_FOR_10_GB,
             f"{MINUTES_FOR_10_GB} min"),
    _pairs("zip, time with a journal: that without", "safety", "journal-with", "journal-without", 1.03),
    _pairs("zip, time of a run that was killed and resumed: that of one that was not", "safety", "ours-zip-stopped", "ours-zip", 1.15, 1.5),
    _pairs("zip `--verify`, time: that without", "safety", "ours-zip-verify", "ours-zip", 2.0),
    _ratio("import of a tar, time: that of `bsdtar -xf`", "import", "ours-import", "bsdtar-x", 0.9),
    _ratio("import of `--lfs-media once`, time: that of a zip with both", "import", "ours-import-once", "ours-import-zip", 1.1),
    *_on("xfs"),
    *_on("btrfs"),
    _ratio("btrfs, import of `--lfs-media once`, time: that of a zip with both", "btrfs", "ours-import-once", "ours-import-zip", 0.6),
    _ratio("1,000,000 texts, zip, a heap of 256 MB, time: that of the build before", "memory", "ours-zip-256m", "before-zip-256m", 0.6),
    _memory,
    _small_heap,
    _linear("zip: marginal cost of a GB, at the end to at the start", "sizes", "ours-zip"),
    _linear("zip: marginal cost of a file, at the end to at the start", "files", "ours-zip"),
    _linear("tar: marginal cost of a file, at the end to at the start", "files", "ours-tar"),
)


def verdicts(results, plan):
    """All targets, judged. `plan` has the groups by name."""
    return [judge(results, plan) for judge in TARGETS]
