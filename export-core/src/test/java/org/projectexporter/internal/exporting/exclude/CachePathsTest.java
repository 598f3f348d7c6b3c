package org.projectexporter.internal.exporting.exclude;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;

class CachePathsTest {
    private static final RawPath FILM = RawPath.of("film");

    private final CachePaths kept =
            CachePaths.of(ExportOptions.builder().includeCache(true).build(), FILM);

    private boolean isCache(String path) {
        return kept.test(RawPath.of(path));
    }

    @Test
    void filesThatThePatternsMatch_andFilesInFoldersThatTheyMatch_areCaches() {
        assertThat(isCache("film/a.tmp")).isTrue();
        assertThat(isCache("film/scenes/x/cloth.cache")).isTrue();
        assertThat(isCache("film/04_Cache/a.mov")).isTrue();
        assertThat(isCache("film/04_Cache/deep/er/a.mov")).isTrue();
        assertThat(isCache("film/tools/node_modules/x/index.js")).isTrue();
    }

    @Test
    void otherFiles_areNot() {
        assertThat(isCache("film/a.mov")).isFalse();
        assertThat(isCache("film/04_Cache")).isFalse();
        assertThat(isCache("film/05_Cache/a.mov")).isFalse();
        assertThat(isCache("film")).isFalse();
        assertThat(isCache("film-dependencies/a.tmp")).isFalse();
    }

    @Test
    void answersDoNotDependOnWhatWasAskedBefore() {
        assertThat(isCache("film/04_Cache/a.mov")).isTrue();
        assertThat(isCache("film/b.mov")).isFalse();
        assertThat(isCache("film/04_Cache/c.mov")).isTrue();
        assertThat(isCache("film/d.mov")).isFalse();
    }

    /** Then what they match is not exported, unless Git tracks it, and then it is no cache. */
    @Test
    void withoutCaches_thereAreNone() {
        CachePaths none = CachePaths.of(ExportOptions.defaults(), FILM);

        assertThat(none.test(RawPath.of("film/a.tmp"))).isFalse();
    }
}
