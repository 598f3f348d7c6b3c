"""Time against size or number of files: the points of a line, and whether it stays straight."""


def points(results, group, case):
    """(amount, median seconds) for each corpus that was measured; the amount in GB on disk, or in files."""
    found = []
    for corpus in group.corpora:
        seconds, facts = results.median("seconds", group.name, case, corpus.name), results.data["corpora"].get(corpus.name)
        if seconds is not None and facts:
            found.append((facts["files"] if corpus.kind == "files" else facts["bytes"] / 1e9, seconds))
    return found


def marginal_ratio(results, group, case):
    """What one more costs between the last two points, to what it costs between the first two; None if that cannot be said."""
    line = points(results, group, case)
    if len(line) < len(group.corpora):
        return None
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (*line[:2], *line[-2:])
    if not (x0 < x1 and x2 < x3 and y0 < y1):
        return None
    return (y3 - y2) / (x3 - x2) / ((y1 - y0) / (x1 - x0))
