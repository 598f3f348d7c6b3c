package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

class HardLinksTest {
    private final HardLinks links = new HardLinks();

    private PlannedEntry link(String path, long device, long inode, int names) throws IOException {
        return links.link(new Draft(SampleEntries.file(path, 5), device, inode, names));
    }

    @Test
    void link_ofTheFirstName_isTheFile() throws IOException {
        assertThat(link("a", 1, 2, 3).type()).isEqualTo(EntryType.FILE);
    }

    @Test
    void link_ofFurtherNames_pointsToTheFirst() throws IOException {
        link("a", 1, 2, 3);

        assertThat(link("b", 1, 2, 3).linkTargetOrThrow()).isEqualTo(RawPath.of("a"));
        assertThat(link("c", 1, 2, 3).linkTargetOrThrow()).isEqualTo(RawPath.of("a"));
    }

    @Test
    void link_ofTheSameNumberOnAnotherDevice_isAnotherFile() throws IOException {
        link("a", 1, 2, 2);

        assertThat(link("b", 2, 2, 2).type()).isEqualTo(EntryType.FILE);
    }

    @Test
    void link_ofAFileWithOneName_isTheFileWhateverItsNumber() throws IOException {
        link("a", 0, 0, 1);

        assertThat(link("b", 0, 0, 1).type()).isEqualTo(EntryType.FILE);
    }

    @Test
    void link_afterAllNamesWereSeen_startsOver() throws IOException {
        link("a", 1, 2, 2);
        link("b", 1, 2, 2);

        assertThat(link("c", 1, 2, 2).type()).isEqualTo(EntryType.FILE);
    }
}
