package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.SourceContract;
import org.projectexporter.testkit.fixtures.AwkwardFiles;

final class MediaSourceContractTest extends SourceContract {
    @Override
    protected SourceResolver source() {
        return new MediaSourceResolver();
    }

    @Override
    protected ExportOptions options() {
        return ExportOptions.builder().includeDependencies(true).build();
    }

    @Override
    protected void makeProject(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("edit"));
        Files.writeString(
                folder.resolve("edit/cut.otio"),
                """
                {"OTIO_SCHEMA": "Clip.2", "media_references": {"high": {
                  "OTIO_SCHEMA": "ExternalReference.1", "target_url": "../media/a.mov"}}}
                """);
        Files.writeString(
                folder.resolve("edit/cut.fcpxml"),
                """
                <fcpxml version="1.9"><resources><asset id="r1"><media-rep src="file:///media/b.mov"/></asset>
                </resources></fcpxml>
                """);
        Files.writeString(folder.resolve("edit/set.usda"), "#usda 1.0\n( subLayers = [@./c.usda@] )\n");
    }

    @Override
    protected List<String> ownFolders() {
        return List.of("edit");
    }

    @Test
    void withoutDependencies_noDocumentIsRead(@TempDir Path temp) throws IOException {
        makeProject(temp.resolve("film"));
        Files.writeString(temp.resolve("film/broken.otio"), "{");

        assertThat(PlanWalk.of(FakeSourceContext.of(temp.resolve("film")), source()))
                .satisfies(plan -> assertThat(plan.documentReferences()).isEmpty())
                .satisfies(plan -> assertThat(plan.findings()).isEmpty());
    }

    @Test
    void aFifoWithTheNameOfADocument_isNotOpened(@TempDir Path temp) throws IOException {
        makeProject(temp.resolve("film"));
        AwkwardFiles.addFifo(temp.resolve("film"), "pipe.otio");

        assertThat(PlanWalk.of(FakeSourceContext.of(temp.resolve("film")).with(options()), source())
                        .documentReferences())
                .hasSize(3);
    }
}
