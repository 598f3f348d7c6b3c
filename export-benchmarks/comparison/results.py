"""What was measured, kept as JSON from run to run, so that a long comparison can be cut into sessions."""
import json
import os
import statistics


class Results:
    """Figures of one machine at one scale. A run that failed has an `error` and is tried again next time."""

    def __init__(self, path):
        self.path = path
        self.data = {"scale": None, "machine": {}, "corpora": {}, "skipped": {}, "jmh": "", "runs": []}
        if path.exists():
            self.data = json.loads(path.read_text())

    def save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.write_text(json.dumps(self.data, indent=1) + "\n")
        os.replace(fresh, self.path)

    def has(self, group, corpus, case, number):
        return any(run["number"] == number and "error" not in run for run in self._runs(group, corpus, case))

    def add(self, run):
        """Takes the place of an earlier failure of the same run."""
        key = ("group", "corpus", "case", "number")
        self.data["runs"] = [old for old in self.data["runs"] if any(old[k] != run[k] for k in key)] + [run]
        self.save()

    def forget(self, group, cases):
        names = {case.name for case in cases}
        self.data["runs"] = [run for run in self.data["runs"] if run["group"] != group or run["case"] not in names]

    def skip(self, name, why):
        self.data["skipped"][name] = why

    def _runs(self, group, corpus, case):
        return [run for run in self.data["runs"]
                if run["group"] == group and run["case"] == case and (corpus is None or run["corpus"] == corpus)]

    def good(self, group, case, corpus=None):
        """The runs that went well, in order."""
        runs = [run for run in self._runs(group, corpus, case) if "error" not in run]
        return sorted(runs, key=lambda run: run["number"])

    def error(self, group, case, corpus=None):
        return next((run["error"] for run in self._runs(group, corpus, case) if "error" in run), None)

    def median(self, figure, group, case, corpus=None):
        """The median of a figure over all good runs; None without any."""
        values = [run[figure] for run in self.good(group, case, corpus)]
        return statistics.median(values) if values else None

    def ratios(self, figure, group, case, peer):
        """Of runs with the same number, in which the two took turns."""
        peers = {run["number"]: run[figure] for run in self.good(group, peer)}
        return [run[figure] / peers[run["number"]] for run in self.good(group, case) if run["number"] in peers]
