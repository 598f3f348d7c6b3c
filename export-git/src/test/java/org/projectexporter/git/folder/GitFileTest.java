package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.projectexporter.git.admission.ResolvedPath;
import org.projectexporter.spi.RawPath;

/** The path in a {@code .git} file, and its target. */
class GitFileTest {
    private static final Set<String> FOLDERS =
            Set.of("film", "film/.git", "film/.git/modules", "film/looks", "film/looks/deep");

    private static String end(String way) {
        ResolvedPath found =
                ResolvedPath.of(path -> FOLDERS.contains(path.toString()), RawPath.of("film/looks"), RawPath.of(way));
        return found == null ? "nowhere" : found.end() + (found.missing() == null ? "" : " without " + found.missing());
    }

    @ParameterizedTest
    @CsvSource({
        "../.git/modules, film/.git/modules",
        "./../.git//modules/, film/.git/modules",
        "deep/../../.git, film/.git",
        "., film/looks",
        "no/../deep, nowhere",
        "no/such, film/looks/no/such without film/looks/no",
        "deep/no, film/looks/deep/no without film/looks/deep/no",
        "../.., nowhere",
        "../../film/looks, nowhere",
        "../../film.dependencies, nowhere",
        "/film, nowhere",
        "no\u0001such, nowhere",
        "'deep\u0000', nowhere",
        "'..\\..\\x', nowhere",
        "'a\\..', nowhere",
        "'a\\b', film/looks/a\\b without film/looks/a\\b"
    })
    void path_isResolvedThroughFoldersOnly(String way, String end) {
        assertThat(end(way)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "'gitdir: a', a",
        "'gitdir: a\n', a",
        "'gitdir: a\r\n\n\r', a",
        "'gitdir: a b', a b",
        "'gitdir: a ', none",
        "'gitdir:  a', none",
        "'gitdir:a', none",
        "'gitdir: ', none",
        "'gitdir: \n', none",
        "'gitdir', none",
        "' gitdir: a', none",
        "'x', none"
    })
    void target_isThePathThatGitReads(String text, String path) {
        RawPath target = GitFile.target(text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(target == null ? "none" : target.toString()).isEqualTo(path);
    }
}
