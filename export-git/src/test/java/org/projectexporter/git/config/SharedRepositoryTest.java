package org.projectexporter.git.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;

class SharedRepositoryTest {
    private static RewrittenConfig rewritten(String config) throws SourceException {
        return RewrittenConfig.of(config.getBytes(StandardCharsets.UTF_8), RawPath.of(".git"));
    }

    /** Values as in {@code git_config_perm}; "world" may read, and never write. */
    @ParameterizedTest
    @CsvSource({
        "umask, true, false", "0, true, false", "false, true, false", "group, true, true", "1, true, true",
        "true, true, true", "All, true, true", "world, true, true", "everybody, true, true", "2, true, true",
        "0660, true, true", "0640, true, false", "0664, true, true", "0666, false, true", "0662, false, true",
        "0060, false, false", "friends, false, false", "99, false, false", "07777777777777, false, false"
    })
    void sharedRepository_travelsIfItGivesOthersNoWriteAccess(String value, boolean travels, boolean shared)
            throws SourceException {
        String config = "[core]\n\tsharedRepository = " + value + "\n";

        assertThat(new String(rewritten(config).bytes(), StandardCharsets.UTF_8))
                .isEqualTo(travels ? config : "");
        assertThat(rewritten(config).change()).isEqualTo(travels ? null : "left out of it: core.sharedrepository");
        assertThat(SharedRepository.isIn(ConfigReader.read(config))).isEqualTo(shared);
    }

    @Test
    void isIn_ofSeveralSettings_isTheLast() throws SourceException {
        assertThat(SharedRepository.isIn(ConfigReader.read("[core]\n\tsharedRepository\n")))
                .isTrue();
        assertThat(SharedRepository.isIn(
                        ConfigReader.read("[core]\n\tsharedRepository = group\n[core]\n\tsharedrepository = umask\n")))
                .isFalse();
        assertThat(SharedRepository.isIn(ConfigReader.read("[core]\n\tbare = false\n")))
                .isFalse();
    }
}
