package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Noise;

/** Documents that were made to do harm: they are reported, and nothing else happens. */
@Timeout(120)
class HostileDocumentsTest {
    @TempDir
    Path temp;

    private FilmFolder film;

    @BeforeEach
    void makeFilm() throws IOException {
        film = new FilmFolder(temp);
    }

    @Test
    void externalEntities_areNotRead() throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "/etc/secret.mov");
        film.with(
                "a.fcpxml",
                String.format(
                        Locale.ROOT,
                        """
                <!DOCTYPE fcpxml [ <!ENTITY s SYSTEM "%s"> <!ENTITY %% p SYSTEM "%s"> %%p; ]>
                <fcpxml><asset src="file:///a.mov"/><pathurl>&s;</pathurl></fcpxml>
                """,
                        secret.toUri(),
                        secret.toUri()));
        film.with(
                "b.xml",
                String.format(
                        Locale.ROOT,
                        """
                <!DOCTYPE xmeml SYSTEM "%s">
                <xmeml><file><pathurl>/b.mov</pathurl></file></xmeml>
                """,
                        secret.toUri()));
        film.with(
                "c.xml",
                String.format(
                        Locale.ROOT,
                        """
                <!DOCTYPE xmeml [ <!ENTITY s SYSTEM "%s"> ]>
                <xmeml><file><pathurl>&s;</pathurl></file></xmeml>
                """,
                        secret.toUri()));

        assertThat(film.plan().documentReferences().toString())
                .contains("/b.mov")
                .doesNotContain("secret.mov");
    }

    @Test
    void entitiesThatGrow_areNotResolved() throws IOException {
        StringBuilder entities = new StringBuilder("<!ENTITY a0 \"xxxxxxxxxxxxxxxx\">");
        for (int i = 1; i < 12; i++) {
            entities.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        film.with("a.xml", "<!DOCTYPE xmeml [" + entities + "]><xmeml><file><pathurl>&a11;</pathurl></file></xmeml>");

        assertThat(film.plan().documentReferences()).isEmpty();
    }

    @Test
    void deepNesting_isReported() throws IOException {
        film.with("a.otio", "{\"a\":".repeat(100_000))
                .with("b.otio", "{\"a\":" + "[".repeat(100_000))
                .with("c.fcpxml", "<fcpxml>" + "<a>".repeat(100_000));

        assertThat(film.complaints())
                .containsExactlyInAnyOrder(
                        "film/a.otio: what it refers to is unknown: it cannot be read as a document of its kind",
                        "film/b.otio: what it refers to is unknown: it cannot be read as a document of its kind",
                        "film/c.fcpxml: what it refers to is unknown: its elements are nested more than 500 deep");
    }

    @Test
    void halfAGigabyteFromAFewKilobytes_isReadNoFurtherThanTheLimit() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("<PremiereData><Media><FilePath>/a.mov</FilePath></Media>".getBytes(StandardCharsets.UTF_8));
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 513; i++) {
                out.write(spaces);
            }
        }
        film.with("a.prproj", bytes.toByteArray());

        RecordingPlanSink plan = film.plan();

        assertThat(plan.findings())
                .extracting(Finding::detail)
                .containsExactly("what it refers to is unknown: it has more than 536870912 bytes");
        assertThat(plan.documentReferences()).extracting("written").containsExactly("/a.mov");
    }

    @Test
    void brokenGzip_isReported() throws IOException {
        byte[] good = OtherFormatsTest.gzip("<PremiereData>" + "<a>b</a>".repeat(10_000) + "</PremiereData>");
        byte[] broken = good.clone();
        broken[broken.length / 2] ^= 0x55;
        film.with("a.prproj", Arrays.copyOf(good, good.length / 2)).with("b.prproj", broken);

        assertThat(film.complaints()).hasSize(2).allMatch(line -> line.contains("what it refers to is unknown"));
    }

    @Test
    void moreReferencesThanAnyTimelineHas_areReported() throws IOException {
        StringBuilder layer = new StringBuilder("#usda 1.0\n");
        for (int i = 0; i < FoundReferences.MOST + 10; i++) {
            layer.append('@').append(i).append("@\n");
        }
        film.with("a.usda", layer.toString());

        assertThat(film.complaints())
                .containsExactly("film/a.usda: what it refers to is unknown: it names more than 100000 files");
    }

    @Test
    void oneEndlessToken_isReported() throws IOException {
        byte[] path = new byte[50_000_000];
        Arrays.fill(path, (byte) 'a');
        byte[] json = "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"".getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(json, json.length + path.length);
        System.arraycopy(path, 0, all, json.length, path.length);
        film.with("a.otio", all);
        all = Arrays.copyOf("<xmeml><pathurl>".getBytes(StandardCharsets.UTF_8), path.length);
        Arrays.fill(all, 16, all.length, (byte) 'a');
        film.with("b.xml", all);
        film.with("c.usda", "#usda 1.0\n@@@" + "a".repeat(1_000_000));

        assertThat(film.complaints()).hasSize(2);
        assertThat(film.plan().documentReferences()).isEmpty();
    }

    /** The parser holds each of these in memory as a whole. */
    @ParameterizedTest
    @ValueSource(strings = {"<mlt><!--", "<mlt root=\"", "<mlt><![CDATA[", "<mlt><?x ", "<!DOCTYPE mlt [", "<!--"})
    void oneEndlessPartOfXml_isReported(String beginning) throws IOException {
        byte[] all = new byte[40_000_000];
        Arrays.fill(all, (byte) 'a');
        byte[] begin = beginning.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(begin, 0, all, 0, begin.length);
        film.with("a.mlt", all);

        assertThat(film.complaints())
                .containsExactly(
                        "film/a.mlt: what it refers to is unknown: one of its parts has more than 16777216 bytes");
    }

    @Test
    void randomBytes_neverEndTheWalk() throws IOException {
        for (String suffix : new String[] {"otio", "otioz", "fcpxml", "prproj", "osp", "usda", "ardour", "kdenlive"}) {
            film.with("random." + suffix, new Noise(suffix.hashCode()).bytes(10_000));
        }

        assertThat(film.complaints()).hasSize(8);
    }
}
