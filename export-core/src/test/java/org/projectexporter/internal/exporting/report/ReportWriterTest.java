package org.projectexporter.internal.exporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import javax.xml.parsers.DocumentBuilderFactory;

import org.projectexporter.ExportOptions;
import org.projectexporter.PortabilityIssue;
import org.projectexporter.fakes.FakeSpool;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.internal.exporting.manifest.ManifestFacts;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.plan.DocumentReference;
import org.projectexporter.internal.exporting.plan.DocumentReference.Frames;
import org.projectexporter.internal.exporting.plan.DocumentReference.Status;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

class ReportWriterTest {
    private static final String SUM = "ab".repeat(32);
    private static final String HOSTILE =
            "</style><script>alert(1)</script>\u202egpj.exe\u0007 & \"'<img src=x onerror=y>";

    @TempDir
    Path temp;

    private final List<Finding> findings = new ArrayList<>();
    private final List<LeftOut.Count> leftOut = new ArrayList<>();
    private final List<PortabilityIssue> portability = new ArrayList<>();
    private final List<DocumentReference> references = new ArrayList<>();
    private RawPath name = RawPath.of("film");
    private String format = "zip";
    private int volumes = 1;

    private String write() throws IOException {
        SealedPlan plan = SealedPlan.of(
                temp.resolve("plan"), PlannedEntry.directory(name, EntryRole.WORKING_TREE, Instant.EPOCH, 0755));
        ManifestFacts manifest = new ManifestFacts(
                Instant.parse("2025-01-15T10:00:00Z"),
                ExportOptions.builder().format(format).report(true).build(),
                name,
                Optional.empty(),
                new ManifestFacts.Found(
                        plan,
                        new Ledger(new FakeSpool(), name),
                        FromTree.NONE,
                        new PlanFacts(
                                "id-7",
                                new PlanFacts.ProjectFacts(OptionalLong.of(45), List.of()),
                                List.of(),
                                leftOut,
                                portability,
                                List.of(),
                                List.of(),
                                List.of(),
                                references),
                        findings));
        String archive = name + "." + format;
        List<ReportFacts.Sum> sums = new ArrayList<>();
        for (int i = 1; i <= volumes; i++) {
            sums.add(new ReportFacts.Sum(volumes == 1 ? archive : archive + ".00" + i, SUM));
        }
        List<ReportFacts.Sum> companions = List.of(new ReportFacts.Sum(archive + ".manifest.json", SUM));
        Path file = temp.resolve("report.html");
        ReportWriter.write(
                new ReportFacts(new ReportFacts.Archive(archive, 80_200_000, sums, companions), manifest), file);
        return Files.readString(file);
    }

    private static Document parsed(String html) throws Exception {
        var parser = DocumentBuilderFactory.newInstance();
        parser.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return parser.newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    private static Set<String> elements(Document page) {
        Set<String> names = new TreeSet<>();
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            names.add(((Element) all.item(i)).getTagName());
        }
        return names;
    }

