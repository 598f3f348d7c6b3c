package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

@Timeout(120)
class BlendFormatTest {
    @TempDir
    Path temp;

    private FilmFolder film;

    @BeforeEach
    void makeFilm() throws IOException {
        film = new FilmFolder(temp);
    }

    private static byte[] everything(BlendFile.Kind kind) {
        BlendFile file = new BlendFile(kind);
        file.add(
                "LI",
                "Library",
                1,
                file.struct("Library", "name", "//../lib/props.blend", "filepath", "/old/lib/props.blend"));
        file.add("IM", "Image", 2, file.struct("Image", "name", "//tex\\wood ä.png", "source", 1L));
        file.add("IM", "Image", 3, file.struct("Image", "name", "//plates/shot.0101.exr", "source", 2L));
        file.add("IM", "Image", 4, file.struct("Image", "name", "/tex/skin.<UDIM>.png", "source", 6L));
        file.add("IM", "Image", 5, file.struct("Image", "name", "//in.png", "source", 1L, "packedfile", 99L));
        file.add("IM", "Image", 6, file.struct("Image", "name", "", "source", 1L));
        file.add("IM", "Image", 11, file.struct("Image", "name", "//not saved yet.png", "source", 4L));
        file.add("VF", "VFont", 7, file.struct("VFont", "name", "<builtin>"));
        file.add("VF", "VFont", 8, file.struct("VFont", "name", "C:\\Windows\\Fonts\\a.ttf"));
        file.add("SO", "bSound", 9, file.struct("bSound", "name", "//rain.wav"));
        file.add("CF", "CacheFile", 10, file.struct("CacheFile", "filepath", "//sim/x_7.abc", "is_sequence", 1L));
        file.add("DATA", "StripElem", 20, file.struct("StripElem", "name", "sky.mov"));
        file.add("DATA", "Strip", 21, file.struct("Strip", "dir", "//clips/", "stripdata", 20L));
        file.add("DATA", "Strip", 22, file.struct("Strip", "dir", "/stills", "stripdata", 23L));
        file.add(
                "DATA",
                "StripElem",
                23,
                file.struct("StripElem", "name", "f_009.jpg"),
                file.struct("StripElem", "name", "f_010.jpg"),
                file.struct("StripElem", "name", "f_011.jpg"));
        file.add("DATA", "Strip", 24, file.struct("Strip", "dir", "", "stripdata", 25L));
        file.add(
                "DATA",
                "StripElem",
                25,
                file.struct("StripElem", "name", "a.jpg"),
                file.struct("StripElem", "name", "b.jpg"));
        return file.bytes();
    }

    private void assertEverything() throws IOException {
        assertThat(film.references())
                .containsExactly(
                        "//../lib/props.blend -> lib/props.blend",
                        "//tex\\wood ä.png -> scenes/tex\\wood ä.png scenes/tex/wood ä.png",
                        "//plates/shot.0101.exr -> scenes/plates [shot.|4|.exr]",
                        "/tex/skin.<UDIM>.png -> /tex [skin.|4|.png]",
                        "C:\\Windows\\Fonts\\a.ttf ->",
                        "//rain.wav -> scenes/rain.wav",
                        "//sim/x_7.abc -> scenes/sim [x_|1|.abc]",
                        "//clips/sky.mov -> scenes/clips/sky.mov",
                        "/stills/f_###.jpg -> /stills [f_|3|.jpg] 9-11x1",
                        "a.jpg -> scenes/a.jpg",
                        "b.jpg -> scenes/b.jpg");
    }

