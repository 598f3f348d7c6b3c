"""The tables of the page, in Markdown."""
from . import linear
from .cases import CASES
from .corpora import Corpus
from .targets import verdicts

NOTHING = "Not measured."


def _table(head, rows):
    if not rows:
        return NOTHING
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def _seconds(runs):
    values = sorted(run["seconds"] for run in runs)
    return f"{values[0]:.2f}–{values[-1]:.2f}"


def of_targets(results, plan):
    said = {True: "reached", False: "**not reached**", None: ""}
    return _table(["target", "at most", "measured", "range", ""],
                  [[v.what, v.limit, v.measured, v.spread, said[v.reached]] for v in verdicts(results, plan)])


def of_machine(results):
    return _table(["", ""], [[name, value] for name, value in results.data["machine"].items()])


def of_versions(results):
    skipped = [f"Skipped: {name} ({why})." for name, why in results.data["skipped"].items()]
    found = _table(["", ""], [[name, value] for name, value in results.data.get("versions", {}).items()])
    return "\n\n".join([found, *skipped])


def of_group(results, group, reference):
    """A row for each case that was measured, the fastest first, and one for each that failed; times as multiples of one case."""
    base = results.median("seconds", group.name, reference)
    rows, failed = [], []
    for name in group.cases:
        runs = results.good(group.name, name)
        if runs:
            rows.append((results.median("seconds", group.name, name), _row(results, group, name, runs, base)))
        elif results.error(group.name, name):
            failed.append([CASES[name].title, f"failed: {results.error(group.name, name)}", *[""] * (6 if group.file_system else 5)])
    head = ["", "seconds", "range", f"× {CASES[reference].title}", "CPU s per GB", "peak MB", "archive MB"]
    if group.file_system:
        head.append("newly allocated MB")
    return _table(head, [row for _, row in sorted(rows)] + failed)


def _row(results, group, name, runs, base):
    seconds = results.median("seconds", group.name, name)
    gigabytes = results.data["corpora"][runs[0]["corpus"]]["bytes"] / 1e9
    allocated = [f"{results.median('allocated_bytes', group.name, name) / 1e6:,.1f}"] if group.file_system else []
    return [CASES[name].title, f"{seconds:.2f}", _seconds(runs), f"{seconds / base:.2f}" if base else "",
            f"{results.median('cpu_seconds', group.name, name) / gigabytes:.2f}",
            f"{max(run['peak_bytes'] for run in runs) / 1e6:.0f}",
            f"{results.median('archive_bytes', group.name, name) / 1e6:,.1f}", *allocated]


def of_series(results, group, unit):
    """A row for each case, a column for each corpus, and what one more costs at the end to at the start."""
    corpora = [corpus for corpus in group.corpora if corpus.name in results.data["corpora"]]
    head = ["seconds", *(_amount(results, corpus, unit) for corpus in corpora), "marginal cost, end to start"]
    rows = []
    for name in group.cases:
        medians = [results.median("seconds", group.name, name, corpus.name) for corpus in corpora]
        if any(median is not None for median in medians):
            ratio = linear.marginal_ratio(results, group, name)
            rows.append([CASES[name].title, *("" if m is None else f"{m:.2f}" for m in medians), "" if ratio is None else f"{ratio:.2f}"])
    return _table(head, rows)


def _amount(results, corpus, unit):
    facts = results.data["corpora"][corpus.name]
    return f"{facts['files']:,} files" if unit == "files" else f"{facts['bytes'] / 1e9:.2f} GB"


def of_memory(results, plan):
    """The highest peak of each of our cases, over all that was measured."""
    peaks = {}
    for run in results.data["runs"]:
        if "error" not in run and CASES[run["case"]].ours:
            peaks.setdefault(run["case"], []).append((run["peak_bytes"], run["corpus"]))
    return _table(["", "highest peak, MB", "with"],
                  [[CASES[name].title, f"{max(peaks[name])[0] / 1e6:.0f}", Corpus.named(max(peaks[name])[1]).title] for name in CASES if name in peaks])


def of_cold(results, plan):
    """Cold compared with warm, on the same corpus."""
    if "cold" in results.data["skipped"]:
        return f"Skipped: {results.data['skipped']['cold']}."
    rows = []
    for name in plan["cold"].cases:
        cold, warm = results.median("seconds", "cold", name), results.median("seconds", "film", name)
        if cold is not None:
            rows.append([CASES[name].title, f"{cold:.2f}", "" if warm is None else f"{warm:.2f}"])
    return _table(["seconds", "cold, one run", "warm, median"], rows)
