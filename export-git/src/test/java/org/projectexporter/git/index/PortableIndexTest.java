package org.projectexporter.git.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;

final class PortableIndexTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path index;

    @BeforeEach
    void makeAnUntrackedCache() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a/b.txt", "a\n").commit("First");
        film.git("-c", "index.threads=2", "update-index", "--force-untracked-cache");
        film.file("u.txt", "u").git("status");
        index = film.folder().resolve(".git/index");
    }

    private final RecordingPlanSink sink = new RecordingPlanSink();

    private PortableIndex portable(byte[] bytes) throws IOException {
        IndexForm form = IndexReader.read(bytes, IdFormat.SHA1, (entry, at) -> {});
        return PortableIndex.of(sink.capture(bytes), form, IdFormat.SHA1.newDigest(), sink);
    }

    private byte[] bytes(PortableIndex portable) throws IOException {
        return new CapturedInput(sink, portable.content()).readAllBytes();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void of_anIndexWithAnUntrackedCache_namesNoPathOfTheMachine_andGitReadsIt() throws IOException {
        byte[] source = Files.readAllBytes(index);
        assertThat(text(source)).contains("UNTR", temp.toRealPath().toString());
        String entries = film.git("ls-files", "--stage", "--debug");

        PortableIndex portable = portable(source);

        assertThat(text(bytes(portable)))
                .doesNotContain("UNTR")
                .doesNotContain(temp.toRealPath().toString());
        assertThat(portable.change()).contains("the untracked cache");
        Files.write(index, bytes(portable));
        assertThat(film.git("ls-files", "--stage", "--debug")).isEqualTo(entries);
        assertThat(film.git("status", "--porcelain")).isEqualTo("?? u.txt");
    }

    @Test
    void of_anIndexWithoutChecksum_hasNone() throws IOException {
        byte[] source = Files.readAllBytes(index);
        Arrays.fill(source, source.length - 20, source.length, (byte) 0);

        byte[] bytes = bytes(portable(source));

        assertThat(Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length)).isEqualTo(new byte[20]);
    }

    @Test
    void of_anyOtherIndex_isUnchanged() throws IOException {
        film.git("update-index", "--no-untracked-cache");
        byte[] source = Files.readAllBytes(index);

        assertThat(bytes(portable(source))).isEqualTo(source);
        assertThat(portable(source).change()).isNull();
    }

    @Test
    void plan_reportsIt() throws IOException {
        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.findings(Finding.Kind.REWRITTEN))
                .anyMatch(finding -> String.valueOf(finding.path()).equals("film/.git/index"));
        assertThat(text(plan.content("film/.git/index"))).doesNotContain("UNTR");
    }
}
