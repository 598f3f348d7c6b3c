package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ImportNote;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

@Tag("import")
class LinkTimesTest {
    private static final RawPath FILM = RawPath.of("film");
    private static final Instant WANTED = Instant.parse("2010-02-03T04:05:06Z");
    private static final Instant BEFORE = Instant.parse("2001-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private final List<Path> asked = new ArrayList<>();
    private Path project;
    private Path outside;

    @BeforeEach
    void makeFiles() throws IOException {
        project = Files.createDirectory(temp.resolve("project"));
        outside = Files.createFile(temp.resolve("outside"));
        Files.setLastModifiedTime(outside, FileTime.from(BEFORE));
        Files.createFile(project.resolve("inside"));
        Files.setLastModifiedTime(project.resolve("inside"), FileTime.from(BEFORE));
    }

    private LinkTimes times(LinkTimes.Setter setter) {
        return new LinkTimes(temp.resolve("probe"), new KeptTimes(), (link, time) -> {
            asked.add(link);
            setter.set(link, time);
        });
    }

    private Path link(String name, String target) throws IOException {
        return Files.createSymbolicLink(project.resolve(name), Path.of(target));
    }

    private void setAll(LinkTimes times) throws IOException {
        times.set(RawPath.of("film/out"), link("out", "../outside"), WANTED);
        times.set(RawPath.of("film/in"), link("in", "inside"), WANTED);
        times.set(RawPath.of("film/nowhere"), link("nowhere", "nowhere-else"), WANTED);
    }

    private void requireNothingBehindLinksChanged() throws IOException {
        assertThat(FileStat.read(outside).mtime()).isEqualTo(BEFORE);
        assertThat(FileStat.read(project.resolve("inside")).mtime()).isEqualTo(BEFORE);
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactlyInAnyOrder(project, outside);
        }
    }

    @Test
    void set_whereLinksHaveTimes_setsThem() throws IOException {
        LinkTimes times = times(FileTimes::setOfLink);

        setAll(times);

        for (String name : List.of("out", "in", "nowhere")) {
            assertThat(FileStat.read(project.resolve(name)).mtime()).isEqualTo(WANTED);
        }
        assertThat(times.notes(FILM)).isEmpty();
        requireNothingBehindLinksChanged();
    }

    /** As sshfs does. */
    @Test
    void set_whereTheFileSystemFollowsLinks_changesNothingBehindThem() throws IOException {
        LinkTimes times = times((link, time) -> Files.setLastModifiedTime(link, FileTime.from(time)));

        setAll(times);

        assertThat(asked).as("only our own link").hasSize(1);
        assertThat(times.notes(FILM)).singleElement().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(ImportNote.Kind.NOTE);
            assertThat(note.what())
                    .startsWith("links have the time of the import")
                    .endsWith("(3)");
        });
        requireNothingBehindLinksChanged();
    }

    /** A cache may hide that the file behind the link has changed: the link's own time must be seen to have changed. */
    @Test
    void set_whereNothingIsSeenToChange_setsNoTimes() throws IOException {
        LinkTimes times = times((link, time) -> {});

        setAll(times);

        assertThat(asked).hasSize(1);
        assertThat(times.notes(FILM)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void set_thatFails_isNoError(int call) throws IOException {
        LinkTimes times = times((link, time) -> {
            if (asked.size() == call) {
                throw new FileSystemException(link.toString(), null, "Operation not permitted");
            }
            FileTimes.setOfLink(link, time);
        });

        setAll(times);

        assertThat(times.notes(FILM))
                .extracting(ImportNote::what)
                .containsExactly("links have the time of the import, since this file system cannot set a link's own ("
                        + (call == 1 ? 3 : 1) + ")");
        requireNothingBehindLinksChanged();
    }
}