    @ParameterizedTest
    @EnumSource(BlendFile.Kind.class)
    void textsScriptsAndCaches_areFound_butNotRequired_whereBlenderDoesNotNeedThem(BlendFile.Kind kind)
            throws IOException {
        BlendFile file = new BlendFile(kind);
        file.add("TX", "Text", 1, file.struct("Text", "name", 30L), file.struct("Text", "name", 0L));
        file.add(29, "a line of it");
        file.add(30, "//notes.txt");
        file.add("DATA", "NodeShaderScript", 2, file.struct("NodeShaderScript", "filepath", "//a.osl", "mode", 1L));
        file.add("DATA", "NodeShaderScript", 3, file.struct("NodeShaderScript", "filepath", "//b.osl", "mode", 0L));
        file.add("DATA", "NodeShaderTexIES", 4, file.struct("NodeShaderTexIES", "filepath", "//l.ies", "mode", 1L));
        file.add("DATA", "CustomDataExternal", 5, file.struct("CustomDataExternal", "filename", "//levels.btx"));
        file.add("BR", "Brush", 6, file.struct("Brush", "icon_filepath", "//icon.png"));
        file.add("BR", "Brush", 7, file.struct("Brush"));
        file.add("DATA", "OceanModifierData", 8, file.struct("OceanModifierData", "cachepath", "//cache_ocean"));
        file.add("DATA", "PointCache", 9, file.struct("PointCache", "path", "/raid/cloth/"));
        file.add("DATA", "PointCache", 10, file.struct("PointCache", "name", "in memory"));
        file.add("DATA", "FluidDomainSettings", 11, file.struct("FluidDomainSettings", "cache_directory", "//fluid"));
        film.with("scenes/shot.blend", file.bytes());

        assertThat(film.references())
                .containsExactly(
                        "//notes.txt -> scenes/notes.txt optional",
                        "//a.osl -> scenes/a.osl",
                        "//b.osl -> scenes/b.osl optional",
                        "//l.ies -> scenes/l.ies",
                        "//levels.btx -> scenes/levels.btx",
                        "//icon.png -> scenes/icon.png optional",
                        "//cache_ocean -> scenes/cache_ocean [|0|] optional",
                        "/raid/cloth/ -> /raid/cloth [|0|] optional",
                        "//fluid/config -> scenes/fluid/config [|0|] optional",
                        "//fluid/data -> scenes/fluid/data [|0|] optional",
                        "//fluid/guiding -> scenes/fluid/guiding [|0|] optional",
                        "//fluid/mesh -> scenes/fluid/mesh [|0|] optional",
                        "//fluid/noise -> scenes/fluid/noise [|0|] optional",
                        "//fluid/particles -> scenes/fluid/particles [|0|] optional");
    }

    @ParameterizedTest
    @EnumSource(BlendFile.Kind.class)
    void everyKindOfHeader_isRead(BlendFile.Kind kind) throws IOException {
        film.with("scenes/shot.blend", everything(kind));

        assertEverything();
    }

    @Test
    void gzip_isRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(everything(BlendFile.Kind.POINTERS_8));
        }
        film.with("scenes/shot.blend", bytes.toByteArray());

        assertEverything();
    }

    /** Blender writes a frame for each megabyte, and an index in a frame that readers skip. */
    @Test
    void zstandard_inSeveralFrames_isRead() throws IOException {
        byte[] all = everything(BlendFile.Kind.FORMAT_1);
        int half = all.length / 2;
        byte[] first = Zstd.compress(Arrays.copyOf(all, half));
        byte[] second = Zstd.compress(Arrays.copyOfRange(all, half, all.length));
        byte[] index = {0x5e, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
        ByteBuffer bytes = ByteBuffer.allocate(first.length + second.length + index.length);
        film.with("scenes/shot.blend", bytes.put(first).put(second).put(index).array());

        assertEverything();
    }

    @Test
    void whatIsNotOfBlender_orOfANewerOne_isReported() throws IOException {
        film.with("a.blend", "version https://git-lfs.github.com/spec/v1")
                .with("b.blend", "BLENDER19-02v0700 and more")
                .with("c.blend", "BLENDER-v304ENDB" + "\0".repeat(20))
                .with("d.blend", "");

        assertThat(film.complaints())
                .containsExactlyInAnyOrder(
                        "film/a.blend: what it refers to is unknown: it is not a file of Blender",
                        "film/b.blend: what it refers to is unknown: it is of a newer Blender than is known",
                        "film/c.blend: what it refers to is unknown: it has no table of its structs",
                        "film/d.blend: what it refers to is unknown: it is not a file of Blender");
    }

    @Test
    void anyDamage_isReportedOrHarmless() throws IOException {
        byte[] good = everything(BlendFile.Kind.POINTERS_8);
        Random random = new Random(23);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = good.clone();
            for (int j = 0; j < 4; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            film.with("scenes/" + i + ".blend", damaged);
            film.with("scenes/short-" + i + ".blend", Arrays.copyOf(good, random.nextInt(good.length)));
        }

        assertThat(film.complaints())
                .filteredOn(line -> line.contains("/short-"))
                .hasSize(300);
    }
}
