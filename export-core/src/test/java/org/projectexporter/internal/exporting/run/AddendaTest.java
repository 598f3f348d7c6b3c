package org.projectexporter.internal.exporting.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.fakes.FakeArchive;
import org.projectexporter.fakes.FakeFormat;
import org.projectexporter.fakes.FakeSource;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/** What is done about files that were planned and are gone when their turn comes. */
@Timeout(60)
class AddendaTest {
    @TempDir
    Path temp;

    private Path project;
    private Path oldObject;
    private Path newObject;

    @BeforeEach
    void makeProject() {
        project = temp.resolve("film");
        TestFiles.write(project.resolve("a"), 10, 1);
        oldObject = TestFiles.write(temp.resolve("objects/old"), 10, 1);
        newObject = TestFiles.write(temp.resolve("objects/new"), 20, 2);
    }

    private static PlannedEntry object(String path, Path file) throws IOException {
        return PlannedEntry.file(
                RawPath.of(path),
                EntryRole.REPOSITORY_OBJECT,
                Files.size(file),
                Instant.EPOCH,
                0444,
                new Content.OfFile(file),
                StorageHint.STORE);
    }

    /** The walk is over when sources finish: what goes then is planned, and not there when its turn comes. */
    private FakeSource objects(boolean repacked, Path... vanishing) {
        return new FakeSource("objects", 100, context -> new ProjectSource() {
            @Override
            public void finish(PlanSink sink) throws IOException {
                sink.add(object("film/z-old", oldObject));
                for (Path file : vanishing) {
                    Files.deleteIfExists(file);
                }
            }

            @Override
            public void addenda(List<PlannedEntry> vanished, PlanSink sink) throws IOException {
                if (repacked) {
                    sink.add(object("film/z-new", newObject));
                }
            }

            @Override
            public void prove(Archived archived, PlanSink sink) {
                for (PlannedEntry gone : repacked ? archived.vanished() : List.<PlannedEntry>of()) {
                    sink.report(Finding.of(Finding.Kind.NOTE, gone.path(), "was repacked"));
                }
            }
        });
    }

    private ExportResult export(boolean repacked, Path... vanishing) throws IOException {
        return ProjectExporter.builder()
                .format(FakeFormat.plain())
                .source(objects(repacked, vanishing))
                .build()
                .export(
                        ExportRequest.builder(project, temp.resolve("film.fake"))
                                .options(ExportOptions.builder().format("fake").build())
                                .build(),
                        ProgressListener.NONE);
    }

    private static FakeArchive archive(ExportResult result) throws IOException {
        return FakeArchive.of(Files.readAllBytes(result.archive()));
    }

    @Test
    void aRepackedObject_isReplacedByTheNewOne() throws IOException {
        ExportResult result = export(true, oldObject);

        assertThat(archive(result).paths()).contains("film/z-new").doesNotContain("film/z-old");
        assertThat(result.incomplete()).isFalse();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.notes()).singleElement().asString().contains("film/z-old", "repacked");
    }

    @Test
    void aLostObject_isMissing() throws IOException {
        ExportResult result = export(false, oldObject);

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings()).singleElement().asString().contains("film/z-old", "vanished");
    }

    @Test
    void aLostObject_isMissing_alsoWhereAHardLinkHasComeAgain() throws IOException {
        Path first = TestFiles.write(project.resolve("x1"), 10, 1);
        Files.createLink(project.resolve("x2"), first);

        ExportResult result = export(false, oldObject, first);

        assertThat(archive(result).entry("film/x2").type()).isEqualTo(EntryType.FILE);
        assertThat(result.warnings())
                .containsExactlyInAnyOrder(
                        "film/x1: vanished before it was read", "film/z-old: vanished before it was read");
    }

    @Test
    void aHardLinkOfWhichNoNameIsLeft_isMissingUnderEach() throws IOException {
        Path first = TestFiles.write(project.resolve("x1"), 10, 1);
        Path second = Files.createLink(project.resolve("x2"), first);

        ExportResult result = export(false, first, second);

        assertThat(archive(result).paths()).doesNotContain("film/x1", "film/x2");
        assertThat(result.warnings())
                .containsExactlyInAnyOrder(
                        "film/x1: vanished before it was read", "film/x2: vanished before it was read");
    }
}
