package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextColumnsTest {
    @Test
    void columns_areNoneForCombiningMarksAndTwoForWideCharacters() {
        assertThat(TextColumns.of("abc")).isEqualTo(3);
        assertThat(TextColumns.of("e\u0301")).isEqualTo(1);
        assertThat(TextColumns.of("映画")).isEqualTo(4);
        assertThat(TextColumns.of("🎬")).isEqualTo(2);
    }

    @Test
    void keepEnd_leavesWhatFits() {
        assertThat(TextColumns.keepEnd("media/a.mov", 11)).isEqualTo("media/a.mov");
    }

    @Test
    void keepEnd_cutsTheStartOfWhatDoesNot() {
        assertThat(TextColumns.keepEnd("media/a.mov", 10)).isEqualTo("...a/a.mov");
        assertThat(TextColumns.keepEnd("media/a.mov", 2)).isEmpty();
    }

    @Test
    void keepEnd_neverCutsACharacterInTwo() {
        String cut = TextColumns.keepEnd("🎬🎬🎬🎬", 6);

        assertThat(cut).isEqualTo("...🎬");
    }
}
