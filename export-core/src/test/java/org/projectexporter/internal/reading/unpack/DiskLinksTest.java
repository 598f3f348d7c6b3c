package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.ImportNote;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.io.FileSystemTraits.Ability;
import org.projectexporter.internal.io.HeldNames;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

@Tag("import")
class DiskLinksTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.123456789Z");

    @TempDir
    Path temp;

    private final SyncQueue syncs = SyncQueue.ofFiles();
    private StagedPaths paths;
    private Path cut;

    @BeforeEach
    void unpack() throws IOException {
        paths = new StagedPaths(temp.resolve("p"), temp.resolve("d"), temp.resolve("m"), new ArrayList<>());
        paths.make(RawPath.of("film"), Files::createDirectory);
        cut = paths.make(RawPath.of("film/cut"), Files::createFile);
        Files.writeString(cut, "cut");
        FileTimes.set(cut, TIME);
        Files.setPosixFilePermissions(cut, PosixFilePermissions.fromString("rwxr-x---"));
    }

    @AfterEach
    void close() throws IOException {
        syncs.close();
    }

    private DiskLinks links(Set<Ability> abilities) {
        FileSystemTraits disk = new FileSystemTraits("test", abilities, HeldNames.ALL, 1000, Long.MAX_VALUE);
        return new DiskLinks(paths, disk, new LinkTimes(temp.resolve("spare"), new KeptTimes()), syncs);
    }

    private static ArchiveEntry link(EntryType type, String path, String target) {
        return ArchiveEntry.builder(RawPath.of(path), type)
                .mtime(TIME)
                .mode(0777)
                .linkTarget(RawPath.of(target))
                .build();
    }

    @Test
    void linksOnADiskWithBoth_areLinks() throws IOException {
        DiskLinks links = links(EnumSet.allOf(Ability.class));

        links.makeSymbolic(link(EntryType.SYMBOLIC_LINK, "film/current", "cut"));
        links.makeHard(link(EntryType.HARD_LINK, "film/same", "film/cut"));

        assertThat(Files.readSymbolicLink(temp.resolve("p/current"))).hasToString("cut");
        assertThat(Files.getAttribute(cut, "unix:nlink")).isEqualTo(2);
        assertThat(links.notes()).isEmpty();
    }

    @Test
    void symbolicLinkOnADiskWithoutThem_isAFileWithItsTarget() throws IOException {
        DiskLinks links = links(EnumSet.complementOf(EnumSet.of(Ability.SYMBOLIC_LINKS)));

        links.makeSymbolic(link(EntryType.SYMBOLIC_LINK, "film/current", "../no such place"));
        syncs.await();

        Path file = temp.resolve("p/current");
        assertThat(file).isRegularFile().hasContent("../no such place");
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(TIME);
        assertThat(links.notes()).singleElement().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(ImportNote.Kind.REPLACED);
            assertThat(note.path()).isEqualTo("film/current");
            assertThat(note.what()).contains("../no such place");
        });
    }

    @Test
    void hardLinkOnADiskWithoutThem_isACopyWithTheFinalMode() throws IOException {
        DiskLinks links = links(EnumSet.complementOf(EnumSet.of(Ability.HARD_LINKS)));
        ArchiveEntry same = link(EntryType.HARD_LINK, "film/same", "film/cut");

        links.makeHard(same);
        syncs.await();
        Files.setPosixFilePermissions(cut, PosixFilePermissions.fromString("r--r-----"));
        links.finishHard(same);

        Path copy = temp.resolve("p/same");
        assertThat(copy).hasContent("cut");
        assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(TIME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("r--r-----");
        assertThat(Files.getAttribute(cut, "unix:nlink")).isEqualTo(1);
        assertThat(links.notes()).extracting(ImportNote::path).containsExactly("film/same");
    }

    /** In a zip, each name of a hard-linked file is a file of its own already. */
    @Test
    void linkAgainOnADiskWithoutHardLinks_keepsBothFiles() throws IOException {
        DiskLinks links = links(EnumSet.complementOf(EnumSet.of(Ability.HARD_LINKS)));
        Path other = paths.make(RawPath.of("film/other"), Files::createFile);
        Files.copy(cut, other, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        FileTimes.set(other, TIME);
        Files.setPosixFilePermissions(other, Files.getPosixFilePermissions(cut));

        links.linkAgain(RawPath.of("film/other"), RawPath.of("film/cut"), temp.resolve("spare"));

        assertThat(other).hasContent("cut");
        assertThat(links.notes())
                .singleElement()
                .extracting(ImportNote::what)
                .asString()
                .contains("copy of film/cut");
    }

    @Test
    void notes_ofVeryManyLinks_areCounted() throws IOException {
        DiskLinks links = links(Set.of());
        for (int i = 0; i < 10_002; i++) {
            links.linkAgain(RawPath.of("film/none"), RawPath.of("film/cut"), temp.resolve("spare"));
        }
        assertThat(links.notes()).isEmpty();

        Files.writeString(paths.make(RawPath.of("film/other"), Files::createFile), "cut");
        FileTimes.set(temp.resolve("p/other"), TIME);
        Files.setPosixFilePermissions(temp.resolve("p/other"), Files.getPosixFilePermissions(cut));
        for (int i = 0; i < 10_002; i++) {
            links.linkAgain(RawPath.of("film/other"), RawPath.of("film/cut"), temp.resolve("spare"));
        }

        List<ImportNote> notes = links.notes();
        assertThat(notes).hasSize(10_001);
        assertThat(notes.get(10_000).what()).startsWith("2 more links");
    }
}
