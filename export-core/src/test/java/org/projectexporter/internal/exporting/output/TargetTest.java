package org.projectexporter.internal.exporting.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.fakes.TestFiles;

class TargetTest {
    @TempDir
    Path temp;

    private Path finished(String name) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("work"));
        return Files.writeString(folder.resolve(name), "new " + name);
    }

    private void publish(Target target) throws IOException {
        target.publish(
                List.of(
                        new Target.Naming(finished("manifest"), target.manifest()),
                        new Target.Naming(finished("sums"), target.checksums()),
                        new Target.Naming(finished("archive"), target.archive())),
                DiskSteps.ALL_PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.zip", "film.zip.manifest.json", "film.zip.sha256"})
    void check_ofAnExistingFile_saysSoUnlessItMayBeReplaced(String name) throws IOException {
        Files.createFile(temp.resolve(name));

        assertThatThrownBy(() -> Target.check(temp.resolve("film.zip"), false))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_EXISTS)
                .hasMessageContaining(name + " exists already")
                .hasMessageContaining("replaceTarget");
        assertThat(Target.check(temp.resolve("film.zip"), true).archive()).hasFileName("film.zip");
    }

    @Test
    void check_ofADanglingLink_saysSo() throws IOException {
        Files.createSymbolicLink(temp.resolve("film.zip"), Path.of("nowhere"));

        assertThatThrownBy(() -> Target.check(temp.resolve("film.zip"), false)).hasMessageContaining("exists already");
    }

    @Test
    void check_ofAFolder_saysSoEvenIfItMayBeReplaced() {
        assertThatThrownBy(() -> Target.check(temp, true)).hasMessageContaining("is a folder");
    }

    @Test
    void check_inAFolderThatIsMissing_saysSo() {
        assertThatThrownBy(() -> Target.check(temp.resolve("no/film.zip"), false))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining("there is no folder");
    }

    @Test
    void check_ofTheRoot_isRefused() {
        assertThatThrownBy(() -> Target.check(Path.of("/"), false))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE);
    }

    @Test
    void check_throughALink_findsTheFolderItself() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

        assertThat(Target.check(link.resolve("film.zip"), false).archive())
                .isEqualTo(folder.toRealPath().resolve("film.zip"));
    }

    @Test
    void check_ofANameThatLeavesNoRoomForTheManifest_saysSoBeforeAnythingIsMade() throws IOException {
        int longest = 255 - ".manifest.json".length();

        assertThat(Target.check(temp.resolve("a".repeat(longest)), false).manifest())
                .doesNotExist();
        assertThatThrownBy(() -> Target.check(temp.resolve("a".repeat(longest + 1)), false))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining("too long");
    }

    @Test
    void workFolder_ofALongName_hasItHashed() throws IOException {
        Target target = Target.check(temp.resolve("é".repeat(120)), false);
        Target other = Target.check(temp.resolve("é".repeat(119) + "e"), false);
        Target longer = Target.check(temp.resolve("a".repeat(241)), false);

        assertThat(target.workFolder().getFileName().toString()).isEqualTo("." + "é".repeat(120) + ".export");
        assertThat(other.workFolder()).isNotEqualTo(target.workFolder());
        Files.createDirectory(longer.workFolder());
    }

    @Test
    void publish_givesAllThreeTheirNames() throws IOException {
        publish(Target.check(temp.resolve("film.zip"), false));

        assertThat(TestFiles.names(temp))
                .containsExactly("film.zip", "film.zip.manifest.json", "film.zip.sha256", "work");
        assertThat(temp.resolve("film.zip")).hasContent("new archive");
        assertThat(temp.resolve("film.zip.manifest.json")).hasContent("new manifest");
        assertThat(temp.resolve("film.zip.sha256")).hasContent("new sums");
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.zip", "film.zip.manifest.json", "film.zip.sha256"})
    void publish_whereAFileHasAppearedMeanwhile_leavesItAloneAndNoneOfItsOwn(String name) throws IOException {
        Target target = Target.check(temp.resolve("film.zip"), false);
        Files.writeString(temp.resolve(name), "theirs");

        assertThatThrownBy(() -> publish(target))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED)
                .hasMessageContaining(name + " has appeared");
        assertThat(TestFiles.names(temp)).containsExactly(name, "work");
        assertThat(temp.resolve(name)).hasContent("theirs");
        assertThat(TestFiles.names(temp.resolve("work"))).containsExactly("archive", "manifest", "sums");
    }

    @Test
    void publish_ofWhatARunThatWasStoppedHasNamedInPart_namesTheRest() throws IOException {
        Target target = Target.check(temp.resolve("film.zip"), false);
        Files.createLink(target.manifest(), finished("manifest"));

        publish(target);

        assertThat(TestFiles.names(temp))
                .containsExactly("film.zip", "film.zip.manifest.json", "film.zip.sha256", "work");
    }

    @Test
    void publish_withReplacing_removesVolumesOfTheOldArchive() throws IOException {
        for (String old : new String[] {"film.zip.001", "film.zip.002", "film.zip.RESTORE.txt", "film.zip.004"}) {
            Files.writeString(temp.resolve(old), "old");
        }

        publish(Target.check(temp.resolve("film.zip"), true));

        assertThat(TestFiles.names(temp))
                .containsExactly("film.zip", "film.zip.004", "film.zip.manifest.json", "film.zip.sha256", "work");
    }

    @Test
    void publish_whereADanglingLinkHasAppearedMeanwhile_leavesItAlone() throws IOException {
        Target target = Target.check(temp.resolve("film.zip"), false);
        Files.createSymbolicLink(temp.resolve("film.zip"), Path.of("nowhere"));

        assertThatThrownBy(() -> publish(target)).hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED);
        assertThat(TestFiles.names(temp)).containsExactly("film.zip", "work");
    }

    @Test
    void publish_withReplacing_replacesFilesAndLinksThemselves() throws IOException {
        Path other = Files.writeString(temp.resolve("other"), "theirs");
        Files.createSymbolicLink(temp.resolve("film.zip"), other);
        Files.writeString(temp.resolve("film.zip.sha256"), "old");

        publish(Target.check(temp.resolve("film.zip"), true));

        assertThat(Files.isSymbolicLink(temp.resolve("film.zip"))).isFalse();
        assertThat(temp.resolve("film.zip")).hasContent("new archive");
        assertThat(temp.resolve("film.zip.sha256")).hasContent("new sums");
        assertThat(other).hasContent("theirs");
    }
}
