package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Documents of MLT, Kdenlive and Shotcut. */
class MltHandlerTest {
    @TempDir
    Path temp;

    private FilmFolder film;

    @BeforeEach
    void makeFilm() throws IOException {
        film = new FilmFolder(temp);
    }

    private static String producer(String... properties) {
        return service("producer", properties);
    }

    private static String service(String element, String... properties) {
        StringBuilder xml = new StringBuilder("<" + element + " id=\"x\" in=\"0\" out=\"9\">\n");
        for (int i = 0; i < properties.length; i += 2) {
            xml.append("<property name=\"").append(properties[i]).append("\">");
            xml.append(properties[i + 1]).append("</property>\n");
        }
        return xml.append("</" + element + ">\n").toString();
    }

    private FilmFolder with(String name, String root, String... services) throws IOException {
        return film.with(
                name,
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<mlt LC_NUMERIC=\"C\" version=\"7.13.0\"" + root + ">\n"
                        + String.join("", services) + "</mlt>\n");
    }

    /** As Shotcut 22.12 saves a project that was opened as a clip. */
    @Test
    void nestedDocument_mayHaveEscapes() throws IOException {
        film.with(
                "cut.mlt",
                """
                <mlt>
                 <producer><property name="resource">%2Fraid%2Fother cut.mlt</property>
                  <property name="mlt_service">xml</property></producer>
                 <producer><property name="resource">50%25.mlt</property>
                  <property name="mlt_service">xml-nogl</property></producer>
                 <producer><property name="resource">%41.mov</property></producer>
                 <filter><property name="luma.resource">%luma01.pgm</property></filter>
                </mlt>
                """);

        assertThat(film.references())
                .containsExactly(
                        "%2Fraid%2Fother cut.mlt -> /raid/other cut.mlt %2Fraid%2Fother cut.mlt",
                        "50%25.mlt -> 50%.mlt 50%25.mlt", "%41.mov -> %41.mov");
    }

    @Test
    void resources_areRelativeToTheRoot_andElseToTheDocument() throws IOException {
        with(
                "edit/cut.kdenlive",
                " root=\"/home/user/film/edit\"",
                producer("mlt_service", "avformat", "resource", "../media/a.mov"),
                producer("mlt_service", "avformat-novalidate", "resource", "/stock/ä #1 100%.mov"),
                service("chain", "mlt_service", "avformat-novalidate", "resource", "C:\\clips\\b.mov"));
        with("b.mlt", "", producer("resource", "c.mov"));

        assertThat(film.references())
                .containsExactlyInAnyOrder(
                        "../media/a.mov -> /home/user/film/media/a.mov media/a.mov",
                        "/stock/ä #1 100%.mov -> /stock/ä #1 100%.mov",
                        "C:\\clips\\b.mov ->",
                        "c.mov -> c.mov");
    }

    @Test
    void whatIsNoFile_isNotAReference() throws IOException {
        with(
                "cut.mlt",
                "",
                producer("mlt_service", "color", "resource", "#ff0000ff"),
                producer("mlt_service", "color", "resource", "black"),
                producer("resource", "color:black"),
                producer("mlt_service", "noise", "resource", "5"),
                producer("mlt_service", "frei0r.plasma", "resource", "plasma"),
                producer("mlt_service", "avformat", "resource", "rtsp://camera/1"),
                service("tractor", "resource", "&lt;tractor&gt;"),
                service("transition", "mlt_service", "luma", "luma", "%luma03.pgm"),
                service("filter", "mlt_service", "volume", "gain", "1.5"));

        assertThat(film.references()).isEmpty();
    }

    @Test
    void proxies_areOptional_andTheirOriginalsAreNot() throws IOException {
        with(
                "cut.kdenlive",
                "",
                producer(
                        "mlt_service",
                        "avformat",
                        "resource",
                        "proxy/1.mkv",
                        "kdenlive:originalurl",
                        "a.mov",
                        "kdenlive:proxy",
                        "proxy/1.mkv"),
                producer(
                        "mlt_service",
                        "avformat",
                        "resource",
                        "b.mov",
                        "kdenlive:originalurl",
                        "b.mov",
                        "kdenlive:proxy",
                        "-"));
        with(
                "shotcut.mlt",
                "",
                service(
                        "chain",
                        "mlt_service",
                        "avformat-novalidate",
                        "resource",
                        "p.mp4",
                        "shotcut:resource",
                        "c.mov",
                        "shotcut:proxy",
                        "1"),
                service("chain", "mlt_service", "avformat", "resource", "d.mov", "shotcut:resource", "old.mov"));

        assertThat(film.references())
                .containsExactlyInAnyOrder(
                        "a.mov -> a.mov",
                        "proxy/1.mkv -> proxy/1.mkv optional",
                        "b.mov -> b.mov",
                        "c.mov -> c.mov",
                        "p.mp4 -> p.mp4 optional",
                        "d.mov -> d.mov");
    }

