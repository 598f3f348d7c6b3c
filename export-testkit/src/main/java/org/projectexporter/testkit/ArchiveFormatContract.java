package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.ServiceLoader;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * The contract of every {@link ArchiveFormat}: discovery, entries of all types, names of any bytes, sizes up to and
 * beyond 4 GiB, up to 70,000 entries, the same bytes whatever the threads, outputs that fail at any call, damage, and
 * whole exports in volumes, stopped and resumed. Extend it, and provide the format; what the format declares, such as
 * {@link ArchiveFormat#keepsHardLinks} and {@link ArchiveFormat#restores}, decides what is expected of it. The other
 * methods here are for what it cannot declare. Tests that take long have the tag {@code long}.
 *
 * <pre>{@code
 * final class TarFormatTest extends ArchiveFormatContract {
 *     protected ArchiveFormat format() {
 *         return new TarFormat();
 *     }
 * }
 * }</pre>
 */
public abstract class ArchiveFormatContract extends EngineContract {
    /** For subclasses. */
    protected ArchiveFormatContract() {}

    /** A new instance of the format. */
    @Override
    protected abstract ArchiveFormat format();

    /** {@return whether it overrides {@link ArchiveFormat#recognizes}; otherwise the suffix of an archive decides} */
    protected boolean recognizesItsArchives() {
        return true;
    }

    @Test
    void name_isLowerCase_andSuffixesBeginWithADot() {
        assertThat(format().name()).matches("[a-z0-9]+(\\.[a-z0-9]+)*");
        assertThat(format().suffixes()).isNotEmpty().allMatch(s -> s.matches("(\\.[a-z0-9]+)+"));
        assertThat(format().description()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void format_isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ArchiveFormat.class).stream()
                        .filter(provider -> provider.type() == format().getClass())
                        .map(ServiceLoader.Provider::get))
                .as("named in META-INF/services, with a public constructor without parameters")
                .hasSize(1);
    }

    @Test
    void start_isRecognized_onlyOfAnArchiveOfThisFormat_orNever() throws IOException {
        byte[] archive = write(SampleArchive.mixture());
        byte[] other = SampleContent.text(512);

        assertThat(format().recognizes(ByteBuffer.wrap(other))).isFalse();
        assertThat(format().recognizes(ByteBuffer.allocate(0))).isFalse();
        assertThat(format().recognizes(ByteBuffer.wrap(new byte[512]))).isFalse();
        assertThat(format().recognizes(ByteBuffer.wrap(archive, 0, Math.min(512, archive.length))))
                .isEqualTo(recognizesItsArchives());
    }

    @Test
    void hardLink_isRefused_byAFormatThatKeepsNone() throws IOException {
        if (!format().keepsHardLinks()) {
            SampleEntry link = SampleEntry.hardLink(RawPath.of("b"), RawPath.of("a"));
            assertThatThrownBy(() -> write(List.of(link))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 4096, 65_537, 1 << 20, 1 << 22})
    void bytes_doNotDependOnHowTheContentIsCut(int cut) throws IOException {
        List<SampleEntry> entries = SampleArchive.mixture();
        MemoryOutput output = new MemoryOutput();
        SampleArchive.write(format(), entries, LEVEL, output, cut);
        assertThat(output.toByteArray()).isEqualTo(write(entries));
    }

    @Test
    void bytes_areTheSame_fromHeapAndDirectBuffers() throws IOException {
        SampleEntry entry = file("file", SampleContent.text(100_000));
        MemoryOutput output = new MemoryOutput();
        try (ArchiveWriter writer = format().openWriter(output, new MemoryWriterContext(LEVEL))) {
            writer.putEntry(entry.head());
            ByteBuffer direct = ByteBuffer.allocateDirect(entry.content().length);
            writer.write(direct.put(entry.content()).flip().asReadOnlyBuffer());
            writer.closeEntry(entry.crc32());
            writer.finish();
        }
        assertThat(output.toByteArray()).isEqualTo(write(List.of(entry)));
    }

    /** If the format supports groups: see {@link ArchiveWriter#newGroup}. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void bytes_areTheSame_whenEntriesAreAppendedInGroups(int entriesOfGroup) throws IOException {
        List<SampleEntry> entries = new ArrayList<>(SampleArchive.mixture());
        RawPath folder = RawPath.of("zz");
        entries.add(SampleEntry.folder(folder));
        for (int i = 0; i < 200; i++) {
            byte[] content = i % 3 == 0 ? SampleContent.noise(i * 37) : SampleContent.text(i * 41);
            SampleEntry entry = file(String.format(Locale.ROOT, "zz/%03d", i), content);
            entries.add(i % 5 == 0 ? entry.stored() : entry);
        }
        MemoryOutput output = new MemoryOutput();
        SampleArchive.writeInGroups(format(), entries, new MemoryWriterContext(LEVEL), output, entriesOfGroup);
        assertThat(output.toByteArray()).isEqualTo(write(entries));
    }

    @Test
    void group_withoutRoomForAnEntry_isUnchanged() throws IOException {
        MemoryOutput output = new MemoryOutput();
        SampleEntry small = file("a", SampleContent.text(100));
        SampleEntry large = file("b", SampleContent.noise(100_000));
        try (ArchiveWriter writer = format().openWriter(output, new MemoryWriterContext(LEVEL))) {
            ArchiveWriter.Group group = writer.newGroup(ByteBuffer.allocate(50_000));
            if (group == null) {
                return; // no groups in this format
            }
            assertThat(group.add(small.head(), ByteBuffer.wrap(small.content())))
                    .isTrue();
            assertThat(group.add(large.head(), ByteBuffer.wrap(large.content())))
                    .isFalse();
            writer.append(group);
            writer.finish();
        }
        assertThat(output.toByteArray()).isEqualTo(write(List.of(small)));
    }

    @Test
    void bytes_areTheSame_whenWrittenTwice() throws IOException {
        assertThat(write(SampleArchive.mixture())).isEqualTo(write(SampleArchive.mixture()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void everyLevel_givesAnArchiveThatComesBack(int level) throws IOException {
        List<SampleEntry> entries = SampleArchive.mixture();
        byte[] archive = SampleArchive.write(format(), entries, level);
        assertKept(SampleArchive.read(format(), archive), entries);
    }

    @Test
    void content_isCompressed_onlyWhereItIsWorthIt() throws IOException {
        SampleEntry text = file("a", SampleContent.text(3 << 20));
        int plain = write(List.of(text.stored())).length;
        assertThat(plain).isBetween(3 << 20, (3 << 20) + 2 * 4096); // with headers, and padding up to a page
        int compressed = write(List.of(text)).length;
        assertThat(compressed < plain / 2).isEqualTo(format().compresses());
    }

    @Test
    void write_takesAllOfTheBuffer_andLeavesItsContentAlone() throws IOException {
        for (boolean compress : new boolean[] {true, false}) {
            SampleEntry entry = file("a", SampleContent.text(200_000));
            byte[] given = entry.content().clone();
            try (ArchiveWriter writer = format().openWriter(new MemoryOutput(), new MemoryWriterContext(LEVEL))) {
                writer.putEntry(compress ? entry.head() : entry.stored().head());
                ByteBuffer data = ByteBuffer.wrap(given);
                writer.write(data);
                assertThat(data.remaining()).isZero();
                assertThat(data.limit()).isEqualTo(given.length);
            }
            assertThat(given).isEqualTo(entry.content());
        }
    }

    /** Content that can be taken from the archive: at least all that is aligned. */
    @Test
    void contentPosition_ifThereIsOne_isWhereTheContentIs() throws IOException {
        byte[] archive = write(SampleArchive.manySizes());
        try (ArchiveReader reader = format().openReader(new MemoryChannel(archive));
                ArchiveReader strict = format().openStrictReader(new MemoryChannel(archive))) {
            for (ArchiveEntry head = reader.next(); head != null; head = reader.next()) {
                assertThat(strict.next()).isNotNull();
                OptionalLong position = reader.contentPosition();
                byte[] content = reader.content().readAllBytes();
                assertThat(reader.contentPosition()).isEqualTo(position);
                assertThat(strict.contentPosition()).as(head.path().toString()).isEqualTo(position);
                if (position.isPresent()) {
                    int at = (int) position.getAsLong();
                    assertThat(head.type()).isEqualTo(EntryType.FILE);
                    assertThat(Arrays.copyOfRange(archive, at, at + content.length))
                            .isEqualTo(content);
                }
                boolean aligned = content.length >= format().alignsFrom();
                assertThat(position.isPresent() || head.compress() || !aligned).isTrue();
                assertThat(aligned && position.isPresent() ? position.getAsLong() % 4096 : 0)
                        .isZero();
            }
            assertThat(reader.contentPosition()).isEmpty();
        }
    }

    @Test
    void content_mayBeLeftUnread_orReadInPart() throws IOException {
        List<SampleEntry> entries = SampleArchive.mixture();
        byte[] archive = write(entries);
        List<RawPath> seen = new ArrayList<>();
        try (ArchiveReader reader = format().openReader(new MemoryChannel(archive))) {
            for (ArchiveEntry head = reader.next(); head != null; head = reader.next()) {
                seen.add(head.path());
                if (seen.size() % 2 == 0) {
                    reader.content().readNBytes(1000);
                }
            }
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        entries.stream().map(e -> e.head().path()).toList());
    }
}
