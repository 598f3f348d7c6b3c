package org.projectexporter.internal.exporting.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.RawPath;

class DatabaseFilesTest {
    private static final RawPath NAME = RawPath.of("film/edit.db");
    private static final byte[] MAGIC = "SQLite format 3\0 and pages".getBytes(US_ASCII);
    private static final byte[] WAL = HexFormat.of().parseHex("377f0683002de21800001000");
    private static final byte[] JOURNAL = HexFormat.of().parseHex("d9d505f920a163d700000001");

    @TempDir
    Path temp;

    private int openings;

    private Path write(String suffix, byte[] content) throws IOException {
        return Files.write(temp.resolve("edit.db" + suffix), content);
    }

    private static ReadableByteChannel open(RawPath path, Path file) throws IOException {
        return FileChannel.open(file);
    }

    private DatabaseFiles files(DatabaseFiles.Opener opener) {
        return new DatabaseFiles(NAME, temp.resolve("edit.db"), opener);
    }

    /** Something another program does before a file is opened; openings count from 1. */
    private interface Program {
        void before(RawPath path, int opening) throws IOException;
    }

    private DatabaseState settle(Program program) throws IOException {
        return files((path, file) -> {
                    program.before(path, ++openings);
                    return open(path, file);
                })
                .settle();
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(content));
    }

    private RawPath groupOf(String name, byte[] first) throws IOException {
        DatabaseFiles files = DatabaseFiles.around(
                RawPath.of("film/" + name), temp.resolve(name), ByteBuffer.wrap(first), DatabaseFilesTest::open);
        return files == null ? null : files.database();
    }

    @Test
    void aFileThatBeginsLikeADatabase_isOne_whateverItsName() throws IOException {
        assertThat(groupOf("Cookies", MAGIC)).isEqualTo(RawPath.of("film/Cookies"));
        assertThat(groupOf("notes.db", "no database, really".getBytes(US_ASCII)))
                .isNull();
        assertThat(groupOf("short", new byte[3])).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-journal", "-shm"})
    void aFileNextToADatabase_isOneOfItsFiles(String suffix) throws IOException {
        write("", MAGIC);

        assertThat(groupOf("edit.db" + suffix, new byte[32])).isEqualTo(NAME);
    }

    @Test
    void aLogNextToAnEncryptedDatabase_isOneOfItsFiles() throws IOException {
        write("", new byte[] {7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5, 2});

        assertThat(groupOf("edit.db-wal", WAL)).isEqualTo(NAME);
        assertThat(groupOf("edit.db-journal", JOURNAL)).isEqualTo(NAME);
        assertThat(groupOf("edit.db-shm", new byte[32])).isNull();
    }

    @Test
    void aFileThatOnlyHasSuchAName_isNone() throws IOException {
        Files.writeString(temp.resolve("travel"), "a text");

        assertThat(groupOf("travel-journal", "day one".getBytes(US_ASCII))).isNull();
        assertThat(groupOf("alone-wal", WAL)).isNull();
        assertThat(groupOf("-wal", WAL)).isNull();
    }

    @Test
    void aDatabaseAtRest_hasTheStateOfItsFiles_anEmptyLogIsLikeNone() throws IOException {
        write("", MAGIC);
        write("-journal", new byte[0]);
        write("-wal", WAL);

        DatabaseState state = settle((path, opening) -> {});

        assertThat(state.settled()).isTrue();
        assertThat(state.open()).isTrue();
        assertThat(state.files())
                .containsExactly(
                        new DatabaseState.Member(NAME, sha256(MAGIC)),
                        new DatabaseState.Member(NAME.append("-journal"), null),
                        new DatabaseState.Member(NAME.append("-wal"), sha256(WAL)));
        assertThat(openings).isEqualTo(3 * 3);
        assertThat(state.agreesWith(NAME.append("-wal"), null)).isFalse();
        assertThat(state.agreesWith(NAME.append("-shm"), sha256(WAL))).isTrue();
    }

    /** The log's content moves into the database between the readings of the two: neither is in what was read. */
    @Test
    void aCheckpointBetweenTwoFiles_isNotTakenForAState() throws IOException {
        byte[] after = "SQLite format 3\0 and more pages".getBytes(US_ASCII);
        write("", MAGIC);
        write("-wal", WAL);

        DatabaseState state = settle((path, opening) -> {
            if (opening == 2) { // the database was read, its log was not
                write("", after);
                write("-wal", new byte[0]);
            }
        });

        assertThat(state.settled()).isTrue();
        assertThat(state.agreesWith(NAME, sha256(after))).isTrue();
        assertThat(state.agreesWith(NAME.append("-wal"), null)).isTrue();
        assertThat(state.open()).isFalse();
        assertThat(openings).isEqualTo(4 * 3);
    }

    /** Three readings of three files, and one more once it is over: whenever it ends, no state is half of it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aTransactionThatEndsBetweenTwoFiles_isNotTakenForAState(int end) throws IOException {
        byte[] after = "SQLite format 3\0 changed".getBytes(US_ASCII);
        write("", MAGIC);
        Path journal = write("-journal", JOURNAL);

        DatabaseState state = settle((path, opening) -> {
            if (opening == end) {
                write("", after);
                Files.delete(journal);
            }
        });

        assertThat(state.settled()).isTrue();
        boolean ended = state.agreesWith(NAME, sha256(after));
        assertThat(state.agreesWith(NAME, sha256(ended ? after : MAGIC))).isTrue();
        assertThat(state.agreesWith(NAME.append("-journal"), ended ? null : sha256(JOURNAL)))
                .isTrue();
    }

    /** A write within one tick of the file system's clock, which keeps the size, as when SQLite begins its log again. */
    @Test
    void aDatabaseThatNeverRests_hasNoState_thoughSizesAndTimesStayTheSame() throws IOException {
        write("", MAGIC);
        Path wal = write("-wal", WAL);
        FileTime time = Files.getLastModifiedTime(wal);

        DatabaseState state = settle((path, opening) -> {
            byte[] content = WAL.clone();
            content[8] = (byte) opening;
            Files.write(wal, content);
            Files.setLastModifiedTime(wal, time);
        });

        assertThat(state.settled()).isFalse();
    }

    @Test
    void aDatabaseThatRestsForAMoment_isFoundThen() throws IOException {
        Path file = write("", MAGIC);

        DatabaseState state = settle((path, opening) -> {
            if (opening <= 20) {
                Files.write(file, new byte[] {(byte) opening});
            }
        });

        assertThat(state.settled()).isTrue();
        assertThat(state.agreesWith(NAME, sha256(new byte[] {20}))).isTrue();
    }

    /** Its copy would look for a file that only the original has, and take the transaction as finished. */
    @Test
    void aTransactionOfSeveralDatabases_isNoStateOfOne() throws IOException {
        write("", MAGIC);
        write(
                "-journal",
                ByteBuffer.allocate(40)
                        .put(JOURNAL)
                        .putLong(32, 0xd9d505f920a163d7L)
                        .array());

        assertThat(settle((path, opening) -> {}).settled()).isFalse();
    }

    @Test
    void aFileThatCannotBeRead_leavesTheStateUnknown() throws IOException {
        write("", MAGIC);

        DatabaseState state = settle((path, opening) -> {
            if (path.equals(NAME.append("-wal"))) {
                throw new IOException("Input/output error");
            }
        });

        assertThat(state.settled()).isFalse();
    }

    @Test
    void aWriteBetweenTheReadingsThatAgreeAndTheirDigests_isNotTakenForAState() throws IOException {
        Path file = write("", MAGIC);
        byte[] after = "SQLite format 3\0 changed".getBytes(US_ASCII);

        DatabaseState state = settle((path, opening) -> {
            if (opening == 7) {
                Files.write(file, after);
            }
        });

        assertThat(state.settled()).isTrue();
        assertThat(state.agreesWith(NAME, sha256(after))).isTrue();
        assertThat(openings).isEqualTo(6 * 3);
    }

    @Test
    void aQuickState_hasSumsOfWhatWasRead() throws IOException {
        write("", MAGIC);
        QuickSum sum = new QuickSum();
        sum.update(MAGIC, 0, MAGIC.length);

        DatabaseState state = files(DatabaseFilesTest::open).settleQuickly();

        assertThat(state.settled()).isTrue();
        assertThat(state.agreesWith(NAME, sum.text())).isTrue();
        assertThat(state.agreesWith(NAME, null)).isFalse();
        assertThat(sum.text()).hasSize(16);
    }

    @Test
    void aState_isTheSame_afterItWasWrittenAndRead() throws IOException {
        write("", MAGIC);
        DatabaseState state = settle((path, opening) -> {});
        WireWriter out = new WireWriter();
        DatabaseState.write(out, state);

        assertThat(DatabaseState.read(new WireReader(out.toByteArray(), new Origin("a test", "nothing"))))
                .isEqualTo(state);
    }

    @Test
    void findings_nameTheFilesThatDiffer_andAreUnexpectedOnlyThen() {
        DatabaseState state = new DatabaseState(NAME, List.of(), true, true);
        RawPath wal = NAME.append("-wal");

        assertThat(DatabaseFindings.of(state, List.of(wal), List.of(), List.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind().isUnexpected()).isTrue();
                    assertThat(finding.path()).isEqualTo(NAME);
                    assertThat(finding.detail()).contains("(edit.db-wal)", "Close the program");
                });
        assertThat(DatabaseFindings.of(state, List.of(), List.of(wal), List.of()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind().isUnexpected()).isFalse());
        assertThat(DatabaseFindings.of(state, List.of(), List.of(), List.of(NAME.append("-journal"))))
                .extracting(finding -> finding.path().toString())
                .containsExactly("film/edit.db", "film/edit.db-journal");
    }
}
