package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.projectexporter.ProjectExporter;
import org.projectexporter.spi.ArchiveFormat;

/**
 * Flips single bits of an archive and verifies it. With the file of checksums next to the archive, each one has to be
 * found. Without that file, one that is not found must leave path, type, size, content and link target of every entry
 * as they are: it is in padding, in a field that has no meaning, or in a time or mode, which SHA256SUMS does not cover.
 */
final class FlippedBits {
    private final ArchiveFormat format;
    private final ProjectExporter exporter;
    private final Path archive;
    private final byte[] whole;
    private final List<SampleEntry> entries;

    FlippedBits(ArchiveFormat format, Path archive) throws IOException {
        this.format = format;
        this.exporter = ProjectExporter.builder().format(format).build();
        this.archive = archive;
        this.whole = Files.readAllBytes(archive);
        this.entries = SampleArchive.read(format, whole);
    }

    /** Flips up to {@code most} bits, spread over the archive. */
    void assertFound(int most) throws IOException {
        long step = Math.max(1, 8L * whole.length / most) | 1; // odd, so that each bit of a byte has its turn
        assertThat(exporter.verify(archive).problems()).isEmpty();
        for (long bit = 0; bit < 8L * whole.length; bit += step) {
            Files.write(archive, flipped(bit));
            assertThat(exporter.verify(archive).ok())
                    .as("found by the checksums: bit %d of byte %d", bit % 8, bit / 8)
                    .isFalse();
        }
        Files.delete(archive.resolveSibling(archive.getFileName() + ".sha256"));
        List<String> unseen = new ArrayList<>();
        for (long bit = 0; bit < 8L * whole.length; bit += step) {
            byte[] damaged = flipped(bit);
            Files.write(archive, damaged);
            if (exporter.verify(archive).ok()) {
                String changed = changed(SampleArchive.read(format, damaged));
                if (!changed.isEmpty()) {
                    unseen.add("bit " + bit % 8 + " of byte " + bit / 8 + ": " + changed);
                }
            }
        }
        assertThat(unseen).as("found without the checksums").isEmpty();
    }

    private byte[] flipped(long bit) {
        byte[] damaged = whole.clone();
        damaged[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
        return damaged;
    }

    private String changed(List<SampleEntry> found) {
        for (int i = 0; i < Math.min(found.size(), entries.size()); i++) {
            if (!isSame(entries.get(i), found.get(i))) {
                return entries.get(i) + " is read as " + found.get(i);
            }
        }
        return found.size() == entries.size() ? "" : entries.size() + " entries are read as " + found.size();
    }

    private static boolean isSame(SampleEntry a, SampleEntry b) {
        return a.head().path().equals(b.head().path())
                && a.head().type() == b.head().type()
                && Objects.equals(a.head().linkTarget(), b.head().linkTarget())
                && Arrays.equals(a.content(), b.content());
    }
}
