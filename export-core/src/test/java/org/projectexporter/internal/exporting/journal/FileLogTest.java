package org.projectexporter.internal.exporting.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.NewerFileException;
import org.projectexporter.internal.wire.OlderFileException;

class FileLogTest {
    private static final int HEAD_BYTES = 36;
    private static final byte[] ID = "sixteen bytes id".getBytes(US_ASCII);
    private static final List<String> RECORDS = List.of("first", "", "the third, which is longer", "last");

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void writeRecords() throws IOException {
        file = temp.resolve("journal");
        append(RECORDS);
    }

    private CheckpointStore.Log open() throws IOException {
        return CheckpointStore.IN_WORK_FOLDER.open(temp, ID);
    }

    private void append(List<String> records) throws IOException {
        try (CheckpointStore.Log log = open()) {
            log.replay(record -> {});
            for (String record : records) {
                log.append(record.getBytes(US_ASCII));
            }
        }
    }

    private List<String> replay() throws IOException {
        List<String> records = new ArrayList<>();
        try (CheckpointStore.Log log = open()) {
            log.replay(record -> records.add(new String(record, US_ASCII)));
        }
        return records;
    }

    @Test
    void replay_givesWhatWasAppended_andMoreCanFollow() throws IOException {
        assertThat(replay()).isEqualTo(RECORDS);

        append(List.of("more"));

        assertThat(replay()).startsWith("first").endsWith("last", "more").hasSize(5);
    }

    @Test
    void replay_ofALogThatIsCutOffAnywhere_givesTheRecordsThatAreWhole_andMoreCanFollow() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            List<String> found = replay();

            assertThat(found).as("cut to %s bytes", length).isEqualTo(RECORDS.subList(0, found.size()));
            assertThat(found.size()).as("cut to %s bytes", length).isEqualTo(recordsIn(length));
            append(List.of("more"));
            assertThat(replay()).as("cut to %s bytes", length).hasSize(found.size() + 1);
        }
    }

    private static int recordsIn(int length) {
        int end = HEAD_BYTES;
        int records = 0;
        for (String record : RECORDS) {
            end += 16 + record.length();
            records += end <= length ? 1 : 0;
        }
        return records;
    }

    @Test
    void replay_withATornTailOfZerosOrGarbage_cutsItOff() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int bytes : new int[] {1, 15, 16, 17, 4096, 100_000}) {
            for (byte[] tail : List.of(new byte[bytes], TestFiles.noise(bytes, bytes))) {
                byte[] torn = Arrays.copyOf(whole, whole.length + bytes);
                System.arraycopy(tail, 0, torn, whole.length, bytes);
                Files.write(file, torn);

                assertThat(replay()).isEqualTo(RECORDS);
                assertThat(file).hasSize(whole.length);
            }
        }
    }

    @Test
    void replay_withAnyBitFlippedBeforeTheLastRecord_isRefusedByName() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int lastRecord = whole.length - 16 - "last".length();
        for (int at = 0; at < lastRecord; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                Files.write(file, flipped);

                assertThatThrownBy(this::replay)
                        .as("bit %s of byte %s", bit, at)
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(file.toString())
                        .hasMessageContaining("is damaged")
                        .hasMessageContaining("discard");
                assertThat(file).as("bit %s of byte %s", bit, at).hasBinaryContent(flipped);
            }
        }
    }

    /** What a write that was torn leaves too: the record does not count. */
    @Test
    void replay_withTheLastRecordDamaged_givesThoseBeforeIt() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at = whole.length - 16 - "last".length(); at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);

            assertThat(replay()).as("byte %s", at).isEqualTo(RECORDS.subList(0, 3));
        }
    }

    @Test
    void open_ofAnotherExportsLog_isRefused() {
        assertThatThrownBy(() -> CheckpointStore.IN_WORK_FOLDER.open(temp, "another of these".getBytes(US_ASCII)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("another export");
    }

    /** Made by the build before there was a header for all files. */
    @Test
    void open_ofAnOlderVersion_isRefused_withWhatToDo() throws IOException {
        byte[] old = Base64.getDecoder()
                .decode("UEVYUEpSTgJhbiBleHBvcnQncyBpZC4uVAs5AwAAAC0AAAAAAAAAABcIekkBAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAA"
                        + "AAAAA2Bko3oAAAAAAAABeImnA7c=");
        for (int length : new int[] {old.length, 28}) { // 28 are the header alone
            byte[] found = Arrays.copyOf(old, length);
            Files.write(file, found);

            assertThatThrownBy(this::open)
                    .isInstanceOf(OlderFileException.class)
                    .hasMessageContaining(file + " was written by an older version of this program")
                    .hasMessageContaining("its layout is 2, this version reads 6")
                    .hasMessageContaining("resume the export with that version, or discard it");
            assertThat(file).hasBinaryContent(found);
        }
    }

    @Test
    void open_ofANewerVersion_isRefused_andLeftAsItIs() throws IOException {
        byte[] header = FileKind.ofExport("JRNL", 7, "the journal").header();
        Files.write(file, header);

        assertThatThrownBy(this::open).isInstanceOf(NewerFileException.class).hasMessageContaining(file.toString());
        assertThat(file).hasBinaryContent(header);
    }

    @Test
    void append_afterAFailure_isRefused() throws IOException {
        CheckpointStore.Log log = open();
        log.replay(record -> {});
        log.close(); // a channel that is closed fails each write
        assertThatThrownBy(() -> log.append(new byte[1])).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> log.append(new byte[1])).hasMessageContaining("could not be written before");
        assertThat(replay()).isEqualTo(RECORDS);
    }
}
