package org.projectexporter.git.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RestoreContext.Disk;

class DiskSettingsTest {
    private static final Disk EXFAT = new Disk(false, false, false, true, false);

    private static String fitted(String config, Disk disk, boolean main) throws SourceException {
        return ConfigWriter.write(DiskSettings.fitted(ConfigReader.read(config), disk, main));
    }

    @Test
    void fitted_toADiskWithoutModesAndLinks_getsWhatGitInitWrites() throws SourceException {
        assertThat(fitted("[core]\n\tfilemode = true\n\tbare = false\n[user]\n\tname = a\n", EXFAT, true))
                .isEqualTo("[core]\n\tfilemode = false\n\tbare = false\n\tsymlinks = false\n\tignorecase = true\n"
                        + "[user]\n\tname = a\n");
    }

    @Test
    void fitted_withoutASectionCore_getsOne() throws SourceException {
        assertThat(fitted("[user]\n\tname = a\n", EXFAT, true))
                .isEqualTo("[core]\n\tfilemode = false\n\tsymlinks = false\n\tignorecase = true\n"
                        + "[user]\n\tname = a\n");
    }

    /** The files came without permissions and links, so the settings are still right. */
    @Test
    void fitted_toACompleteDisk_keepsWhatTheFilesLack_butNotTheCase() throws SourceException {
        assertThat(fitted("[core]\n\tfileMode = false\n\tsymlinks = false\n\tignoreCase = true\n", Disk.COMPLETE, true))
                .isEqualTo("[core]\n\tfileMode = false\n\tsymlinks = false\n");
    }

    @Test
    void fitted_configurationOfAWorktree_changesOnlyWhatItSets() throws SourceException {
        assertThat(fitted("[core]\n\tfilemode = true\n\tsparseCheckout = true\n", EXFAT, false))
                .isEqualTo("[core]\n\tfilemode = false\n\tsparseCheckout = true\n");
    }

    @Test
    void fitted_toADiskThatComposes_composes() throws SourceException {
        Disk mac = new Disk(true, true, true, true, true);

        assertThat(fitted("[core]\n\tprecomposeunicode = false\n", mac, true))
                .isEqualTo("[core]\n\tprecomposeunicode = true\n\tignorecase = true\n");
    }

    @Test
    void fitted_whereNothingHasToChange_isTheSame() throws SourceException {
        List<ConfigEntry> entries = ConfigReader.read("[core]\n\tfilemode = false\n\tbare = false\n");

        assertThat(DiskSettings.fitted(entries, Disk.COMPLETE, true)).isEqualTo(entries);
    }

    @Test
    void difference_namesWhatHasChanged() throws SourceException {
        List<ConfigEntry> before = ConfigReader.read("[core]\n\tfilemode = true\n\tignorecase = true\n");
        List<ConfigEntry> after = ConfigReader.read("[core]\n\tfilemode = false\n\tsymlinks = false\n");

        assertThat(DiskSettings.difference(before, after))
                .isEqualTo("core.filemode is false, core.symlinks is false, core.ignorecase is no longer set");
    }
}
