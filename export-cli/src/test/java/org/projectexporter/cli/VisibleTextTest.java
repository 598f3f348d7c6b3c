package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void oneLine_showsWhatWouldMoveTheCursorOrForgeALine() {
        assertThat(VisibleText.oneLine("a\nb\r\tc\u001b[2Jd\u009b0me\u007f"))
                .isEqualTo("a\\nb\\r\\tc\\u001b[2Jd\\u009b0me\\u007f");
    }

    @Test
    void oneLine_showsWhatWouldReverseANameAndSoHideItsSuffix() {
        assertThat(VisibleText.oneLine("clip\u202e4pm.exe")).isEqualTo("clip\\u202e4pm.exe");
    }

    @Test
    void oneLine_leavesOtherWritingAlone() {
        String text = "Schnittfassung Größe 映画 🎬 e\u0301 'quoted' \\n";

        assertThat(VisibleText.oneLine(text)).isEqualTo(text);
    }

    @Test
    void json_staysTheSameJson() throws Exception {
        String json = "{\n  \"name\" : \"\\n a\u009b\u202e\u007f\"\n}";

        String shown = VisibleText.json(json);

        assertThat(shown).startsWith("{\n  \"name\"").doesNotContain("\u009b", "\u202e", "\u007f");
        assertThat(new ObjectMapper().readTree(shown)).isEqualTo(new ObjectMapper().readTree(json));
    }
}
