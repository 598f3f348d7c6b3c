package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

class TextFileTest {
    private static final String OPTIONS = "{\"exclude\": [\"Größe\"]}";

    @TempDir
    Path temp;

    private Path written(String text, String charset) throws IOException {
        return Files.write(temp.resolve("options.json"), text.getBytes(Charset.forName(charset)));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, false", "UTF-8, true", "UTF-16LE, false", "UTF-16LE, true", "UTF-16BE, false", "UTF-16BE, true"
    })
    void options_ofAnyEncodingOfUnicode_areRead_withAndWithoutAMark(String charset, boolean mark) throws IOException {
        Path file = written((mark ? "\ufeff" : "") + OPTIONS, charset);

        assertThat(OptionsFile.read(file).options().exclude()).containsExactly("Größe");
    }

    @Test
    void options_inAnotherEncoding_areRefusedByName() throws IOException {
        Path file = written(OPTIONS, "ISO-8859-1");

        assertThatThrownBy(() -> OptionsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("options.json")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void emptyFile_isAnEmptyText() throws IOException {
        assertThat(TextFile.read(written("", "UTF-8"))).isEmpty();
    }
}
