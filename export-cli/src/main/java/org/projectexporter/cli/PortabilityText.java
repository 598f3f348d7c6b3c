package org.projectexporter.cli;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.PortabilityIssue;

/** Text about files that will not survive on other systems, one line per kind. */
final class PortabilityText {
    private static final int EXAMPLES = 2;
    private static final int LONGEST_PATH = 80;

    private PortabilityText() {}

    /** Empty if there are none. */
    static List<String> lines(List<PortabilityIssue> issues) {
        if (issues.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "some names, links or files will change when they are unpacked on other systems; the archive itself is"
                        + " complete:");
        issues.forEach(issue -> lines.add("  " + line(issue)));
        return lines;
    }

    private static String line(PortabilityIssue issue) {
        List<String> examples = new ArrayList<>();
        issue.examples().stream().limit(EXAMPLES).forEach(example -> examples.add(text(example)));
        long more = issue.count() - examples.size();
        return issue.kind().what() + ": " + String.join(", ", examples)
                + (more > 0 ? ", and " + Amounts.number(more) + " more" : "");
    }

    private static String text(PortabilityIssue.Example example) {
        String path = shortened(example.path().toString());
        return example.collidesWith()
                .map(earlier -> path + " (collides with " + earlier.fileName() + ")")
                .orElse(path);
    }

    /** The start and end of a long path. */
    private static String shortened(String path) {
        int characters = path.codePointCount(0, path.length());
        if (characters <= LONGEST_PATH) {
            return path;
        }
        int half = LONGEST_PATH / 2;
        return path.substring(0, path.offsetByCodePoints(0, half)) + "…"
                + path.substring(path.offsetByCodePoints(path.length(), -half));
    }
}