    @Test
    void speedAndService_areNotPartOfThePath() throws IOException {
        with(
                "cut.mlt",
                "",
                producer("mlt_service", "timewarp", "resource", "-0.5:a.mov"),
                producer("mlt_service", "timewarp", "resource", "2:b.mov", "warp_resource", "b.mov"),
                producer("mlt_service", "framebuffer", "resource", "c.mov?-1"),
                producer("resource", "xml:nested.mlt"));

        assertThat(film.references())
                .containsExactly("a.mov -> a.mov", "b.mov -> b.mov", "c.mov -> c.mov", "nested.mlt -> nested.mlt");
    }

    @Test
    void slideshows_areSequences() throws IOException {
        with(
                "cut.kdenlive",
                "",
                producer("mlt_service", "qimage", "resource", "/stills/.all.jpg", "ttl", "25"),
                producer("mlt_service", "pixbuf", "resource", ".all.png"),
                producer("mlt_service", "qimage", "resource", "s/shot_%04d.png?begin=17"),
                producer("mlt_service", "qimage", "resource", "frame%d.tif"));

        assertThat(film.references())
                .containsExactly(
                        "/stills/.all.jpg -> /stills [|0|.jpg]",
                        ".all.png -> . [|0|.png]",
                        "s/shot_%04d.png?begin=17 -> s [shot_|4|.png]",
                        "frame%d.tif -> . [frame|1|.tif]");
    }

    @Test
    void filtersAndTransitions_nameLooksAndLumas_alsoWithinAProducer() throws IOException {
        with(
                "cut.mlt",
                "",
                "<producer id=\"p\"><property name=\"resource\">a.mov</property>"
                        + service("filter", "mlt_service", "avfilter.lut3d", "av.file", "looks/night.cube")
                        + "</producer>",
                service("transition", "mlt_service", "luma", "resource", "wipes/star.pgm"),
                service("transition", "mlt_service", "composite", "luma", "/usr/share/kdenlive/lumas/HD/bar.pgm"));

        assertThat(film.references())
                .containsExactly(
                        "looks/night.cube -> looks/night.cube",
                        "a.mov -> a.mov",
                        "wipes/star.pgm -> wipes/star.pgm",
                        "/usr/share/kdenlive/lumas/HD/bar.pgm -> /usr/share/kdenlive/lumas/HD/bar.pgm optional");
    }

    @Test
    void titles_nameTheirImages() throws IOException {
        String title = "&lt;kdenlivetitle width=\"1920\"&gt;&lt;item type=\"QGraphicsPixmapItem\"&gt;"
                + "&lt;content url=\"img/logo.png\" base64=\"\"/&gt;&lt;/item&gt;"
                + "&lt;item type=\"QGraphicsPixmapItem\"&gt;&lt;content url=\"/x.png\" base64=\"iVBO\"/&gt;&lt;/item&gt;"
                + "&lt;/kdenlivetitle&gt;";
        with("cut.kdenlive", "", producer("mlt_service", "kdenlivetitle", "resource", "", "xmldata", title));
        film.with(
                "t/end.kdenlivetitle",
                """
                <kdenlivetitle><item type="QGraphicsSvgItem"><content url="../a.svg"/></item></kdenlivetitle>
                """);

        assertThat(film.references()).containsExactlyInAnyOrder("img/logo.png -> img/logo.png", "../a.svg -> a.svg");
    }

    @Test
    void aBrokenTitle_isReported_andTheRestIsRead() throws IOException {
        with(
                "cut.kdenlive",
                "",
                producer("mlt_service", "kdenlivetitle", "xmldata", "&lt;kdenlivetitle&gt;"),
                producer("resource", "a.mov"));

        assertThat(film.complaints())
                .containsExactly("film/cut.kdenlive: what it refers to is unknown: it is not valid XML (line 1)");
        assertThat(film.plan().documentReferences()).extracting("written").containsExactly("a.mov");
    }
}
