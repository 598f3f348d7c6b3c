package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Map;

class SourceDateTest {
    @Test
    void wholeSeconds_areTheMoment() {
        assertThat(SourceDate.of(Map.of("SOURCE_DATE_EPOCH", "1736935200")))
                .contains(Instant.parse("2025-01-15T10:00:00Z"));
    }

    @Test
    void notSetOrEmpty_isNow() {
        assertThat(SourceDate.of(Map.of())).isEmpty();
        assertThat(SourceDate.of(Map.of("SOURCE_DATE_EPOCH", ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1.5", "99999999999999999999", "9223372036854775807"})
    void anythingElse_isRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceDate.of(Map.of("SOURCE_DATE_EPOCH", text)))
                .withMessageContaining("SOURCE_DATE_EPOCH")
                .withMessageContaining(text);
    }
}
