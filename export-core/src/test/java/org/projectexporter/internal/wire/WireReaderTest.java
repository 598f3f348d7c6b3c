package org.projectexporter.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.StorageHint;

/** What cannot have been written is refused. */
class WireReaderTest {
    private static final Origin ORIGIN = new Origin("the file x", "do this");

    private static WireReader reader(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return new WireReader(all, ORIGIN);
    }

    private static void assertRefused(WireReader in, Decoder<?> decoder, String found) {
        assertThatThrownBy(() -> decoder.read(in))
                .isInstanceOf(CorruptFileException.class)
                .hasMessage("the file x is damaged (" + found + "); do this");
    }

    @Test
    void anythingButABoolean_isRefused() {
        assertRefused(reader(2), WireReader::readBoolean, "a boolean of 2");
    }

    @Test
    void unknownConstant_isRefused() {
        assertRefused(
                reader(TimeUnit.values().length),
                in -> in.readEnum(TimeUnit.values()),
                "constant 7 of an enum that has 7");
    }

    @Test
    void lengthBeyondTheEnd_isRefused_beforeMemoryIsTaken() {
        assertRefused(reader(0x00, 0xff, 0xff, 0xff, 1), WireReader::readBytes, "a length of 16777215");
        assertRefused(reader(0xff, 0xff, 0xff, 0xff, 1), WireReader::readPath, "a length of 4294967295");
        assertRefused(reader(0, 0, 0, 2, 1), WireReader::readText, "a length of 2");
        assertRefused(
                reader(0x7f, 0xff, 0xff, 0xff, 1), in -> in.readList(WireReader::readByte), "a list of 2147483647");
        assertRefused(reader(0x80, 0, 0, 0, 1), in -> in.readList(WireReader::readByte), "a list of 2147483648");
        assertRefused(reader(1), in -> in.readFixed(Integer.MAX_VALUE), "it ends early");
    }

    @Test
    void lengthBeyondTheBound_isRefused_whateverFollows() {
        assertRefused(reader(0, 0, 0, 3, 1, 2, 3), in -> in.readBytes(2), "a length of 3");
        WireReader stream = new WireReader(new ByteArrayInputStream(new byte[] {0x7f, 0, 0, 0}), 1L << 40, ORIGIN);
        assertThatThrownBy(stream::readBytes).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void impossibleMoment_isRefused() {
        assertRefused(
                reader(0, 0, 0, 0, 0, 0, 0, 1, 0x3b, 0x9a, 0xca, 0),
                WireReader::readInstant,
                "a moment 1 seconds and 1000000000 nanoseconds after 1970");
        assertThatThrownBy(() -> reader(0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).readInstant())
                .isInstanceOf(CorruptFileException.class);
        assertThatThrownBy(() -> reader(0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).readInstant())
                .isInstanceOf(CorruptFileException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesThatEndEarly_areRefused(boolean stream) {
        for (int length = 0; length < 8; length++) {
            byte[] bytes = new byte[length];
            WireReader in = stream
                    ? new WireReader(new ByteArrayInputStream(bytes), 8, ORIGIN) // it was cut since it was measured
                    : new WireReader(bytes, ORIGIN);
            assertRefused(in, WireReader::readLong, "it ends early");
        }
    }

    @Test
    void bytesAfterTheEnd_areRefused() {
        assertThatThrownBy(() -> reader(1, 2).requireEnd()).hasMessageContaining("2 bytes follow its end");
    }

    @Test
    void wrongChecksum_isRefused() throws IOException {
        WireReader in = reader(1, 0, 0, 0, 0);
        in.readByte();

        assertThatThrownBy(in::requireChecksum).hasMessageContaining("its checksum is wrong");
    }

    @Test
    void valueThatItsTypeRefuses_isCorruption_withTheCause() {
        assertThatThrownBy(() -> reader().readChecked(in -> new ContentCheck("no digest", true)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("the file x is damaged (it holds a value that cannot be)")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Where a constant is added or moved, the versions of the files that hold it have to grow: see who uses {@code
     * readEnum}.
     */
    @Test
    void enumsOnTheWire_haveTheOrderOfTheseVersions() {
        assertThat(Arrays.toString(EntryType.values())).isEqualTo("[FILE, DIRECTORY, SYMBOLIC_LINK, HARD_LINK]");
        assertThat(Arrays.toString(EntryRole.values()))
                .isEqualTo(
                        "[WORKING_TREE, REPOSITORY, REPOSITORY_INDEX, REPOSITORY_OBJECT, LARGE_OBJECT, OLDER_LARGE_OBJECT, DEPENDENCY,"
                                + " METADATA]");
        assertThat(Arrays.toString(StorageHint.values())).isEqualTo("[AUTO, STORE, COMPRESS]");
        assertThat(Arrays.toString(FileStat.Kind.values()))
                .isEqualTo("[FILE, DIRECTORY, SYMBOLIC_LINK, FIFO, SOCKET, DEVICE, OTHER]");
        assertThat(Arrays.toString(Finding.Kind.values()))
                .isEqualTo("[SPECIAL_FILE, LEFT_OUT, REWRITTEN, OBJECT_MISSING, OBJECT_CORRUPT, CHANGED, VANISHED,"
                        + " NOT_ALLOWED, NOT_CLEAN, UNREADABLE, NOTE, UNKNOWN, BROKEN, OLDER_OBJECT_MISSING, UNRESOLVED,"
                        + " SEAL_FAILED]");
        assertThat(PortabilityIssue.Kind.values()).hasSize(15);
    }
}
