package org.projectexporter.it.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.projectexporter.testkit.fixtures.ToolRun;

/** What the program prints for people on its standard error. */
public final class Messages {
    private Messages() {}

    /** The one line for people, after the progress output; after a usage error a second one points to the help. */
    public static String of(ToolRun run) {
        List<String> lines = run.errors()
                .lines()
                .filter(line -> !line.matches("see '.*--help'|planning.*|writing.*"))
                .filter(
                        line -> !line.matches(
                                "project-export: (some names, links or files will change when they are unpacked on other systems|  ).*"))
                .toList();
        assertThat(lines).as("lines on standard error of %s", run).hasSize(1);
        return lines.get(0);
    }
}
