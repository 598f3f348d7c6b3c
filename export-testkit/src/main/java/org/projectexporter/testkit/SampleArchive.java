package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.WriterContext;

/** Writes and reads archives of {@linkplain SampleEntry sample entries}. */
public final class SampleArchive {
    private SampleArchive() {}

    /**
     * {@return a complete archive, each content written with one call}
     *
     * @param format writes it
     * @param entries in the order of the archive
     * @param level of compression, 0 (none) to 9 (smallest)
     * @throws IOException if the writer throws it
     */
    public static byte[] write(ArchiveFormat format, List<SampleEntry> entries, int level) throws IOException {
        MemoryOutput output = new MemoryOutput();
        write(format, entries, level, output, Integer.MAX_VALUE);
        return output.toByteArray();
    }

    /**
     * Writes a complete archive on one thread.
     *
     * @param format writes it
     * @param entries in the order of the archive
     * @param level of compression, 0 (none) to 9 (smallest)
     * @param output takes it
     * @param cut content is written in pieces of at most this number of bytes
     * @throws IOException if the writer or the output throws it
     */
    public static void write(ArchiveFormat format, List<SampleEntry> entries, int level, ArchiveOutput output, int cut)
            throws IOException {
        write(format, entries, new MemoryWriterContext(level), output, cut);
    }

    /**
     * Writes a complete archive, small entries in groups as far as the format supports that; all groups between two
     * other entries are in one buffer.
     */
    static void writeInGroups(
            ArchiveFormat format, List<SampleEntry> entries, WriterContext context, ArchiveOutput output, int most)
            throws IOException {
        try (ArchiveWriter writer = format.openWriter(output, context)) {
            List<ArchiveWriter.Group> groups = new ArrayList<>();
            ByteBuffer room = ByteBuffer.allocate(1 << 17);
            int added = most;
            for (SampleEntry entry : entries) {
                if (added == most) {
                    ArchiveWriter.Group group = writer.newGroup(room);
                    if (group != null) {
                        groups.add(group);
                        added = 0;
                    }
                }
                if (!groups.isEmpty()
                        && groups.get(groups.size() - 1).add(entry.head(), ByteBuffer.wrap(entry.content()))) {
                    added++;
                    continue;
                }
                appendAll(writer, groups);
                room.clear();
                added = most;
                put(writer, entry, Integer.MAX_VALUE);
            }
            appendAll(writer, groups);
            writer.finish();
        }
    }

    private static void appendAll(ArchiveWriter writer, List<ArchiveWriter.Group> groups) throws IOException {
        for (ArchiveWriter.Group group : groups) {
            writer.append(group);
        }
        groups.clear();
    }

    /**
     * Writes a complete archive with a context.
     *
     * @param format writes it
     * @param entries in the order of the archive
     * @param context of the writer
     * @param output takes it
     * @param cut content is written in pieces of at most this number of bytes
     * @throws IOException if the writer or the output throws it
     */
    public static void write(
            ArchiveFormat format, List<SampleEntry> entries, WriterContext context, ArchiveOutput output, int cut)
            throws IOException {
        try (ArchiveWriter writer = format.openWriter(output, context)) {
            for (SampleEntry entry : entries) {
                put(writer, entry, cut);
            }
            writer.finish();
        }
    }

    /** Writes one entry, its content in pieces of {@code cut} bytes. */
    static void put(ArchiveWriter writer, SampleEntry entry, int cut) throws IOException {
        writer.putEntry(entry.head());
        writeContent(writer, entry.content(), cut);
        writer.closeEntry(entry.crc32());
    }

    private static void writeContent(ArchiveWriter writer, byte[] content, int cut) throws IOException {
        for (int at = 0; at < content.length; ) {
            int n = Math.min(cut, content.length - at);
            writer.write(ByteBuffer.wrap(content, at, n));
            at += n;
        }
    }

    /**
     * {@return all entries with their content}
     *
     * @param format reads them, as those of an archive of its own
     * @param archive all bytes
     * @throws IOException if the reader throws it
     */
    public static List<SampleEntry> read(ArchiveFormat format, byte[] archive) throws IOException {
        return readAll(format.openReader(new MemoryChannel(archive)));
    }

