package org.projectexporter.internal.exporting.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.projectexporter.fakes.FakeSpool;
import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

class WrittenDatabasesTest {
    private static final RawPath FILM = RawPath.of("film");
    private static final RawPath DATABASE = RawPath.of("film/edit.db");
    private static final RawPath WAL = RawPath.of("film/edit.db-wal");
    private static final RawPath JOURNAL = RawPath.of("film/edit.db-journal");
    private static final String ONE = "01".repeat(32);
    private static final String TWO = "02".repeat(32);

    private final FakeSpool spool = new FakeSpool();
    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        ledger = new Ledger(spool, FILM);
    }

    private static DatabaseState state(String database, String wal, boolean settled) {
        return new DatabaseState(
                DATABASE,
                List.of(
                        new DatabaseState.Member(DATABASE, database),
                        new DatabaseState.Member(JOURNAL, null),
                        new DatabaseState.Member(WAL, wal)),
                settled,
                false);
    }

    private static PlannedEntry planned(RawPath path, long size) {
        return PlannedEntry.file(
                path,
                EntryRole.WORKING_TREE,
                size,
                Instant.EPOCH,
                0644,
                new Content.OfFile(Path.of("/" + path)),
                StorageHint.AUTO);
    }

    private void enter(RawPath path, long size, String sha256) throws IOException {
        ledger.enterFile(planned(path, size), new FileDigests(sha256, null), null, ContentClass.OTHER, false);
    }

    private List<Finding> judged() throws IOException {
        return judged(new Ledger(spool, FILM));
    }

    private static List<Finding> judged(Ledger resumed) throws IOException {
        resumed.judgeDatabases(path -> path.equals(JOURNAL));
        return resumed.findings();
    }

    @Test
    void aDatabaseAsInItsState_isNotListed_thoughAnotherRunWroteItsLog() throws IOException {
        ledger.found(state(ONE, TWO, true));
        enter(DATABASE, 10, ONE);
        enter(JOURNAL, 0, "e3".repeat(32)); // the digest of no bytes
        enter(WAL, 10, TWO);

        assertThat(judged()).isEmpty();
    }

    @Test
    void aLogOfAnotherMoment_isListed() throws IOException {
        ledger.found(state(ONE, TWO, true));
        enter(DATABASE, 10, ONE);
        enter(WAL, 10, ONE);

        assertThat(judged()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.CHANGED);
            assertThat(finding.detail()).contains("(edit.db-wal)");
        });
    }

    @Test
    void aLogThatCameIntoBeingAfterThePlan_isListed() throws IOException {
        ledger.found(state(ONE, TWO, true));
        enter(DATABASE, 10, ONE);

        assertThat(judged()).extracting(Finding::kind).containsExactly(Finding.Kind.CHANGED);
    }

    @Test
    void aDatabaseWithoutARestingMoment_isListed_evenIfEveryFileLooksTheSame() throws IOException {
        ledger.found(state(ONE, null, false));
        enter(DATABASE, 10, ONE);

        assertThat(judged()).extracting(Finding::kind).containsExactly(Finding.Kind.CHANGED);
    }

    @Test
    void aJournalThatIsGoneWithItsTransaction_isNotMissed() throws IOException {
        ledger.found(state(ONE, null, true));
        enter(DATABASE, 10, ONE);
        ledger.vanished(planned(JOURNAL, 512));

        assertThat(judged()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.NOTE);
            assertThat(finding.path()).isEqualTo(JOURNAL);
        });
    }

    @Test
    void aJournalThatAPatternLeavesOut_isANote() throws IOException {
        ledger.found(new DatabaseState(
                DATABASE,
                List.of(new DatabaseState.Member(DATABASE, ONE), new DatabaseState.Member(JOURNAL, TWO)),
                true,
                true));
        enter(DATABASE, 10, ONE);

        assertThat(judged()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.NOTE);
            assertThat(finding.detail()).contains("lacks what is in edit.db-journal");
        });
    }

    @Test
    void aStateOfAnEarlierRun_counts_onlyIfThatRunWroteAFileOfIt() throws IOException {
        ledger.found(state(ONE, TWO, true));
        assertThat(new Ledger(spool, FILM).begunDatabases()).isEmpty();

        enter(DATABASE, 10, ONE);
        assertThat(new Ledger(spool, FILM).begunDatabases()).containsExactly(state(ONE, TWO, true));
    }

    @Test
    void aLaterState_replacesAnEarlierOne() throws IOException {
        ledger.found(state(TWO, TWO, true));
        ledger.found(state(ONE, null, true));
        enter(DATABASE, 10, ONE);

        assertThat(judged()).isEmpty();
    }
}
