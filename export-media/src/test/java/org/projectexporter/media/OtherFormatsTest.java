package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Projects of Premiere Pro and OpenShot, and layers of USD as text. */
class OtherFormatsTest {
    @TempDir
    Path temp;

    private FilmFolder film;

    @BeforeEach
    void makeFilm() throws IOException {
        film = new FilmFolder(temp);
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void premiere_namesMediaByTheirLastPath_orRelativeToTheProject() throws IOException {
        film.with(
                "edit/cut.prproj",
                gzip(
                        """
                <?xml version="1.0" encoding="UTF-8" ?>
                <PremiereData Version="3">
                  <Project ObjectID="1"><Title>C:/not/media</Title></Project>
                  <Media ObjectUID="a" ClassID="7a5c103e" Version="30">
                    <RelativePath>../media/a.mov</RelativePath>
                    <FilePath>/Volumes/RAID/a.mov</FilePath>
                    <ActualMediaFilePath>/Volumes/RAID/film/a.mov</ActualMediaFilePath>
                    <ConformedAudioPath>/Volumes/cache/a.cfa</ConformedAudioPath>
                  </Media>
                  <Media ObjectUID="b"><FilePath>\\\\?\\D:\\clips\\b.mov</FilePath>
                    <RelativePath>..\\clips\\b.mov</RelativePath></Media>
                  <Media ObjectUID="c"><FilePath>1112097874</FilePath><Title>Bars and Tone</Title></Media>
                </PremiereData>
                """));

        assertThat(film.references())
                .containsExactly(
                        "/Volumes/RAID/film/a.mov -> /Volumes/RAID/film/a.mov media/a.mov",
                        "\\\\?\\D:\\clips\\b.mov -> edit/..\\clips\\b.mov clips/b.mov");
    }

    @Test
    void openShot_namesFilesRelativeToTheProject() throws IOException {
        film.with(
                "trailer.osp",
                """
                {"id": "X", "files": [
                   {"id": "F1", "path": "../stock/sky.mov", "media_type": "video"},
                   {"id": "F2", "path": "@assets/title/end.svg"},
                   {"id": "F3", "path": "frames/img%05d.png"}],
                 "clips": [{"reader": {"path": "../stock/sky.mov"}, "effects": [
                   {"type": "Mask", "reader": {"path": "@transitions/common/fade.svg"}},
                   {"type": "ColorMap", "lut_path": "/looks/day.cube"}]}],
                 "history": {"undo": [{"value": {"path": "/gone.mov"}}], "redo": []}}
                """);

        assertThat(film.references())
                .containsExactlyInAnyOrder(
                        "../stock/sky.mov -> " + film.folder().resolveSibling("stock/sky.mov"),
                        "@assets/title/end.svg -> trailer_assets/title/end.svg",
                        "frames/img%05d.png -> frames [img|5|.png]",
                        "/looks/day.cube -> /looks/day.cube");
    }

    @Test
    void usd_namesAssetsBetweenSigns_butNotInStringsAndComments() throws IOException {
        film.with(
                "set/shot.usda",
                """
                #usda 1.0
                (
                    doc = "written by me@example.org @no.usd@"
                    subLayers = [ @./look.usda@, @../lib/sky.usda@ (offset = 1) ]
                )
                # @comment.usd@
                // @line.usd@
                /* @block.usd@
                */
                def Xform "A" (
                    prepend references = @props/chair.usdz[geo/chair.usd]@</Chair>
                    payload = @@@we@ird.usd@@@
                    clips = @@
                ) {
                    asset inputs:file = @tex/wood.<UDIM>.exr@
                    string note = 'it\\'s @not.usd@'
                    string more = \"\"\"a "b" @neither.usd@ \"\"\"
                    asset url = @https://example.org/a.usd@
                    asset args = @cube.abc:SDF_FORMAT_ARGS:x=1@
                    asset three = @@@a\\@@@b.usd@@@
                }
                """);

        assertThat(film.references())
                .containsExactly(
                        "./look.usda -> set/look.usda",
                        "../lib/sky.usda -> lib/sky.usda",
                        "props/chair.usdz[geo/chair.usd] -> set/props/chair.usdz",
                        "we@ird.usd -> set/we@ird.usd",
                        "tex/wood.<UDIM>.exr -> set/tex [wood.|4|.exr]",
                        "cube.abc:SDF_FORMAT_ARGS:x=1 -> set/cube.abc",
                        "a@@@b.usd -> set/a@@@b.usd");
    }

    @Test
    void usd_asBinary_isPassedOver_andWhatIsNeither_isReported() throws IOException {
        film.with("a.usd", "PXR-USDC\0\0@x.usd@").with("b.usda", "@x.usd@");

        assertThat(film.complaints())
                .containsExactly("film/b.usda: what it refers to is unknown: it is not a layer of USD as text");
    }
}
