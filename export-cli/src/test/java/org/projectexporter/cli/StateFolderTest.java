package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class StateFolderTest {
    @Test
    void stateFolder_isTheUsersOwn() {
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "/state", "HOME", "/home/film")))
                .isEqualTo(Path.of("/state/project-export"));
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "relative", "HOME", "/home/film")))
                .isEqualTo(Path.of("/home/film/.local/state/project-export"));
        assertThatThrownBy(() -> StateFolder.of(Map.of())).hasMessageContaining("--data");
    }
}
