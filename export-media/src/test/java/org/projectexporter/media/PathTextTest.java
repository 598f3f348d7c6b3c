package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportRequest.PathMapping;
import org.projectexporter.spi.NativeNames;

class PathTextTest {
    private static final List<Path> BASE = List.of(Path.of("/film/edit"));

    private static List<String> places(String text, PathMapping... mappings) {
        return PathText.places(text, BASE, List.of(mappings)).stream()
                .map(path -> NativeNames.bytesOf(path).toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "file:///media/a.mov, /media/a.mov",
        "file://localhost/media/a.mov, /media/a.mov",
        "file:/media/a.mov, /media/a.mov",
        "FILE:///media/a.mov, /media/a.mov",
        "file:///media/a%20b%23%25.mov, /media/a b#%.mov",
        "file:///media/stra%C3%9Fe.mov, /media/straße.mov",
        "file:///media/100%.mov, /media/100%.mov",
        "file:///media/%zz.mov, /media/%zz.mov",
        "file:///C:/clips/a.mov, C:/clips/a.mov",
        "file://localhost/C%3a/clips/a.mov, C:/clips/a.mov",
        "file://server/share/a.mov, //server/share/a.mov",
        "clips/a%20b.mov, clips/a%20b.mov"
    })
    void ofUrl_isTheFilesPath(String url, String path) {
        assertThat(PathText.ofUrl(url).get(0)).isEqualTo(path);
    }

    @Test
    void ofUrl_whoseWriterDoesNotEscape_isAlsoThePathAsItIs() {
        assertThat(PathText.ofUrl("file:///media/50%20.mov")).containsExactly("/media/50 .mov", "/media/50%20.mov");
        assertThat(PathText.ofUrl("clips/a%20b.mov")).containsExactly("clips/a%20b.mov", "clips/a b.mov");
    }

    @Test
    void places_ofAbsoluteAndRelativePaths() {
        assertThat(places("/media/a.mov")).containsExactly("/media/a.mov");
        assertThat(places("../a.mov")).containsExactly("/film/edit/../a.mov");
        assertThat(places("ä/ö.mov")).containsExactly("/film/edit/ä/ö.mov");
        assertThat(places("..\\clips\\a.mov"))
                .containsExactly("/film/edit/..\\clips\\a.mov", "/film/edit/../clips/a.mov");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C:\\clips\\a.mov", "d:/clips/a.mov", "\\\\server\\share\\a.mov", "//server/share/a.mov", "D:"})
    void places_ofAPathOfWindows_areNone(String path) {
        assertThat(places(path)).isEmpty();
    }

    @Test
    void places_ofWhatIsMapped_areBelowTheOtherFolder_whateverTheSlashAndCase() {
        PathMapping drive = new PathMapping("D:\\Media\\", Path.of("/mnt/media"));
        PathMapping share = new PathMapping("\\\\NAS\\film", Path.of("/mnt/nas"));
        PathMapping volume = new PathMapping("/Volumes/RAID", Path.of("/mnt/raid"));

        assertThat(places("d:/media/Day 1/a.mov", drive)).containsExactly("/mnt/media/Day 1/a.mov");
        assertThat(places("D:\\Media\\Day 1\\a.mov", drive)).containsExactly("/mnt/media/Day 1/a.mov");
        assertThat(places("D:\\MediaOld\\a.mov", drive)).isEmpty();
        assertThat(places("//nas/film/a.mov", drive, share)).containsExactly("/mnt/nas/a.mov");
        assertThat(places("/Volumes/RAID/a.mov", volume)).containsExactly("/mnt/raid/a.mov", "/Volumes/RAID/a.mov");
        assertThat(places("/volumes/raid/a.mov", volume)).containsExactly("/volumes/raid/a.mov");
    }

    @Test
    void places_ofATextThatNoFileCanHave_areNone() {
        assertThat(places("a\0b")).isEmpty();
        assertThat(places("/" + "a".repeat(5_000))).isEmpty();
    }
}
