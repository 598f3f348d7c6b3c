package org.projectexporter.internal.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/**
 * Whatever is read, as a file or as values in any order, from memory or a stream, is read or refused by a {@link
 * KeptFileException}, and what comes out of it is no longer than it. Memory and stream give the same.
 */
class WireFuzzTest {
    private static final Path FILE = Path.of("fuzzed");
    private static final FileKind KIND = FileKind.ofExport("FUZZ", 2, "the fuzzed file");
    private static final int MOST_VALUES = 64;

    /** Reads a value, and returns about how many bytes were in it. */
    private interface Reading {
        long bytes(WireReader in) throws IOException;
    }

    private static final List<Reading> READINGS = List.of(
            fixed(Byte.BYTES, WireReader::readByte),
            fixed(Byte.BYTES, WireReader::readBoolean),
            fixed(Short.BYTES, WireReader::readShort),
            fixed(Integer.BYTES, WireReader::readInt),
            fixed(Long.BYTES, WireReader::readLong),
            fixed(Long.BYTES + Integer.BYTES, WireReader::readInstant),
            fixed(Byte.BYTES, in -> in.readEnum(EntryType.values())),
            in -> in.readBytes().length,
            in -> in.readBytes(16).length,
            in -> in.readFixed(in.readByte()).length,
            in -> in.readPath().length(),
            in -> in.readText().length(),
            in -> in.readOptional(WireReader::readText) == null ? 0 : 1,
            in -> in.readList(WireReader::readByte).size(),
            in -> in.readList(from -> from.readList(WireReader::readText)).size(),
            in -> in.readChecked(PlannedEntryWire::read).path().length(),
            in -> in.readChecked(ArchiveEntryWire::read).path().length(),
            fixed(Byte.BYTES, in -> in.readChecked(FileStatWire::read)),
            in -> in.readChecked(FindingWire::read).detail().length(),
            in -> in.readChecked(PortabilityIssueWire::read).examples().size());

    private static Reading fixed(int bytes, Decoder<?> decoder) {
        return in -> {
            decoder.read(in);
            return bytes;
        };
    }

    private static void write(WireWriter out, Object anything) throws IOException {
        RawPath path = RawPath.of("film/a");
        PlannedEntry entry = PlannedEntry.file(
                path,
                EntryRole.REPOSITORY,
                5,
                Instant.EPOCH,
                0644,
                new Content.OfFile(Path.of("/a")),
                StorageHint.AUTO);
        out.writeByte(15);
        PlannedEntryWire.write(out, entry);
        out.writeByte(16);
        ArchiveEntryWire.write(
                out,
                ArchiveEntry.builder(path, EntryType.FILE)
                        .size(5)
                        .mode(0644)
                        .compress(true)
                        .build());
        out.writeByte(17);
        FileStatWire.write(out, new FileStat(FileStat.Kind.FILE, 5, Instant.EPOCH, 0644, 1, 2, 3));
        out.writeByte(18);
        FindingWire.write(out, Finding.note(anything.toString()));
        out.writeByte(14);
        out.writeList(
                List.of(List.of("a"), List.<String>of()), (to, list) -> to.writeList(list, WireWriter::writeText));
    }

    static Stream<byte[]> seeds() throws IOException {
        byte[] file = KeptFile.encode(KIND, "a note", WireFuzzTest::write);
        byte[] other = FileKind.ofExport("FUZZ", 3, "a newer one").header();
        return Stream.of(
                file,
                Arrays.copyOfRange(file, FileKind.HEADER_BYTES, file.length - Integer.BYTES),
                other,
                new byte[] {'P', 'E', 'X', 'P', 'J', 'R', 'N', 2, 0},
                new byte[] {13, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areReadOrRefused(byte[] bytes) throws IOException {
        readFile(bytes);
        readFile(Seals.sealed(bytes));
        String fromMemory = readValues(new WireReader(bytes, KIND.at(FILE)), bytes.length);
        String fromStream =
                readValues(new WireReader(new ByteArrayInputStream(bytes), bytes.length, KIND.at(FILE)), bytes.length);
        require(fromMemory.equals(fromStream), fromMemory + " from memory, " + fromStream + " from a stream");
        readValues(new WireReader(new ByteArrayInputStream(bytes), Long.MAX_VALUE, KIND.at(FILE)), bytes.length);
    }

    private static void readFile(byte[] bytes) throws IOException {
        try {
            long read = KeptFile.decode(KIND, bytes, FILE, in -> sizes(in, new StringBuilder()));
            require(read <= bytes.length, "more was read than there is");
        } catch (KeptFileException refused) {
            // as it should be
        }
    }

    /** What was read, until something was refused. */
    private static String readValues(WireReader in, int length) throws IOException {
        StringBuilder story = new StringBuilder();
        try (in) {
            long read = sizes(in, story);
            require(read <= length, "more was read than there is");
        } catch (CorruptFileException refused) {
            story.append(" refused");
        }
        return story.toString();
    }

    /** A byte says what is read next. */
    private static long sizes(WireReader in, StringBuilder story) throws IOException {
        long sum = 0;
        for (int i = 0; i < MOST_VALUES && in.remaining() > 0; i++) {
            long bytes = READINGS.get(in.readByte() % READINGS.size()).bytes(in);
            story.append(' ').append(bytes);
            sum += bytes;
        }
        story.append(" sum ").append(in.crc32c());
        return sum;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
