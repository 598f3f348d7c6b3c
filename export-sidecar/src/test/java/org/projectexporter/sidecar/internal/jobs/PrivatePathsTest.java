package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.projectexporter.sidecar.SidecarOptions;

class PrivatePathsTest {
    private final PrivatePaths paths =
            PrivatePaths.of(SidecarOptions.builder(Path.of("/srv/my films"), Path.of("/srv/data"))
                    .dependencyRoots(List.of(Path.of("/mnt/looks")))
                    .build());

    @Test
    void aMappedProject_isNamedWithoutItsFolder() {
        PrivatePaths mapped =
                paths.and(new FoundProject("7", Path.of("/disk b/some films/film"), "film", true, Optional.empty()));

        assertThat(mapped.clean("cannot read /disk b/some films/film/x.mov; nor /srv/data/y"))
                .isEqualTo("cannot read film/x.mov; nor y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            exported to /srv/data/exports/0d5b6a52-7a3c-4e0e-9d57-0d1f3f3c8b11/archive/film.zip | exported to film.zip
            cannot read /srv/my films/film a/x.mov; make it readable | cannot read film a/x.mov; make it readable
            there is no folder /srv/my films | there is no folder …
            film/a/b.mov: changed | film/a/b.mov: changed
            film/link: points to /home/me/looks/a.cube (not allowed) | film/link: points to …/a.cube (not allowed)
            it is in "/home/me", "/etc/passwd" | it is in "…/me", "…/passwd"
            NoSuchFileException: /tmp/x | NoSuchFileException: …/x
            see https://film.example/a/b | see https://film.example/a/b
            /mnt/looks/a.cube | a.cube
            /srv/database/x | …/x
            1 / 2 | 1 / 2
            file:///srv/data/x | file://x
            """)
    void clean_leavesNoAbsolutePath(String message, String cleaned) {
        assertThat(paths.clean(message)).isEqualTo(cleaned);
    }

    @Test
    void clean_knowsFoldersByTheirRealNamesToo(@TempDir Path temp) throws IOException {
        Path real = Files.createDirectories(temp.toRealPath().resolve("disk 1/films"));
        Path link = Files.createSymbolicLink(temp.resolve("films"), real);
        PrivatePaths linked = PrivatePaths.of(
                SidecarOptions.builder(link, temp.resolve("data")).build());

        assertThat(linked.clean("cannot read " + real + "/film/a")).isEqualTo("cannot read film/a");
        assertThat(linked.clean("cannot read " + link + "/film/a")).isEqualTo("cannot read film/a");
    }
}