    /**
     * {@return all entries with their content, read by the format's strict reader}
     *
     * @param format reads them, as those of an untrusted archive
     * @param archive all bytes
     * @throws IOException if the reader throws it
     */
    public static List<SampleEntry> readStrictly(ArchiveFormat format, byte[] archive) throws IOException {
        return readAll(format.openStrictReader(new MemoryChannel(archive)));
    }

    /** The number of entries, without their content. */
    static int count(ArchiveFormat format, byte[] archive) throws IOException {
        int entries = 0;
        try (ArchiveReader reader = format.openReader(new MemoryChannel(archive))) {
            while (reader.next() != null) {
                entries++;
            }
        }
        return entries;
    }

    static List<SampleEntry> readAll(ArchiveReader open) throws IOException {
        List<SampleEntry> entries = new ArrayList<>();
        try (ArchiveReader reader = open) {
            for (ArchiveEntry head = reader.next(); head != null; head = reader.next()) {
                // one byte more than it should have; with this limit, small content takes little memory
                int oneMore = (int) Math.min(head.size() + 1, Integer.MAX_VALUE);
                entries.add(new SampleEntry(head, reader.content().readNBytes(oneMore)));
            }
        }
        return entries;
    }

    /**
     * {@return the entries of a small archive with everything that all formats support, and names that all tools
     * accept}
     */
    public static List<SampleEntry> mixture() {
        return List.of(
                SampleEntry.folder(RawPath.of("film")).withMtime(Instant.parse("2024-02-29T12:00:00Z")),
                SampleEntry.folder(RawPath.of("film/empty")).withMode(0700),
                SampleEntry.file(RawPath.of("film/empty.txt"), new byte[0]),
                SampleEntry.symbolicLink(RawPath.of("film/link"), RawPath.of("script.txt")),
                SampleEntry.file(RawPath.of("film/notes.txt"), SampleContent.text(100)),
                SampleEntry.file(RawPath.of("film/script.txt"), SampleContent.text((2 << 20) + 17))
                        .withMtime(Instant.parse("2025-01-15T10:00:01.1234567Z")),
                SampleEntry.file(RawPath.of("film/still.png"), SampleContent.noise(70_001))
                        .stored(),
                SampleEntry.file(RawPath.of("film/take.mov"), SampleContent.noise((1 << 20) + 333))
                        .stored()
                        .withMode(0444),
                SampleEntry.file(RawPath.of("film/tool.sh"), SampleContent.text(4096))
                        .withMode(0755),
                SampleEntry.file(RawPath.of("film/Ünïcödé.txt"), SampleContent.text(33)));
    }

    /** {@return about 30 MB of small and large entries, compressible and not, that keep several threads busy} */
    public static List<SampleEntry> manySizes() {
        return ManySizes.ENTRIES;
    }

    /** Made once: several tests of each format write them. */
    private static final class ManySizes {
        private static final List<SampleEntry> ENTRIES = List.copyOf(makeManySizes());
    }

    private static List<SampleEntry> makeManySizes() {
        List<SampleEntry> entries = new ArrayList<>(mixture());
        for (int i = 0; i < 40; i++) {
            byte[] text = SampleContent.text(1000 + i * 20_000);
            entries.add(SampleEntry.file(RawPath.of("t/" + (100 + i)), text));
            entries.add(SampleEntry.file(RawPath.of("t/" + (100 + i) + ".png"), SampleContent.noise(i * 3000))
                    .stored());
        }
        entries.add(SampleEntry.file(RawPath.of("u/a.txt"), SampleContent.text((3 << 20) + 1)));
        entries.add(SampleEntry.file(RawPath.of("u/b.mov"), SampleContent.noise(5 << 20))
                .stored()
                .withUnknownCrc());
        entries.add(SampleEntry.file(RawPath.of("u/c.txt"), SampleContent.text(5 << 20))
                .withUnknownCrc());
        for (int i = 0; i < 400; i++) {
            entries.add(SampleEntry.file(RawPath.of("v/" + (1000 + i)), SampleContent.text(i)));
        }
        return entries;
    }
}
