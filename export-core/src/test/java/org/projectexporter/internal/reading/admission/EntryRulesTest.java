package org.projectexporter.internal.reading.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ExportException;
import org.projectexporter.ImportLimits;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames;

class EntryRulesTest {
    private final EntryRules rules = new EntryRules(4095, new SeenNames());

    private static ArchiveEntry entry(String path, EntryType type, @Nullable String target, long size) {
        return ArchiveEntry.builder(RawPath.of(path), type)
                .size(size)
                .mode(0644)
                .linkTarget(target == null ? null : RawPath.of(target))
                .build();
    }

    private void check(String path, EntryType type) throws ExportException {
        rules.check(entry(path, type, null, 0));
    }

    private void assertRefused(ArchiveDefect defect, ArchiveEntry entry) {
        assertThatThrownBy(() -> rules.check(entry)).isInstanceOfSatisfying(RefusedArchiveException.class, refused -> {
            assertThat(refused.defect()).isEqualTo(defect);
            assertThat(refused.entry()).contains(entry.path());
        });
    }

    /** Git objects that were repacked during the export are at its end, possibly before their folder. */
    @Test
    void folderThatFollowsWhatItHolds_isTakenOnce() throws ExportException {
        check("film", EntryType.DIRECTORY);
        check("film/a/b/c", EntryType.FILE);
        check("film/a", EntryType.DIRECTORY);
        check("film/a/b/d", EntryType.FILE);
        assertRefused(ArchiveDefect.DUPLICATE_NAME, entry("film/a", EntryType.DIRECTORY, null, 0));
        assertRefused(ArchiveDefect.DUPLICATE_NAME, entry("film/a/b", EntryType.FILE, null, 0));
    }

    @Test
    void linkThatTakesThePlaceOfAFolder_isRefused() throws ExportException {
        check("film/a/b", EntryType.FILE);
        assertRefused(ArchiveDefect.DUPLICATE_NAME, entry("film/a", EntryType.SYMBOLIC_LINK, "/etc", 0));
    }

    @Test
    void fileBelowALink_isRefused_alsoAfterOthersInTheSameFolder() throws ExportException {
        check("film/a", EntryType.FILE);
        rules.check(entry("film/l", EntryType.SYMBOLIC_LINK, "..", 0));
        assertRefused(ArchiveDefect.BELOW_NO_FOLDER, entry("film/l/x", EntryType.FILE, null, 0));
        assertRefused(ArchiveDefect.BELOW_NO_FOLDER, entry("film/a/x/y", EntryType.FILE, null, 0));
    }

    @Test
    void repositoriesWithinTheWorkingTree_areTaken() {
        assertThatCode(() -> {
                    check("film/.git", EntryType.DIRECTORY);
                    check("film/.git/modules/looks/HEAD", EntryType.FILE);
                    check("film/looks/.git", EntryType.FILE);
                    check("film/other/.git", EntryType.DIRECTORY);
                    check("film/other/.git/HEAD", EntryType.FILE);
                    check("film/.gitmodules", EntryType.FILE);
                    check("film/.github/x", EntryType.FILE);
                    check("film.dependencies/1/.git/HEAD", EntryType.FILE);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void fileInPlaceOfTheProjectsGitFolder_isRefused() {
        assertRefused(ArchiveDefect.GIT_LOOKALIKE, entry("film/.git", EntryType.FILE, null, 0));
    }

    /** Headers may announce less than the actual content. */
    @Test
    void whatIsDelivered_counts() throws ExportException {
        Budget budget = new Budget(ImportLimits.builder().bytes(1000).build(), 1);
        budget.announce(entry("film/a", EntryType.FILE, null, 10));
        budget.deliver(600, RawPath.of("film/a"));
        budget.deliver(400, RawPath.of("film/a"));
        assertThatThrownBy(() -> budget.deliver(1, RawPath.of("film/a")))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .isEqualTo(ArchiveDefect.TOO_MANY_BYTES));
    }

    @Test
    void ratio_countsFromHarmlessBytesOn() throws ExportException {
        Budget budget = new Budget(ImportLimits.builder().ratio(2).build(), 10);
        budget.announce(entry("film/a", EntryType.FILE, null, ImportLimits.HARMLESS_BYTES));
        assertThatThrownBy(() -> budget.announce(entry("film/b", EntryType.FILE, null, 1)))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .isEqualTo(ArchiveDefect.RATIO));
    }

    @Test
    void sizesThatAddUpToMoreThanANumberHolds_areRefused() throws ExportException {
        Budget budget = new Budget(ImportLimits.defaults(), Long.MAX_VALUE);
        budget.announce(entry("film/a", EntryType.FILE, null, 1L << 43));
        assertThatThrownBy(() -> budget.announce(entry("film/b", EntryType.FILE, null, Long.MAX_VALUE)))
                .isInstanceOf(RefusedArchiveException.class);
    }
}
