"""Plots as SVG, by hand: a few lines on two axes that begin at zero."""
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 190, 24, 52
COLOURS = ("#c0392b", "#2471a3", "#1e8449", "#9a7d0a", "#6c3483")
STYLE = "text{font:13px sans-serif;fill:#333}.grid{stroke:#ddd}.axis{stroke:#333}polyline{fill:none;stroke-width:2}"


def line_plot(series, x_title, y_title, logarithmic=False):
    """A plot of {title: [(x, y), …]}. `logarithmic`: both axes by powers of ten, for amounts far apart."""
    every = [point for line in series.values() for point in line]
    scale = _logarithmic if logarithmic else _linear
    x_axis, y_axis = scale([x for x, _ in every], LEFT, WIDTH - RIGHT), scale([y for _, y in every], HEIGHT - BOTTOM, TOP)
    parts = [*_frame(x_axis, y_axis, x_title, y_title)]
    for i, (title, line) in enumerate(series.items()):
        parts += _line(title, [(x_axis.place(x), y_axis.place(y)) for x, y in line], COLOURS[i % len(COLOURS)], i)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    return "\n".join([head, f"<style>{STYLE}</style>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>', *parts, "</svg>", ""])


class _Axis:
    def __init__(self, ticks, place):
        self.ticks, self.place = ticks, place


def _linear(values, start, end):
    step = _nice(max(values) / 5)
    top = step * -(-max(values) // step)
    ticks = [step * i for i in range(round(top / step) + 1)]
    return _Axis(ticks, lambda value: start + (end - start) * value / top)


def _logarithmic(values, start, end):
    from math import ceil, floor, log10
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    high = max(high, low + 1)
    return _Axis([10.0**i for i in range(low, high + 1)],
                 lambda value: start + (end - start) * (log10(value) - low) / (high - low))


def _nice(step):
    """The next of 1, 2, 5, 10, 20, …"""
    power = 1e-6
    while True:
        for factor in (1, 2, 5):
            if factor * power >= step:
                return factor * power
        power *= 10


def _frame(x_axis, y_axis, x_title, y_title):
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for tick in x_axis.ticks:
        x = x_axis.place(tick)
        yield f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom}"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{tick:,g}</text>'
    for tick in y_axis.ticks:
        y = y_axis.place(tick)
        yield f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:,g}</text>'
    yield f'<path class="axis" fill="none" d="M{LEFT} {TOP}V{bottom}H{right}"/>'
    yield f'<text x="{(LEFT + right) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(x_title)}</text>'
    yield f'<text transform="translate(16 {(TOP + bottom) / 2:.0f}) rotate(-90)" text-anchor="middle">{escape(y_title)}</text>'


def _line(title, places, colour, number):
    yield f'<polyline stroke="{colour}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
    x, y = WIDTH - RIGHT + 18, TOP + 14 + number * 22
    yield f'<rect x="{x}" y="{y - 9}" width="14" height="4" fill="{colour}"/>'
    yield f'<text x="{x + 20}" y="{y}">{escape(title)}</text>'
