package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ServeTokenTest {
    @Test
    void tokenThatCouldBeGuessed_isRefused_andNotRepeated() {
        for (String token : List.of("short", "with a space in the middle", "t\u00f6ken-of-sixteen-letters")) {
            assertThatThrownBy(() -> ServeToken.of(Map.of("PROJECT_EXPORT_TOKEN", token)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PROJECT_EXPORT_TOKEN")
                    .hasMessageNotContaining(token);
        }
    }
}
