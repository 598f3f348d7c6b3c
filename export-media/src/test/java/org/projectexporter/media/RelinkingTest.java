package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** What becomes of a document's text; everything but the references stays as it is, byte for byte. */
class RelinkingTest {
    private static final String STRANGE = "day 1/50% Käse #2 & 'x'.mov";
    private static final String STRANGE_URL = "day%201/50%25%20K%C3%A4se%20%232%20%26%20%27x%27.mov";

    @TempDir
    Path temp;

    private Path folder;
    private final Map<String, Relinking.Target> targets = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.toRealPath().resolve("new/film/edit"));
    }

    private RelinkingTest file(String written, String target) {
        targets.put(written, new Relinking.Target(folder.resolve(target).normalize(), false));
        return this;
    }

    private RelinkingTest sequence(String written, String target) {
        targets.put(written, new Relinking.Target(folder.resolve(target).normalize(), true));
        return this;
    }

    private String relinked(String name, String content) throws IOException {
        return relinked(name, content, StandardCharsets.UTF_8);
    }

    private String relinked(String name, String content, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve(name), content.getBytes(charset));
        RawPath path = RawPath.of("film/edit/" + name);
        Document document =
                new Document(folder, RawPath.of(name), () -> FileChannel.open(file, StandardOpenOption.READ), () -> {});
        Relinking relinking = new Relinking(path, folder, targets, unknown);
        assertThat(DocumentFormats.of(RawPath.of(name)).relink(document, relinking))
                .isTrue();
        Path made = folder.resolve("made");
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        made,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            relinking.edits().copy(from, to);
        }
        return Files.readString(made, charset);
    }

    @Test
    void otio_hasRelativeUrls() throws IOException {
        String content =
                """
                { "OTIO_SCHEMA" : "Clip.2",\t"name": "file:///raid/a.mov",
                  "media_references": {"a": {"target_url":"file:\\/\\/\\/raid\\/K\\u00e4se%201.mov",
                    "OTIO_SCHEMA": "ExternalReference.1", "metadata": {"ü": [1.50, null]}},
                  "b": {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "D:\\\\clips\\\\b c.mov"},
                  "c": {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "../here.mov"},
                  "d": {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "https://example.org/a.mov"}}}
                """;

        String made = file("file:///raid/Käse%201.mov", "../../film.dependencies/raid/" + STRANGE)
                .file("D:\\clips\\b c.mov", "b c.mov")
                .file("../here.mov", "../here.mov")
                .relinked("cut.otio", content);

        assertThat(made)
                .isEqualTo(content.replace(
                                "file:\\/\\/\\/raid\\/K\\u00e4se%201.mov",
                                "../../film.dependencies/raid/" + STRANGE_URL)
                        .replace("D:\\\\clips\\\\b c.mov", "b c.mov"));
    }

    @Test
    void otio_withPathsInPlaceOfUrls_keepsPaths() throws IOException {
        String content = "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"/raid/a b.mov\"}";

        assertThat(file("/raid/a b.mov", "../../film.dependencies/raid x/a b.mov")
                        .relinked("cut.otio", content))
                .isEqualTo(content.replace("/raid/a b.mov", "../../film.dependencies/raid x/a b.mov"));
    }

    @Test
    void otio_sequences_keepTheNamesOfFrames() throws IOException {
        String content =
                """
                {"all": [{"OTIO_SCHEMA": "ImageSequenceReference.1", "target_url_base": "file:///raid/sh%2001/",
                  "name_prefix": "shot.", "name_suffix": ".exr", "frame_zero_padding": 4},
                 {"OTIO_SCHEMA": "ImageSequenceReference.1", "target_url_base": "/raid",
                  "name_prefix": "b/c.", "name_suffix": ".exr", "frame_zero_padding": 4},
                 {"OTIO_SCHEMA": "ImageSequenceReference.1", "target_url_base": "file:///raid",
                  "name_prefix": "50%25.", "name_suffix": ".exr", "frame_zero_padding": 4}]}
                """;

        String made = sequence("file:///raid/sh%2001/shot.####.exr", "../shots/sh 01")
                .sequence("/raid/b/c.####.exr", ".")
                .sequence("file:///raid/50%25.####.exr", "../pct")
                .relinked("cut.otio", content);

        assertThat(made)
                .isEqualTo(content.replace("file:///raid/sh%2001/", "../shots/sh%2001/")
                        .replace("\"/raid\"", "\".\"")
                        .replace("b/c.", "c.")
                        .replace("\"file:///raid\"", "\"file://" + folder.resolveSibling("pct") + "\""));
    }

    @Test
    void jsonThatIsNotInUtf8_isRefused() {
        file("/raid/a.mov", "a.mov");

        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> relinked(
                        "cut.otio",
                        "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"/raid/a.mov\"}",
                        StandardCharsets.UTF_16BE))
                .withMessageContaining("not in UTF-8");
    }

    @Test
    void fcpxml_hasRelativeUrls() throws IOException {
        String content =
                """
                <?xml version='1.0' encoding="utf-8"?>
                <!DOCTYPE fcpxml [ <!-- it's > a comment --> <!ENTITY x "a>b"> ]>
                <fcpxml version="1.11"> <!-- src="file:///raid/a.mov" -->
                <resources><asset id='r1' src = 'file:///raid/a%20&amp;%20b.mov' name="file:///raid/a.mov"/>
                <asset id="r2"><media-rep kind="original-media" src="file:///raid/a.mov"
                  suggestedFilename="ä&#228;"></media-rep></asset>
                <![CDATA[ <media-rep src="file:///raid/a.mov"/> ]]>
                </resources></fcpxml>\r\n""";

        String made = file("file:///raid/a%20&%20b.mov", "../media/a & b.mov")
                .file("file:///raid/a.mov", STRANGE)
                .relinked("cut.fcpxml", content);

        assertThat(made)
                .isEqualTo(content.replace("file:///raid/a%20&amp;%20b.mov", "../media/a%20%26%20b.mov")
                        .replace("original-media\" src=\"file:///raid/a.mov", "original-media\" src=\"" + STRANGE_URL));
    }

    @Test
    void xmeml_hasAbsoluteUrls() throws IOException {
        String content =
                """
                <xmeml version="5"><file id="1"><pathurl>file://localhost/R%3a/a.mov</pathurl></file>
                <file id="2"><pathurl><![CDATA[file:///raid/b.mov]]></pathurl></file>
                <file id="3"><pathurl>
                  /raid/c &lt;1&gt;.mov </pathurl></file></xmeml>
                """;

        String made = file("file://localhost/R%3a/a.mov", STRANGE)
                .file("file:///raid/b.mov", "b.mov")
                .file("/raid/c <1>.mov", "c <1>.mov")
                .relinked("cut.xml", content);

        String url = "file://" + ReferenceText.escaped(NativeNames.bytesOf(folder)) + "/";
        assertThat(made)
                .isEqualTo(content.replace(
                                "file://localhost/R%3a/a.mov", url.replace("file://", "file://localhost") + STRANGE_URL)
                        .replace("file:///raid/b.mov", url + "b.mov")
                        .replace("\n  /raid/c &lt;1&gt;.mov ", folder + "/c &lt;1&gt;.mov"));
    }

    @Test
    void mlt_withoutRoot_hasAbsolutePathsToWhatIsUnknown() throws IOException {
        String content =
                """
                <mlt root="/old/place">
                 <producer><property name="resource">a.mov</property></producer>
                 <producer><property name="resource">../b &amp; c.mov</property></producer>
                 <producer><property name="mlt_service">timewarp</property>
                  <property name="resource">2.0:d.mov</property>
                  <property name="warp_resource">d.mov</property></producer>
                 <producer><property name="resource">/far/e.mov</property></producer>
                 <producer><property name="resource">%2Fraid%2Fnested.mlt</property></producer>
                 <producer><property name="mlt_service">color</property>
                  <property name="resource">red</property></producer>
                </mlt>
                """;
        unknown.addAll(List.of("../b & c.mov", "d.mov", "/far/e.mov"));

        assertThat(file("a.mov", "../a.mov")
                        .file("%2Fraid%2Fnested.mlt", "100%20/nested.mlt")
                        .relinked("cut.mlt", content))
                .isEqualTo(content.replace("%2Fraid%2Fnested.mlt", "100%2520/nested.mlt")
                        .replace(" root=\"/old/place\"", "")
                        .replace(">a.mov", ">../a.mov")
                        .replace("../b &amp;", "/old/place/../b &amp;")
                        .replace("2.0:d.mov", "2.0:/old/place/d.mov")
                        .replace(">d.mov", ">/old/place/d.mov"));
    }

    @Test
    void mlt_hasPathsRelativeToTheDocument_andNoRoot() throws IOException {
        String content =
                """
                <mlt LC_NUMERIC="C" version="7.12.0" root="/old/place" title="x">
                 <producer id="a"><property name="mlt_service">avformat</property>
                  <property name="resource">/raid/a &amp; b.mov</property>
                  <property name="kdenlive:clipname">/raid/a &amp; b.mov</property></producer>
                 <producer id="b"><property name="mlt_service">timewarp</property>
                  <property name="resource">-0.5:/raid/w.mov</property>
                  <property name="warp_resource">/raid/w.mov</property></producer>
                 <producer id="c"><property name="resource" value="/raid/pics/.all.png"/></producer>
                 <producer id="d" resource="/raid/pics/p%04d.png?begin=5"/>
                 <producer id="e"><property name="resource">inside.mov</property></producer>
                 <filter><property name="av.file">luts/x.cube</property></filter>
                 <producer id="t"><property name="mlt_service">kdenlivetitle</property>
                  <property name="xmldata">&lt;kdenlivetitle&gt;
                  &lt;item>&lt;content url="/raid/l&amp;amp;m.png"/&gt;&lt;/item&gt;&lt;/kdenlivetitle&gt;</property>
                 </producer>
                </mlt>
                """;

        String made = file("/raid/a & b.mov", STRANGE)
                .file("/raid/w.mov", "../w 1.mov")
                .sequence("/raid/pics/.all.png", "../pics 1")
                .sequence("/raid/pics/p%04d.png?begin=5", "../pics 1")
                .file("inside.mov", "inside.mov")
                .file("luts/x.cube", "../luts/x.cube")
                .file("/raid/l&m.png", "l&m.png")
                .relinked("cut.mlt", content);

        assertThat(made)
                .isEqualTo(content.replace(" root=\"/old/place\"", "")
                        .replace(
                                "\"resource\">/raid/a &amp; b.mov",
                                "\"resource\">" + STRANGE.replace("&", "&amp;").replace("'", "&apos;"))
                        .replace("/raid/w.mov", "../w 1.mov")
                        .replace("/raid/pics/", "../pics 1/")
                        .replace("luts/x.cube", "../luts/x.cube")
                        .replace("/raid/l&amp;amp;m.png", folder + "/l&amp;amp;m.png"));
    }

    @Test
    void aDocumentOfKdenlive_getsTheRootWhereItIs() throws IOException {
        String content =
                """
                <mlt root="/old/place"><producer><property name="resource">a.mov</property></producer></mlt>
                """;

        assertThat(file("a.mov", "a.mov").relinked("cut.kdenlive", content))
                .isEqualTo(content.replace("/old/place", folder.toString()));
    }

    @Test
    void aRootThatIsRight_stays() throws IOException {
        String content =
                "<mlt root=\"" + folder + "\"><producer><property name=\"resource\">a.mov</property></producer></mlt>";

        assertThat(file("a.mov", "a.mov").relinked("cut.mlt", content)).isEqualTo(content);
    }

    @Test
    void openShot_hasRelativePaths_andKeepsAssets() throws IOException {
        String content =
                """
                {"files": [{"path": "/raid/a.mov", "name": "/raid/a.mov"}, {"path": "@assets/title/t.svg"},
                 {"path": "/raid/p%04d.png"}], "history": {"undo": [{"path": "/raid/a.mov"}]}}
                """;

        String made = file("/raid/a.mov", "../\"q\"/a b.mov")
                .file("@assets/title/t.svg", "cut_assets/title/t.svg")
                .sequence("/raid/p%04d.png", "pics")
                .relinked("cut.osp", content);

        assertThat(made)
                .isEqualTo(content.replaceFirst("/raid/a.mov", "../\\\\\"q\\\\\"/a b.mov")
                        .replace("/raid/p%04d.png", "pics/p%04d.png"));
    }

    @Test
    void usd_hasAnchoredPaths() throws IOException {
        String content =
                """
                #usda 1.0
                # ü @/raid/a.usda@
                ( subLayers = [@/raid/a.usda@, @@@/raid/b@1.usda@@@, @/raid/t.<UDIM>.png@, @./c.usda@] doc = "@/raid/a.usda@" )
                def "x" { asset ä = @/raid/p.usdz[tex/a.png]@ /* @/raid/a.usda@ */ }
                """;

        String made = file("/raid/a.usda", "sub/a@b.usda")
                .file("/raid/b@1.usda", "../b 1.usda")
                .sequence("/raid/t.<UDIM>.png", "tex")
                .file("./c.usda", "c.usda")
                .file("/raid/p.usdz[tex/a.png]", "p.usdz")
                .relinked("set.usda", content);

        assertThat(made)
                .isEqualTo(content.replace("[@/raid/a.usda@", "[@@@./sub/a@b.usda@@@")
                        .replace("@@@/raid/b@1.usda@@@", "@../b 1.usda@")
                        .replace("/raid/t.<UDIM>.png", "./tex/t.<UDIM>.png")
                        .replace("@/raid/p.usdz[tex", "@./p.usdz[tex"));
    }

    @Test
    void xmlInAnotherEncoding_isRefused() {
        file("file:///raid/ä.mov", "a.mov");
        String content = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
                + "<xmeml><file><pathurl>file:///raid/ä.mov</pathurl></file></xmeml>";

        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> relinked("cut.xml", content, StandardCharsets.ISO_8859_1))
                .withMessageContaining("not in UTF-8");
    }

    @Test
    void whatXmlCannotExpress_isNotWritten() throws IOException {
        String content = "<mlt><producer><property name=\"resource\">/raid/a.mov</property></producer></mlt>";

        assertThat(file("/raid/a.mov", "a\u0001.mov").relinked("cut.mlt", content))
                .isEqualTo(content);
    }
}
