package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.PlanSink.Reference;
import org.projectexporter.spi.RawPath;

class UsedMediaTest {
    @TempDir
    Path temp;

    private final UsedMedia media = new UsedMedia(
            ExportOptions.builder()
                    .includeDependencies(true)
                    .media(ExportOptions.Media.USED)
                    .mediaFolders(List.of("footage", "audio/day 1"))
                    .build(),
            RawPath.of("film"));

    private boolean isUnused(String path) {
        return media.isUnused(RawPath.of(path));
    }

    private List<Reference> use(String path) {
        return media.use(RawPath.of(path));
    }

    private static Reference from(String document) {
        return Reference.of(RawPath.of(document), "x", List.of());
    }

    @Test
    void whatIsOutsideTheFolders_isNeverUnused() {
        assertThat(isUnused("film/cut.otio")).isFalse();
        assertThat(isUnused("film/footage2/a")).isFalse();
        assertThat(isUnused("film/audio/day 2/a")).isFalse();
        assertThat(isUnused("film.dependencies/footage/a")).isFalse();
        assertThat(isUnused("film/footage")).isTrue();
        assertThat(isUnused("film/audio/day 1/a")).isTrue();
    }

    @Test
    void use_keepsWhatIsAroundAFile_andWhatIsInAFolder() {
        use("film/footage/a/b/c.mov");
        use("film/footage/card");

        assertThat(isUnused("film/footage")).isFalse();
        assertThat(isUnused("film/footage/a/b")).isFalse();
        assertThat(isUnused("film/footage/a/b/c.mov")).isFalse();
        assertThat(isUnused("film/footage/card/CLIP/1.mov")).isFalse();
        assertThat(isUnused("film/footage/a/b/d.mov")).isTrue();
        assertThat(isUnused("film/footage/a/b/c.mov2")).isTrue();
        assertThat(isUnused("film/footage/card2/1.mov")).isTrue();
        assertThat(media.unusedFolders()).containsExactly(RawPath.of("film/audio/day 1"));
    }

    @Test
    void referencesOfADocumentInAFolder_waitUntilItIsUsed() {
        Reference one = from("film/footage/a.otio");
        Reference two = from("film/footage/card/b.otio");
        Reference three = from("film/footage/card/deep/c.otio");

        assertThat(media.postpones(from("film/cut.otio"))).isFalse();
        assertThat(List.of(one, two, three)).allMatch(media::postpones);
        assertThat(use("film/footage/x.mov")).isEmpty();
        assertThat(use("film/footage/a.otio")).containsExactly(one);
        assertThat(use("film/footage/a.otio")).isEmpty();
        assertThat(media.postpones(one)).isFalse();
        assertThat(use("film/footage/card")).containsExactly(two, three);
        assertThat(media.useAll()).isEmpty();
    }

    @Test
    void useAll_releasesWhatWaits() {
        Reference waiting = from("film/footage/a.otio");
        media.postpones(waiting);

        assertThat(media.useAll()).containsExactly(waiting);
        assertThat(isUnused("film/footage/a.otio")).isFalse();
        assertThat(media.unusedFolders()).isEmpty();
    }

    @Test
    void linksOnPath_areAllThatAreFollowed_inTheFolderOnly() throws IOException {
        Path root = temp.toRealPath();
        Path folder = Files.createDirectories(root.resolve("film"));
        Files.createDirectories(root.resolve("stock/day"));
        Files.createFile(root.resolve("stock/day/x.mov"));
        Files.createSymbolicLink(root.resolve("stock/inner"), Path.of("day"));
        Files.createSymbolicLink(folder.resolve("all"), root.resolve("stock"));
        Files.createSymbolicLink(folder.resolve("some"), Path.of("all/inner"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

        assertThat(LinksOnPath.below(folder, folder.resolve("some/../inner/x.mov")))
                .containsExactly(folder.resolve("some"), folder.resolve("all"));
        assertThat(LinksOnPath.below(folder, folder.resolve("plain"))).isEmpty();
        assertThat(LinksOnPath.below(folder, folder.resolve("loop/x"))).hasSize(40);
    }
}
