package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class OtioFormatTest {
    @TempDir
    Path temp;

    private FilmFolder film;

    @BeforeEach
    void makeFilm() throws IOException {
        film = new FilmFolder(temp);
    }

    private static String timeline(String... references) {
        StringBuilder clips = new StringBuilder();
        for (String reference : references) {
            clips.append(clips.isEmpty() ? "" : ",\n")
                    .append(String.format(
                            Locale.ROOT,
                            """
                    {"OTIO_SCHEMA": "Clip.2", "name": "shot", "source_range": {"OTIO_SCHEMA": "TimeRange.1",
                      "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": 7.0},
                      "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": 3.0}},
                     "media_references": {"DEFAULT_MEDIA": %s}, "active_media_reference_key": "DEFAULT_MEDIA"}
                    """,
                            reference));
        }
        return String.format(
                Locale.ROOT,
                """
                {"OTIO_SCHEMA": "Timeline.1", "name": "cut", "global_start_time": null,
                 "metadata": {"target_url": "not a reference", "deep": [[{"a": [1, 2.5, null, true]}]]},
                 "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [{"OTIO_SCHEMA": "Track.1", "kind": "Video",
                   "children": [%s]}]}}
                """,
                clips);
    }

    private static String external(String url) {
        return "{\"available_range\": null, \"target_url\": \"" + url + "\", \"OTIO_SCHEMA\": \"ExternalReference.1\"}";
    }

    private static String sequence(String base, int start, int step, int frames, int padding, String policy) {
        return String.format(
                Locale.ROOT,
                """
                {"OTIO_SCHEMA": "ImageSequenceReference.1", "target_url_base": "%s", "name_prefix": "shot.",
                 "name_suffix": ".exr", "start_frame": %d, "frame_step": %d, "rate": 24.0, "frame_zero_padding": %d,
                 "missing_frame_policy": "%s", "available_range": {"OTIO_SCHEMA": "TimeRange.1",
                   "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": %d},
                   "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": 0.0}}}
                """,
                base,
                start,
                step,
                padding,
                policy,
                frames);
    }

    @Test
    void externalReferences_areUrlsOrPathsRelativeToTheTimeline() throws IOException {
        film.with(
                "edit/cut.otio",
                timeline(
                        external("file:///stock/sky%20%231.mov"),
                        external("../media/a.mov"),
                        external("../media/a.mov"),
                        "{\"OTIO_SCHEMA\": \"MissingReference.1\"}",
                        external("https://example.org/a.mov"),
                        external("D:\\\\clips\\\\b.mov")));

        assertThat(film.references())
                .containsExactly(
                        "file:///stock/sky%20%231.mov -> /stock/sky #1.mov /stock/sky%20%231.mov",
                        "../media/a.mov -> media/a.mov", "D:\\clips\\b.mov ->");
    }

    @Test
    void imageSequences_haveTheNumbersOfTheirAvailableRange() throws IOException {
        film.with(
                "cut.otio",
                timeline(
                        sequence("file:///renders/s%201", 1001, 1, 240, 4, "error"),
                        sequence("renders/", 10, 2, 20, 0, "hold")));

        assertThat(film.references())
                .containsExactly(
                        "file:///renders/s%201/shot.####.exr -> /renders/s 1 /renders/s%201 [shot.|4|.exr] 1001-1240x1",
                        "renders/shot.#.exr -> renders [shot.|1|.exr] 10-28x2 any");
    }

    @Test
    void imageSequence_withoutARange_isAllThatThereIs() throws IOException {
        film.with(
                "cut.otio",
                timeline(
                        """
                        {"OTIO_SCHEMA": "ImageSequenceReference.1", "target_url_base": "r", "name_prefix": "a/b.",
                         "name_suffix": ".png", "start_frame": 1e99, "rate": "x"}
                        """));

        assertThat(film.references()).containsExactly("r/a/b.#.png -> r/a [b.|1|.png]");
    }

    @Test
    void bundle_asAFolder_hasUrlsRelativeToIt() throws IOException {
        film.with("cut.otiod/content.otio", timeline(external("media/a.mov")));

        assertThat(film.references()).containsExactly("media/a.mov -> cut.otiod/media/a.mov");
    }

    @Test
    void bundle_asAZip_containsItsMedia_andMayNameOthers() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("version.txt"));
            zip.write("1.0.0".getBytes(StandardCharsets.US_ASCII));
            zip.putNextEntry(new ZipEntry("content.otio"));
            String content = timeline(external("media/a.mov"), external("file:///stock/sky.mov"));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("media/a.mov"));
            zip.write(new byte[100]);
        }
        film.with("cut.otioz", bytes.toByteArray());

        assertThat(film.references()).containsExactly("file:///stock/sky.mov -> /stock/sky.mov");
    }

    @Test
    void whatIsNotATimeline_isReported() throws IOException {
        film.with("a.otio", "[]")
                .with("b.otio", "{\"OTIO_SCHEMA\":")
                .with("c.otioz", "PK")
                .with("d.otio", "");

        assertThat(film.complaints())
                .containsExactlyInAnyOrder(
                        "film/a.otio: what it refers to is unknown: it is not a JSON object",
                        "film/b.otio: what it refers to is unknown: it cannot be read as a document of its kind",
                        "film/c.otioz: what it refers to is unknown: it has no content.otio",
                        "film/d.otio: what it refers to is unknown: it is not a JSON object");
    }
}
