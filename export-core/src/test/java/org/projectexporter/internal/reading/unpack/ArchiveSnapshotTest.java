package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalLong;

import org.projectexporter.fakes.TestFiles;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** With files that are copied under the conditions under which others are shared. */
class ArchiveSnapshotTest {
    private static final int SHARES_FROM = 1 << 18;
    private static final int ARCHIVE_BYTES = 1_000_001;

    @TempDir
    Path temp;

    private final byte[] content = TestFiles.noise(ARCHIVE_BYTES, 1);
    private int files;

    private ArchiveSnapshot take(String name) throws IOException {
        Path archive = Files.write(temp.resolve("archive"), content);
        return ArchiveSnapshot.of(archive, ARCHIVE_BYTES, temp.resolve(name), SHARES_FROM);
    }

    private static ArchiveEntry entry(long bytes) {
        return ArchiveEntry.builder(RawPath.of("a.mov"), EntryType.FILE)
                .size(bytes)
                .mode(0644)
                .build();
    }

    /** Shares content, and writes the rest of it. */
    private long shareAndFinish(ArchiveSnapshot snapshot, int position, int bytes) throws IOException {
        Path file = temp.resolve("file" + files++);
        byte[] expected = Arrays.copyOfRange(content, position, position + bytes);
        long shared;
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            shared = snapshot.share(entry(bytes), () -> OptionalLong.of(position), file, opened);
            assertThat(opened.size()).isEqualTo(shared);
            SmallFile rest = new SmallFile(opened, shared, opened::close);
            for (int at = 0; at < bytes; at += 70_000) {
                int n = Math.min(70_000, bytes - at);
                rest.write(Arrays.copyOfRange(expected, at, at + n), n);
            }
            rest.finish();
        }
        assertThat(file).hasBinaryContent(expected);
        return shared;
    }

    @Test
    void completeBlocks_areShared_andTheRestIsWritten() throws IOException {
        try (ArchiveSnapshot snapshot = take("snapshot")) {
            assertThat(temp.resolve("snapshot")).hasBinaryContent(content);
            for (int bytes : new int[] {SHARES_FROM, SHARES_FROM + 1, SHARES_FROM + 4095, 900_001}) {
                assertThat(shareAndFinish(snapshot, 8192, bytes)).isEqualTo(bytes - bytes % 4096);
            }
        }
    }

    @Test
    void contentThatIsSmall_notAligned_orCompressed_isWritten() throws IOException {
        try (ArchiveSnapshot snapshot = take("snapshot")) {
            assertThat(shareAndFinish(snapshot, 8192, SHARES_FROM - 1)).isZero();
            assertThat(shareAndFinish(snapshot, 8192 + 512, SHARES_FROM)).isZero();
            Path file = Files.createFile(temp.resolve("compressed"));
            try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
                assertThat(snapshot.share(entry(SHARES_FROM), OptionalLong::empty, file, opened))
                        .isZero();
            }
        }
    }

    /** As an archive ends that was cut short. */
    @Test
    void contentBeyondTheEnd_isNotShared() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        try (ArchiveSnapshot snapshot = take("snapshot");
                FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(snapshot.share(entry(ARCHIVE_BYTES + 4096L), () -> OptionalLong.of(4096), file, opened))
                    .isZero();
            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void archiveThatChanges_doesNotChangeWhatIsShared() throws IOException {
        try (ArchiveSnapshot snapshot = take("snapshot")) {
            Files.write(temp.resolve("archive"), new byte[ARCHIVE_BYTES]);
            assertThat(shareAndFinish(snapshot, 4096, 500_000)).isPositive();
        }
    }

    @Test
    void archiveThatCannotBeShared_orHasAnotherLengthNow_leavesNothingBehind() throws IOException {
        Path archive = Files.write(temp.resolve("unshared"), content);
        Path other = Files.write(temp.resolve("archive"), content);
        for (ArchiveSnapshot none : new ArchiveSnapshot[] {
            ArchiveSnapshot.of(archive, ARCHIVE_BYTES, temp.resolve("snapshot"), SHARES_FROM),
            ArchiveSnapshot.of(other, ARCHIVE_BYTES - 1, temp.resolve("snapshot"), SHARES_FROM)
        }) {
            assertThat(temp.resolve("snapshot")).doesNotExist();
            assertThat(shareAndFinish(none, 4096, 500_000)).isZero();
            none.close();
        }
    }

    @Test
    void afterSixteenFilesThatCannotBeShared_noneIsTried() throws IOException {
        try (ArchiveSnapshot snapshot = take("unshared-snapshot")) {
            int[] asked = {0};
            for (int i = 0; i < 20; i++) {
                Path file = Files.createFile(temp.resolve("a" + i));
                try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    assertThat(snapshot.share(
                                    entry(SHARES_FROM),
                                    () -> {
                                        asked[0]++;
                                        return OptionalLong.of(4096);
                                    },
                                    file,
                                    opened))
                            .isZero();
                    assertThat(opened.size()).isZero();
                }
            }
            assertThat(asked[0]).isEqualTo(16);
        }
    }
}