    private static Set<String> attributes(Document page) {
        Set<String> names = new TreeSet<>();
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var attributes = all.item(i).getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                names.add(attributes.item(j).getNodeName());
            }
        }
        return names;
    }

    private static DocumentReference reference(String document, String written, Status status) {
        return new DocumentReference(
                RawPath.of(document),
                written,
                status,
                status == Status.IN_PROJECT ? RawPath.of("film/" + written) : null,
                null,
                List.of());
    }

    @Test
    void page_isComplete_andRequestsNothing() throws Exception {
        String html = write();
        Document page = parsed(html);

        assertThat(html).startsWith("<!DOCTYPE html>\n").endsWith("</html>\n");
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(elements(page)).doesNotContain("script", "link", "img", "iframe", "object", "a", "form", "base");
        assertThat(attributes(page))
                .containsExactlyInAnyOrder("lang", "charset", "http-equiv", "content", "name", "class", "scope");
        assertThat(html)
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain("url(")
                .doesNotContain("@import");
        assertThat(page.getElementsByTagName("body").item(0).getTextContent())
                .contains("film", "film.zip", "15 January 2025, 10:00 UTC", "80.2 MB", "45 versions", "id-7", SUM)
                .contains("Complete: nothing is missing.")
                .contains("right-click film.zip, then choose “Extract All”", "unzip film.zip")
                .contains("certutil -hashfile \"film.zip\" SHA256", "shasum -a 256 -c film.zip.sha256")
                .contains("sha256sum -c --quiet SHA256SUMS");
    }

    @Test
    void policy_allowsOnlyThePagesOwnStyle() throws Exception {
        String html = write();
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'; base-uri 'none'; form-action 'none'\"");
        assertThat(html.indexOf("Content-Security-Policy")).isLessThan(html.indexOf("<style>"));
        assertThat(html).doesNotContain(" style=");
    }

    @Test
    void hostileNames_areTextEverywhere() throws Exception {
        name = RawPath.of(HOSTILE);
        findings.add(Finding.of(Finding.Kind.UNREADABLE, RawPath.of(HOSTILE), HOSTILE));
        findings.add(Finding.note(HOSTILE));
        leftOut.add(new LeftOut.Count(HOSTILE, "exclude", null, 1, 2, 0, 0));
        portability.add(new PortabilityIssue(
                PortabilityIssue.Kind.RESERVED_NAME,
                1,
                List.of(new PortabilityIssue.Example(RawPath.of(HOSTILE), Optional.empty()))));
        references.add(new DocumentReference(
                RawPath.of(HOSTILE),
                HOSTILE,
                Status.TAKEN_ALONG,
                RawPath.of(HOSTILE),
                new Frames(HOSTILE, 1, 2, 2, 0),
                List.of(RawPath.of(HOSTILE))));
        Document hostile = parsed(write());
        String text = hostile.getElementsByTagName("body").item(0).getTextContent();

        assertThat(elements(hostile)).doesNotContain("script", "img");
        assertThat(attributes(hostile)).doesNotContain("onerror", "src");
        assertThat(text)
                .contains("</style><script>alert(1)</script>U+202Egpj.exeU+0007 & \"'<img src=x onerror=y>")
                .doesNotContain("\u202e")
                .doesNotContain("\u0007");
        assertThat(text.split("<script>", -1)).hasSizeGreaterThan(10);
    }

    @Test
    void namesInOtherScripts_areIsolatedAndUnchanged() throws Exception {
        findings.add(Finding.of(Finding.Kind.CHANGED, RawPath.of("film/סרט/می‌خواهم 🎬.mov"), "changed"));

        assertThat(write()).contains("<bdi class=\"name\">film/סרט/می‌خواهم 🎬.mov</bdi>: <bdi>changed</bdi>");
    }

    @Test
    void whatIsMissing_isTheVerdict_andListed() throws Exception {
        findings.add(Finding.of(Finding.Kind.UNRESOLVED, RawPath.of("film/cut.otio"), "names gone.mov"));
        findings.add(Finding.of(Finding.Kind.VANISHED, RawPath.of("film/a"), "vanished before it was read"));
        findings.add(Finding.note("by the way"));
        String text = parsed(write()).getDocumentElement().getTextContent();

        assertThat(text)
                .contains("Not complete: 2 things missing or changed, listed below.")
                .contains("that were not found (1)", "film/cut.otio: names gone.mov")
                .contains("vanished while they were read (1)")
                .contains("Notes (1)", "by the way");
    }

    @Test
    void timelines_areListedWithTheirMedia_thoseThatLackSomethingFirst() throws Exception {
        references.add(reference("film/a.otio", "here.mov", Status.IN_PROJECT));
        references.add(reference("film/b.otio", "x.mov", Status.IN_PROJECT));
        references.add(reference("film/b.otio", "y.mov", Status.MISSING));
        references.add(new DocumentReference(
                RawPath.of("film/b.otio"),
                "shot.####.exr",
                Status.TAKEN_ALONG,
                RawPath.of("film.dependencies/stock/shot"),
                new Frames("shot.####.exr", 1001, 1240, 237, 3),
                List.of()));
        String text = parsed(write()).getDocumentElement().getTextContent();

        assertThat(text)
                .contains("3 references: 1 missing, 1 included, 1 in the project.")
                .contains("shot.####.exr 1001–1240: 237 files, 3 missing");
        assertThat(text.indexOf("film/b.otio")).isLessThan(text.indexOf("film/a.otio"));
        assertThat(text.indexOf("y.mov")).isLessThan(text.indexOf("x.mov"));
    }

    @Test
    void longLists_areCut() throws Exception {
        for (int document = 0; document < 20_000; document++) {
            for (int i = 0; i < 10; i++) {
                references.add(reference("film/" + document + ".otio", i + ".mov", Status.IN_PROJECT));
            }
        }
        for (int i = 0; i < 100_000; i++) {
            references.add(reference("film/long.otio", i + ".mov", i == 99_999 ? Status.MISSING : Status.OUTSIDE));
            findings.add(Finding.of(Finding.Kind.UNRESOLVED, RawPath.of("film/" + i), "x".repeat(4_000)));
        }
        String html = write();

        assertThat(html)
                .hasSizeLessThan(1_000_000)
                .contains("And 19,801 more documents; the manifest lists them all.")
                .contains("And 99,970 more references; the manifest lists them all.")
                .contains("And 99,950 more like these; the manifest lists them all.")
                .contains("99999.mov");
    }

    @Test
    void volumes_areJoinedFirst() throws Exception {
        volumes = 3;
        name = RawPath.of("my film");
        format = "tar.zst";
        String text = parsed(write()).getDocumentElement().getTextContent();

        assertThat(text)
                .contains("It is split into 3 files, from my film.tar.zst.001 to my film.tar.zst.003.")
                .contains("cat 'my film.tar.zst'.[0-9][0-9][0-9] > 'my film.tar.zst'")
                .contains("copy /b \"my film.tar.zst.001\" + \"my film.tar.zst.002\"")
                .contains("tar --zstd -xf 'my film.tar.zst'")
                .contains("certutil -hashfile \"my film.tar.zst.001\" SHA256");
    }
}
