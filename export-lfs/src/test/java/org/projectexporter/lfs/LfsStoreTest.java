package org.projectexporter.lfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.FakeSourceContext;

final class LfsStoreTest {
    private static final String OID = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";

    @TempDir
    Path git;

    private LfsStore store() throws IOException {
        return LfsStore.of(git, FakeSourceContext.of(git));
    }

    private Path addObject() throws IOException {
        return addObject(git.resolve("lfs"));
    }

    private static Path addObject(Path folder) throws IOException {
        Path file = LfsStore.fileOf(folder, OID);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "content");
    }

    private void config(String text) throws IOException {
        Files.writeString(git.resolve("config"), text);
    }

    @Test
    void oidOf_thePathOfAnObject_isItsName() {
        assertThat(LfsStore.oidOf(RawPath.of("objects/4d/7a/" + OID))).isEqualTo(OID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objects/4d/7b/" + OID,
                "objects/4e/7a/" + OID,
                "objects/4d/7a/" + OID + "0",
                "objects/4d-7a/" + OID,
                "objectz/4d/7a/" + OID,
                "objects/4D/7A/4D7A214614AB2935C943F9E0FF69D22EADBB8F32B1258DAAA5E2CA24D17E2393",
                "objects/xy/zz/xyzz214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393",
                "objects/4d/7a",
                ""
            })
    void oidOf_anyOtherPath_isNull(String path) {
        assertThat(LfsStore.oidOf(RawPath.of(path))).isNull();
    }

    @Test
    void oidOf_aPathThatIsNotUtf8_isNull() {
        byte[] bytes = ("objects/4d/7a/" + OID).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        bytes[bytes.length - 1] = (byte) 0xff;

        assertThat(LfsStore.oidOf(RawPath.of(bytes))).isNull();
    }

    @Test
    void find_anObject_returnsItsSize() throws IOException {
        LfsStore store = store();
        assertThat(store.find(OID)).isNull();

        addObject();

        assertThat(store.find(OID))
                .isNotNull()
                .satisfies(found -> assertThat(found.stat().size()).isEqualTo(7));
    }

    @Test
    void find_behindALinkInTheRepository_followsIt() throws IOException {
        LfsStore store = store();
        Path file = addObject();
        Path first = git.resolve("lfs/objects/4d");
        Files.move(first, git.resolve("elsewhere"));
        Files.createSymbolicLink(first, git.resolve("elsewhere"));
        assertThat(file).exists();

        assertThat(store.find(OID)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lfs", "lfs/objects", "lfs/objects/4d"})
    void find_behindALinkThatLeadsOut_isRefusedByName(String link) throws IOException {
        Path repository = Files.createDirectories(git.resolve("film/.git"));
        Path outside = git.resolve("outside");
        addObject(repository.resolve("lfs"));
        Files.move(repository.resolve(link), outside);
        Files.createSymbolicLink(repository.resolve(link), outside);
        FakeSourceContext context = FakeSourceContext.of(repository);

        assertThat(LfsStore.of(repository, context.allowing(outside)).find(OID)).isNotNull();
        assertThatThrownBy(() -> LfsStore.of(repository, context).find(OID))
                .isInstanceOf(SourceException.class)
                .hasFieldOrPropertyWithValue("reason", Reason.OUTSIDE_NOT_ALLOWED)
                .hasMessageContaining(outside.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OUTSIDE", "../outside", "./x/../../outside//"})
    void of_aMovedStore_isFoundIfItMayBeRead(String storage) throws IOException {
        Path repository = Files.createDirectories(git.resolve("film/.git"));
        Path outside = Files.createDirectories(git.resolve("film/outside"));
        Files.writeString(
                repository.resolve("config"),
                "[core]\n\tbare = false\n[LFS]\n\tStorage = \"" + storage.replace("OUTSIDE", outside.toString())
                        + "\"\n");
        Path object = addObject(outside);
        FakeSourceContext context = FakeSourceContext.of(repository);

        assertThat(LfsStore.of(repository, context.allowing(outside)).find(OID))
                .isNotNull()
                .satisfies(found -> assertThat(found.file()).isEqualTo(object.toRealPath()));
        assertThat(LfsStore.of(repository, context.allowingRepositoryFolders()).find(OID))
                .isNotNull();
        assertThatThrownBy(() -> LfsStore.of(repository, context))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("lfs.storage")
                .hasFieldOrPropertyWithValue("reason", Reason.OUTSIDE_NOT_ALLOWED)
                .hasMessageContaining("option dependencyRoots");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/folder", "../nowhere", "~/lfs"})
    void of_aStoreMovedToAMissingFolder_isEmpty(String storage) throws IOException {
        config("[lfs]\n\tstorage = " + storage + "\n");

        assertThat(store().find(OID)).isNull();
    }

    @Test
    void of_aStoreMovedForThisWorktree_isFound() throws IOException {
        Files.writeString(git.resolve("config.worktree"), "[lfs]\nstorage = media\n");
        addObject(git.resolve("media"));

        assertThat(store().find(OID)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lfs", "./lfs/", "", "GIT/lfs"})
    void of_aStoreConfiguredAtItsDefaultPlace_isUsed(String storage) throws IOException {
        config("[lfs]\n\tstorage = " + storage.replace("GIT", git.toString()) + "\n");

        assertThatCode(() -> store()).doesNotThrowAnyException();
    }

    @Test
    void of_aRepositoryWithAnInclude_readsNothingElse() throws IOException {
        Files.writeString(git.resolve("more"), "[lfs]\nstorage = /mnt/media\n");
        config("[include]\n\tpath = more\n[core]\n\tbare = false\n");

        assertThatCode(() -> store()).doesNotThrowAnyException();
    }

    @Test
    void of_aRepositoryWithABrokenConfiguration_isRefusedByName() throws IOException {
        config("[core\n");

        assertThatThrownBy(() -> store())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(git.resolve("config").toString());
    }
}
