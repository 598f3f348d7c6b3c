package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemoryWriterContext;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Frames end at positions that depend only on the content. */
final class ZstdStreamTest {
    private static final int MIB = 1 << 20;
    private static final int HEADER = 512;
    private static final int END = 1024;

    private static SampleEntry text(String path, int bytes) {
        return SampleEntry.file(RawPath.of(path), SampleContent.text(bytes));
    }

    private static SampleEntry noise(String path, int bytes) {
        return SampleEntry.file(RawPath.of(path), SampleContent.noise(bytes)).stored();
    }

    /** Entries of all kinds and around all limits. */
    static List<SampleEntry> entries() {
        List<SampleEntry> entries = new ArrayList<>();
        for (int edge : new int[] {1 << 14, MIB, 3 * MIB, 4 * MIB}) {
            for (int size = edge - 1; size <= edge + 1; size++) {
                entries.add(text("a-" + size, size));
                entries.add(noise("b-" + size, size));
                entries.add(text("c-" + size, 300_000));
            }
        }
        for (int i = 0; i < 40; i++) {
            entries.add(text("d-" + (100 + i), 200_000 + i));
        }
        return entries;
    }

    private static byte[] joined(List<ZstdArchive.Frame> frames) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        frames.forEach(frame -> tar.writeBytes(frame.content()));
        return tar.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 9})
    void frames_foundByTheTable_containTheTar(int level) throws IOException {
        byte[] archive = SampleArchive.write(new TarZstdFormat(), entries(), level);
        assertThat(joined(ZstdArchive.frames(archive))).isEqualTo(UnalignedTar.of(entries()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void bytes_doNotDependOnThreads_norOnHowTheContentIsCut(int level) throws IOException {
        byte[] one = ZstdArchive.write(entries(), level, 1, MIB);
        assertThat(ZstdArchive.write(entries(), level, 4, 70_001)).isEqualTo(one);
        assertThat(SampleArchive.write(new TarZstdFormat(), entries(), level)).isEqualTo(one);
    }

    @Test
    void archiveOfNothing_isOneFrame() throws IOException {
        assertThat(ZstdArchive.contentSizes(ZstdArchive.write(List.of()))).containsExactly(END);
    }

    @Test
    void largeText_startsAFrame_andEachFourMibOfItAnother() throws IOException {
        byte[] archive = ZstdArchive.write(List.of(text("a", 100), text("b", 9 * MIB), text("c", 100)));
        assertThat(ZstdArchive.contentSizes(archive))
                .containsExactly(3 * HEADER, 4 * MIB, 4 * MIB, MIB + 2 * HEADER + END);
    }

    @Test
    void textOfOneMib_isNotLarge_andOneByteMoreIs() throws IOException {
        byte[] small = ZstdArchive.write(List.of(text("a", MIB)));
        byte[] large = ZstdArchive.write(List.of(text("a", MIB + 1)));
        assertThat(ZstdArchive.contentSizes(small)).containsExactly(HEADER + MIB + END);
        assertThat(ZstdArchive.contentSizes(large)).containsExactly(HEADER, MIB + HEADER + END);
    }

    @Test
    void smallTexts_shareAFrame_untilItContainsThreeMib() throws IOException {
        int one = MIB - HEADER;
        byte[] archive = ZstdArchive.write(List.of(text("a", one), text("b", one), text("c", one), text("d", one)));
        assertThat(ZstdArchive.contentSizes(archive)).containsExactly(3 * MIB, MIB + END);
    }

    @Test
    void media_isInRawFramesOfOneMib_apartFromHeaders() throws IOException {
        List<ZstdArchive.Frame> frames =
                ZstdArchive.frames(ZstdArchive.write(List.of(noise("a", 2 * MIB + 5), noise("b", 100_000))));
        assertThat(frames)
                .extracting(frame -> frame.content().length)
                .containsExactly(HEADER, MIB, MIB, 5, 507 + HEADER, 100_000, 352 + END);
        assertThat(frames)
                .extracting(ZstdArchive.Frame::isRaw)
                .containsExactly(false, true, true, true, false, true, false);
        assertThat(frames.get(1).bytes()).hasSize(MIB + 9 + 8 * 3 + 4);
    }

    @Test
    void tinyMedia_sharesAFrameWithItsHeader() throws IOException {
        byte[] archive = ZstdArchive.write(List.of(noise("a", 1 << 14), noise("b", 100)));
        assertThat(ZstdArchive.contentSizes(archive)).hasSize(1);
    }

    @Test
    void levelZero_storesEverything_andCollectsSmallEntries() throws IOException {
        byte[] archive = SampleArchive.write(
                new TarZstdFormat(), List.of(text("a", 100), text("b", 100), text("c", 2 * MIB)), 0);
        assertThat(ZstdArchive.frames(archive)).allMatch(ZstdArchive.Frame::isRaw);
        assertThat(ZstdArchive.contentSizes(archive)).containsExactly(5 * HEADER, MIB, MIB, END);
    }

    @Test
    void defaultLevel_givesLargerFilesThanNine_andSmallerThanOne() throws IOException {
        List<SampleEntry> entries = List.of(text("a", 3 * MIB));
        int smallest = SampleArchive.write(new TarZstdFormat(), entries, 9).length;
        int usual = SampleArchive.write(new TarZstdFormat(), entries, 6).length;
        int fastest = SampleArchive.write(new TarZstdFormat(), entries, 1).length;
        assertThat(usual).isStrictlyBetween(smallest, fastest);
    }

    @Test
    void stateOfAnotherVersion_isRefused() {
        for (byte[] state : List.of(new byte[0], new byte[9], new byte[] {1})) {
            assertThatThrownBy(() -> new TarZstdFormat()
                            .restoreWriter(new MemoryOutput(), new MemoryWriterContext(6), state, null))
                    .isInstanceOf(TarException.class)
                    .hasMessageContaining("another version");
        }
    }
}
