package org.projectexporter.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressEvent.Phase;

/**
 * One event as one line of limited width: percent, bar, bytes, rate, remaining time, file. What does not fit is dropped
 * from the right; the file's path is truncated at its start.
 */
final class BarLine {
    private static final int SMALLEST_BAR = 10;
    private static final int LARGEST_BAR = 30;
    private static final int SMALLEST_PATH = 12;
    private static final String GAP = "  ";

    private final int columns;
    private final boolean colour;

    BarLine(int columns, boolean colour) {
        this.columns = Math.max(1, columns);
        this.colour = colour;
    }

    /**
     * What to print, and its width in columns.
     *
     * @param text may contain escape sequences for colour
     * @param columns the visible width
     */
    record Drawing(String text, int columns) {}

    Drawing draw(ProgressEvent event) {
        return event.phase() == Phase.PLANNING ? plain(planning(event)) : writing(event);
    }

    private String planning(ProgressEvent event) {
        String found = "scanning the project" + GAP + Amounts.count(event.filesTotal(), "file") + GAP
                + Amounts.bytes(event.bytesTotal());
        return withPath(found, event.current());
    }

    private Drawing writing(ProgressEvent event) {
        String percent = String.format(Locale.ROOT, "%3d%%", (int) (event.progress() * 100));
        int bar = Math.min(LARGEST_BAR, columns / 4);
        String tail = fitting(facts(event), columns - percent.length() - bar - GAP.length() - 2);
        if (bar < SMALLEST_BAR) {
            return plain(fitting(List.of(percent, tail), columns));
        }
        String before = percent + " [";
        int full = (int) (event.progress() * bar);
        String after = "]" + withPath(tail, event.current(), columns - before.length() - bar - 1);
        String seen = before + "#".repeat(full) + "-".repeat(bar - full) + after;
        String text = before + coloured("#".repeat(full)) + "-".repeat(bar - full) + after;
        return new Drawing(text, TextColumns.of(seen));
    }

    private String coloured(String full) {
        return colour && !full.isEmpty() ? "\u001b[32m" + full + "\u001b[0m" : full;
    }

    private static List<String> facts(ProgressEvent event) {
        List<String> facts = new ArrayList<>();
        if (event.phase() != Phase.WRITING && event.phase() != Phase.FINISHED) {
            facts.add(event.phase().jsonName());
        }
        facts.add(Amounts.bytes(event.bytesDone()) + " of " + Amounts.bytes(event.bytesTotal()));
        if (event.bytesPerSecond() >= 1) {
            facts.add(Amounts.rate(event.bytesPerSecond()));
        }
        event.remainingSeconds().ifPresent(seconds -> facts.add(Amounts.remaining(seconds) + " left"));
        return facts;
    }

    /** As many of the parts as fit, from the first. */
    private static String fitting(List<String> parts, int room) {
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            String next = line.isEmpty() || part.isEmpty() ? part : GAP + part;
            if (TextColumns.of(line + next) > room) {
                break;
            }
            line.append(next);
        }
        return line.toString();
    }

    private String withPath(String text, String path) {
        String line = withPath(text, path, columns + GAP.length());
        return line.isEmpty() ? "" : line.substring(GAP.length());
    }

    /** A gap, the text, and the path if there is room for a useful piece of it. */
    private static String withPath(String text, String path, int room) {
        String visible = VisibleText.oneLine(path);
        String start = text.isEmpty() ? "" : GAP + text;
        int left = room - TextColumns.of(start) - GAP.length();
        boolean useful = !visible.isEmpty() && left >= Math.min(SMALLEST_PATH, TextColumns.of(visible));
        return useful ? start + GAP + TextColumns.keepEnd(visible, left) : start;
    }

    /** A line without colour, truncated if the terminal is too narrow. */
    private Drawing plain(String line) {
        String cut = TextColumns.of(line) <= columns ? line : line.substring(0, Math.min(columns, line.length()));
        return new Drawing(cut, TextColumns.of(cut));
    }
}
