package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOutline;

class OutlineViewTest {
    private static final ExportOutline OUTLINE =
            new ExportOutline(1, 2, List.of(Path.of("/media/shared\nproject")), List.of());

    private final FakeConsole console = new FakeConsole();

    @ParameterizedTest
    @EnumSource(ProgressMode.class)
    void planned_namesFoldersOutside_onALineEach(ProgressMode mode) {
        ProgressView.open(mode, console.plain()).onPlanned(OUTLINE);

        assertThat(console.err())
                .startsWith("project-export: reading outside the project: /media/shared")
                .hasLineCount(1);
    }
}
