package org.projectexporter.git.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.testkit.fixtures.Exec;

/** Reads what Git reads, and writes text that Git reads the same way. */
final class ConfigReaderTest {
    @TempDir
    Path temp;

    /** The entries that Git itself reads from a configuration: {@code name} or {@code name\nvalue}. */
    private List<String> asGitReadsIt(String config) throws IOException {
        Path file = temp.resolve("config");
        Files.write(file, config.getBytes(StandardCharsets.ISO_8859_1));
        byte[] list = Exec.in(temp)
                .git("config", "--no-includes", "-f", "config", "-z", "--list")
                .bytes();
        String text = new String(list, StandardCharsets.ISO_8859_1);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0", -1)).subList(0, count(text));
    }

    private static int count(String text) {
        return (int) text.chars().filter(c -> c == 0).count();
    }

    private static List<String> described(List<ConfigEntry> entries) {
        List<String> lines = new ArrayList<>();
        for (ConfigEntry entry : entries) {
            String subsection = entry.subsection() == null ? "" : "." + entry.subsection();
            String value = entry.value() == null ? "" : "\n" + entry.value();
            lines.add(entry.section() + subsection + "." + entry.lowerName() + value);
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[core]\n\tbare = false\n",
                "[core] bare = true ; comment\n[Core]FileMode",
                "\u00ef\u00bb\u00bf[core]\r\n\tbare = yes\r\n\teol = lf \r\n",
                "[remote \"a b\\\"c\\\\d\"]\n url = x # y\n url = \"x # y\"\n url = a\\\nb\n",
                "[old.Style]\n\tKey-1=v\n[x \"\"]\nk=1\n",
                "[a]\n\tk = \"  kept  \"  \n\tl = a\"b c\"d\n\tm = \\t\\n\\\\\\\"\\b.\n\tn =\n\to\n",
                "# only\n; comments\n",
                "[a] k = caf\u00c3\u00a9 \u00ff\n",
                "[include]\n\tpath = /nowhere\n",
                "[a]\n\tk = v1\n\tk = v2\n[b]\n\tx = 1\n[a]\n\tk = v3\n",
                "[branch \"x\"]\n\tdescription = one\\ntwo; three\n",
                "[a]\n\tk = \"unclosed comment # ; \" # c\n\tl",
                "[alias]\n\tx = \"!f() { echo \\\"$1\\\"; }; f\"\n",
            })
    void read_givesWhatGitReads_andWriteRoundTrips(String config) throws IOException {
        List<String> expected = asGitReadsIt(config);
        List<ConfigEntry> entries = ConfigReader.read(config);

        assertThat(described(entries)).isEqualTo(expected);
        assertThat(asGitReadsIt(ConfigWriter.write(entries))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[core\nbare = false\n",
                "[core \"x]\n",
                "[core]\n\tbare false\n",
                "[core]\n\tk = \"open\n",
                "[core]\n\tk = \\q\n",
                "[co re]\n",
                "[core]\n\t1k = v\n",
                "<<<<<<< HEAD\n"
            })
    void read_ofWhatGitRefuses_isRefused(String config) {
        assertThatThrownBy(() -> asGitReadsIt(config)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ConfigReader.read(config))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("config has a syntax error in line");
    }

    @Test
    void write_ofWhatGitInitMakes_isByteForByteTheSame() throws IOException {
        Exec.in(temp).git("init", "-q", "new");
        String config = Files.readString(temp.resolve("new/.git/config"));

        assertThat(ConfigWriter.write(ConfigReader.read(config))).isEqualTo(config);
    }

    /** The name would be copied for each setting of the section. */
    @Test
    void read_ofASectionWithAVeryLongName_isRefused() {
        for (String header : List.of("[remote \"NAME\"]\n", "[remote.NAME]\n")) {
            assertThatThrownBy(() -> ConfigReader.read(header.replace("NAME", "a".repeat(4097)) + "url = x\n"))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("4097 characters");
        }
    }
}
