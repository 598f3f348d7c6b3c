package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;

import org.projectexporter.git.admission.ResolvedPath;
import org.projectexporter.spi.RawPath;

/** Any content of a {@code .git} file points to a folder of the archive, the one that Git finds, or nowhere. */
class GitFileFuzzTest {
    private static final RawPath FOLDER = RawPath.of("film/looks");
    private static final Set<String> FOLDERS =
            Set.of("film", "film/.git", "film/.git/modules", "film/.git/modules/looks", "film/looks");

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "gitdir: ../.git/modules/looks\n",
                        "gitdir: ./..//.git/modules/../modules/looks/\r\n",
                        "gitdir: ../../x\0\n",
                        "gitdir: ..\\..\\x \n")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_pointToAFolderOrNowhere(byte[] bytes) {
        RawPath target = GitFile.target(bytes);
        ResolvedPath way =
                target == null ? null : ResolvedPath.of(path -> FOLDERS.contains(path.toString()), FOLDER, target);
        if (way == null || way.missing() != null) {
            return;
        }
        assertThat(FOLDERS).contains(way.end().toString());
        byte[] written = GitFile.textFor(RelativePaths.between(FOLDER, way.end()));
        RawPath again = GitFile.target(written);
        assertThat(again).isNotNull();
        assertThat(ResolvedPath.of(path -> FOLDERS.contains(path.toString()), FOLDER, again))
                .isEqualTo(way);
    }
}
