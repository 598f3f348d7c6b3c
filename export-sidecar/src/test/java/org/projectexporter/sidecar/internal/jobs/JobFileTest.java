package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOutline.ClassTotal;
import org.projectexporter.ExportOutline.FileClass;

class JobFileTest {
    /** Options that the first build did not have, with their defaults. */
    private static final String LATER_OPTIONS =
            "\\\\\"((?:on_unreadable|broken_repository)\\\\\":\\\\\"fail\\\\\"|(?:include_unknown_git|report|whole_cards)\\\\\":false"
                    + "|(?:seal|seal_hash)\\\\\":null|deflate\\\\\":\\\\\"jdk\\\\\"|lfs_media\\\\\":\\\\\"both\\\\\"|media\\\\\":\\\\\"all\\\\\"|media_folders\\\\\":\\[\\]),";

    private static final String ID = "0d5b6a52-7a3c-4e0e-9d57-0d1f3f3c8b11";
    private static final Instant THEN = Instant.parse("2026-01-15T10:00:00.123Z");
    private static final Path FOLDER = Path.of("/data/exports", ID, "archive");

    private static JobViewBuilder view() {
        ExportOptions options = ExportOptions.builder()
                .format("tar.gz")
                .splitSizeMb(5)
                .exclude(List.of("*.tmp", "\u00e9"))
                .build();
        return new JobViewBuilder(ID, new JobView.Project("caf\u00e9 \"1\"\n", "caf\u00e9", "ab12"), options, THEN);
    }

    private static JobRecord full() {
        JobView.Result result = new JobView.Result(
                List.of(new JobView.Volume(FOLDER.resolve("film.zip"), "film.zip", 5_000_000_000L, "ab".repeat(32))),
                FOLDER.resolve("film.zip.manifest.json"),
                Optional.of(FOLDER.resolve("film.zip.report.html")),
                5_000_000_000L,
                12,
                34,
                OptionalLong.of(3),
                1,
                2,
                List.of(
                        new ClassTotal(FileClass.MEDIA, 3, 4_000_000_000L, List.of()),
                        new ClassTotal(FileClass.LEFT_OUT, 1, 1, List.of())),
                List.of("a warning"),
                List.of("a note"),
                true);
        JobView view = view().state(JobState.COMPLETED_WITH_WARNINGS)
                .startedAt(THEN.plusSeconds(1))
                .finishedAt(THEN.plusSeconds(2))
                .progress(Progresses.finished(result, "exported"))
                .result(result)
                .failure(new JobView.Failure("internal", "no", true))
                .verification(new JobView.Verification(THEN.plusSeconds(3), List.of("a problem")))
                .build();
        return new JobRecord(view, Optional.of("key"), 7, 1007);
    }

    @Test
    void decode_givesWhatWasEncoded() throws IOException {
        JobRecord waiting = new JobRecord(view().build(), Optional.empty(), 1, 1000);

        assertThat(JobFile.decode(JobFile.encode(full()), FOLDER)).isEqualTo(full());
        assertThat(JobFile.decode(JobFile.encode(waiting), FOLDER)).isEqualTo(waiting);
    }

    @Test
    void decode_notices_everyByteThatWasChangedOrIsMissing() throws IOException {
        byte[] good = JobFile.encode(full());
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            byte[] cut = java.util.Arrays.copyOf(good, i);
            assertThatThrownBy(() -> JobFile.decode(bad, FOLDER))
                    .as("byte %d", i)
                    .isInstanceOfAny(
                            JobFile.DamagedException.class, JobFile.OlderException.class, JobFile.NewerException.class);
            assertThatThrownBy(() -> JobFile.decode(cut, FOLDER))
                    .as("cut at %d", i)
                    .isInstanceOf(JobFile.DamagedException.class);
        }
    }

    @Test
    void decode_ofANewerVersion_saysSo() throws IOException {
        String text = new String(JobFile.encode(full()), StandardCharsets.UTF_8);
        byte[] newer = text.replace("\"version\":1", "\"version\":2").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JobFile.decode(newer, FOLDER))
                .isInstanceOf(JobFile.NewerException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void decode_ofAnOlderVersion_saysSo() throws IOException {
        String text = new String(JobFile.encode(full()), StandardCharsets.UTF_8);
        byte[] older = text.replace("\"version\":1", "\"version\":0").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JobFile.decode(older, FOLDER))
                .isInstanceOf(JobFile.OlderException.class)
                .hasMessageContaining("version 0");
    }

    @Test
    void decode_ofAFileWithoutAVersion_isDamage() throws IOException {
        String text = new String(JobFile.encode(full()), StandardCharsets.UTF_8);
        for (String without :
                List.of(text.replace("\"version\":1,", ""), text.replace("\"version\":1", "\"version\":\"1\""))) {
            assertThatThrownBy(() -> JobFile.decode(without.getBytes(StandardCharsets.UTF_8), FOLDER))
                    .isInstanceOf(JobFile.DamagedException.class)
                    .hasMessageContaining("no version");
        }
    }

    @Test
    void decode_ofWhatTheFirstBuildWrote_givesAllOfIt() throws IOException {
        JobRecord job = JobFile.decode(FirstJobFile.bytes(), FOLDER);

        assertThat(job.view().id()).isEqualTo(FirstJobFile.ID);
        assertThat(job.view().state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.view().result().orElseThrow().volumes())
                .containsExactly(new JobView.Volume(
                        FOLDER.resolve("film.zip"),
                        "film.zip",
                        7,
                        "1b86cb1c6e5ec1ee0ed3ef1a9f9d1c4e36ed5ba39ee9b2ff44e66c9db39a4d92"));
        assertThat(job.idempotencyKey()).contains("key");
        assertThat(job.reservedEvents()).isEqualTo(1007);
        assertThat(job.view().project()).isEqualTo(new JobView.Project("film", "film", ""));
        assertThat(body(JobFile.encode(job))
                        .replaceAll(LATER_OPTIONS, "")
                        .replace(",\"name\":\"film\",\"folder_mark\":\"\"", "")
                        .replace(",\"notes\":[]", ""))
                .as("nothing of it is lost")
                .isEqualTo(body(FirstJobFile.bytes()));
    }

    /** Without the first line, which has the checksum. */
    private static String body(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        return text.substring(text.indexOf('\n'));
    }
}
