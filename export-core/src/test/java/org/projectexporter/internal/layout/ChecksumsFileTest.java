package org.projectexporter.internal.layout;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

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
    @ValueSource(
            strings = {
                "",
                "x",
                "x\n",
                "%s f.zip\n",
                "%s  f.zip\n\nx",
                "A%s  f\n",
                "\\%s  f\\x\n",
                "%1$s  f.zip\n%1$s  f.zip.manif",
                "%1$s  f.zip.001\n%1$s  f.zi"
            })
    void anInvalidLine_isReported(String text) {
        assertThat(ChecksumsFile.parse(String.format(Locale.ROOT, text, A).getBytes(UTF_8))
                        .isDamaged())
                .isTrue();
    }

    private static byte[] joined(byte[] mark, byte[] text) {
        byte[] all = Arrays.copyOf(mark, mark.length + text.length);
        System.arraycopy(text, 0, all, mark.length, text.length);
        return all;
    }

    static Stream<byte[]> listsThroughWindows() {
        String own = A + "  fü.zip.001\n" + B + "  fü.zip.002\n" + C + "  fü.zip.manifest.json\n";
        String lines = own.replace("\n", "\r\n");
        byte[] utf8Mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        return Stream.of(
                lines.getBytes(UTF_8),
                own.replace(A, A.toUpperCase(Locale.ROOT))
                        .replace(B, B.toUpperCase(Locale.ROOT))
                        .getBytes(UTF_8),
                joined(utf8Mark, own.getBytes(UTF_8)),
                joined(new byte[] {(byte) 0xFF, (byte) 0xFE}, lines.getBytes(UTF_16LE)),
                joined(new byte[] {(byte) 0xFE, (byte) 0xFF}, lines.getBytes(UTF_16BE)),
                own.strip().getBytes(UTF_8),
                lines.strip().getBytes(UTF_8),
                (lines + "\r\n").getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("listsThroughWindows")
    void listThatWentThroughWindows_isRead(byte[] content) {
        ChecksumsFile sums = ChecksumsFile.parse(content);

        assertThat(sums.isDamaged()).isFalse();
        assertThat(sums.volumes()).containsExactly(A, B);
        assertThat(sums.sha256Of(ChecksumsFile.MANIFEST)).isEqualTo(C);
    }
}
