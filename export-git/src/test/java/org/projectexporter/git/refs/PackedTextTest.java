package org.projectexporter.git.refs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

class PackedTextTest {
    @TempDir
    Path temp;

    @Test
    void with_addsAndReplacesRefs_asGitReadsThem() throws IOException {
        Tools.require("git");
        GitFixture film = GitFixture.init(temp.resolve("film"))
                .file("a", "a")
                .commit("one")
                .file("a", "b")
                .commit("two")
                .annotatedTag("v1", "one");
        film.git("branch", "old", "HEAD~1");
        film.git("tag", "-a", "-m", "moved", "z1", "HEAD~1");
        film.packRefs();
        String first = film.git("rev-parse", "HEAD~1").strip();
        String second = film.git("rev-parse", "HEAD").strip();
        String tag = film.git("rev-parse", "refs/tags/v1").strip();
        Path file = film.folder().resolve(".git/packed-refs");
        Map<RawPath, String> refs = new TreeMap<>(Map.of(
                RawPath.of("refs/heads/old"), second,
                RawPath.of("refs/heads/Old"), first,
                RawPath.of("refs/tags/z1"), tag));

        PackedText text = PackedText.of(Files.readAllBytes(file), IdFormat.SHA1);
        Files.write(file, text.with(refs));

        assertThat(text.names()).contains(RawPath.of("refs/heads/old"), RawPath.of("refs/tags/v1"));
        assertThat(film.git("rev-parse", "refs/heads/old", "refs/heads/Old", "refs/tags/v1", "refs/tags/z1^{}"))
                .isEqualToIgnoringWhitespace(String.join(" ", second, first, tag, second));
        assertThat(film.git("show-ref", "-d", "--tags").lines())
                .containsExactly(
                        tag + " refs/tags/v1",
                        second + " refs/tags/v1^{}",
                        tag + " refs/tags/z1",
                        second + " refs/tags/z1^{}");
    }

    @Test
    void with_fromNothing_writesTheRefs() {
        PackedText text = PackedText.of(new byte[0], IdFormat.SHA1);
        String id = "1".repeat(40);

        assertThat(text.names()).isEmpty();
        assertThat(new String(text.with(Map.of(RawPath.of("refs/heads/a\"b"), id)), StandardCharsets.UTF_8))
                .isEqualTo(id + " refs/heads/a\"b\n");
    }
}
