package org.projectexporter.internal.reading.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;

class EntryLogTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private static EntryLog.Entry entry(Random random, int number, long position) {
        EntryType type = EntryType.values()[number % EntryType.values().length];
        RawPath path = RawPath.of("film/" + "x".repeat(random.nextInt(300)) + number);
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        boolean file = type == EntryType.FILE;
        return new EntryLog.Entry(
                path,
                type,
                random.nextInt(010000),
                file ? random.nextLong() >>> random.nextInt(1, 63) : 0,
                position,
                link ? RawPath.of(new byte[] {'a', (byte) 0xff, (byte) number}) : null,
                file ? SHA256 : null);
    }

    @Test
    void entries_comeBackAsTheyWere_alsoAcrossChunks() throws MemoryException {
        Random random = new Random(7);
        EntryLog log = new EntryLog();
        List<EntryLog.Entry> entries = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < 5000; i++) {
            position += random.nextLong() >>> random.nextInt(20, 63);
            entries.add(entry(random, i, position));
            log.add(entries.get(i));
        }
        EntryLog.Reader reader = log.read();
        for (EntryLog.Entry entry : entries) {
            assertThat(reader.next()).isEqualTo(entry);
        }
        assertThat(reader.next()).isNull();
        log.add(entries.get(0));
        assertThat(reader.next()).isEqualTo(entries.get(0));
    }

    @Test
    void unknownPositions_stayUnknown() throws MemoryException {
        EntryLog log = new EntryLog();
        for (int i = 0; i < 3; i++) {
            log.add(new EntryLog.Entry(RawPath.of("a" + i), EntryType.DIRECTORY, 0755, 0, -1, null, null));
        }
        EntryLog.Reader reader = log.read();
        for (int i = 0; i < 3; i++) {
            assertThat(reader.next()).extracting(EntryLog.Entry::position).isEqualTo(-1L);
        }
    }
}
