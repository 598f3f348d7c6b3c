package org.projectexporter.internal.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

class ChecksumsFileTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String C = "c".repeat(64);
    private static final String D = "d".repeat(64);

    @Test
    void lines_areDistinguishedBySuffix() {
        ChecksumsFile sums = ChecksumsFile.parse((A + "  f.zip.001\n" + B + " *f.zip.002\n" + "\\" + C
                        + "  f\\n.zip.manifest.json\n" + D + "  f.zip.RESTORE.txt\n")
                .getBytes(UTF_8));
        assertThat(sums.isDamaged()).isFalse();
        assertThat(sums.volumes()).containsExactly(A, B);
        assertThat(sums.sha256Of(ChecksumsFile.MANIFEST)).isEqualTo(C);
        assertThat(sums.sha256Of(ChecksumsFile.RESTORE_NOTE)).isEqualTo(D);
        assertThat(sums.sha256Of(".other")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x\n", "%s  f.zip", "%s f.zip\n", "%s  f.zip\n\n", "A%s  f\n", "\\%s  f\\x\n"})
    void anInvalidLine_isReported(String text) {
        assertThat(ChecksumsFile.parse(String.format(Locale.ROOT, text, A).getBytes(UTF_8))
                        .isDamaged())
                .isTrue();
    }
}
