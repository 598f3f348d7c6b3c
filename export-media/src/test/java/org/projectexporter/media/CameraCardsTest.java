package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CameraCardsTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(temp.toRealPath().resolve("disk/cards"));
    }

    private Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private List<String> around(String path) throws IOException {
        return new CameraCards(each -> each.startsWith(root))
                .around(file(path)).stream()
                        .map(each -> root.relativize(each).toString())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "A004_0502X1.RDM/A004_C001_05026M.RDC/A004_C001_05026M_001.R3D, A004_0502X1.RDM",
        "a004.rdm/a004_c001.rdc/proxies/p.mov, a004.rdm",
        "day1/A004_C001_05026M.RDC/A004_C001_05026M_001.R3D, day1/A004_C001_05026M.RDC",
        "A004.RDM/loose.R3D, A004.RDM",
        "day1/XDROOT/Clip/C0001.MXF, day1/XDROOT",
        "PRIVATE/M4ROOT/CLIP/C0001.MP4, PRIVATE/M4ROOT",
        "PRIVATE/AVCHD/BDMV/STREAM/00000.MTS, PRIVATE/AVCHD",
        "disc/BDMV/STREAM/00000.MTS, disc/BDMV",
        "A004R1JL/A004C010_20100610_R1JL.mov, A004R1JL",
        "A004R1JL/A004C010_150610_R1JL.mxf, A004R1JL",
        "A_0001_1BY9/A_0001C003_260930_084650_c1BY9.mxf, A_0001_1BY9",
        "BB0412_1DVA/BB0412C001_240715_155424_p1DVA.mxf, BB0412_1DVA",
        "ari/A004R1JL/A004C010_150610_R1JL/A004C010_150610_R1JL.0086400.ari, ari/A004R1JL/A004C010_150610_R1JL",
        "BMC01_1_2012-08-08_1631_C0002/BMC01_1_2012-08-08_1631_C0002_000001.dng, BMC01_1_2012-08-08_1631_C0002",
    })
    void clip_travelsWithItsFolder(String clip, String folder) throws IOException {
        assertThat(around(clip)).containsExactly(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "clips/a.mov",
        "A004R1JL/other.mov",
        "B004R1JL/A004C010_20100610_R1JL.mov",
        "A_0002_1BY9/A_0001C003_260930_084650_c1BY9.mxf",
        "pictures/IMG_0001.dng",
        "CONTENTS/a.mov",
        "frames/a.0001.ari",
        "a.braw",
        "AVCHD/readme.txt",
    })
    void anyOtherFile_travelsAlone(String file) throws IOException {
        assertThat(around(file)).isEmpty();
    }

    @Test
    void p2Card_travelsWithItsLastClip() throws IOException {
        file("card/CONTENTS/CLIP/0001AB.XML");
        file("card/CONTENTS/VIDEO/0001AB.MXF");
        assertThat(around("card/CONTENTS/AUDIO/0001AB00.MXF")).containsExactly("card/CONTENTS");

        file("card/LASTCLIP.TXT");
        assertThat(around("card/CONTENTS/AUDIO/0001AB00.MXF")).containsExactly("card/CONTENTS", "card/LASTCLIP.TXT");
    }

    @Test
    void braw_travelsWithItsSidecar() throws IOException {
        file("A001_08151512_C001.sidecar");
        file("A001_08151512_C002.sidecar");

        assertThat(around("A001_08151512_C001.braw")).containsExactly("A001_08151512_C001.sidecar");
    }

    @Test
    void whatIsNotAllowed_isNotLookedAt() throws IOException {
        Path clip = file("A.RDM/B.RDC/c.R3D");

        assertThat(new CameraCards(each -> each.startsWith(clip.getParent())).around(clip))
                .containsExactly(root.resolve("A.RDM/B.RDC"));
        assertThat(new CameraCards(clip::equals).around(clip)).isEmpty();
    }
}
