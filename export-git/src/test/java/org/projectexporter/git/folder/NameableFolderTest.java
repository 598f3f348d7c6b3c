package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.projectexporter.git.walk.BlobWalk;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

class NameableFolderTest {
    private static final RawPath NOT_UTF8 = RawPath.of(new byte[] {'f', (byte) 0xff});

    @TempDir
    Path temp;

    private Path unnameable() throws IOException {
        Path folder = Files.createDirectory(NativeNames.resolve(temp, NOT_UTF8));
        Files.createFile(folder.resolve("inside"));
        return folder;
    }

    private static NameableFolder open(Path folder) throws IOException {
        return Objects.requireNonNull(NameableFolder.of(folder));
    }

    @Test
    void folderWithAnOrdinaryPath_keepsIt() throws IOException {
        try (NameableFolder folder = open(temp)) {
            assertThat(folder.file()).isEqualTo(temp.toFile());
        }
    }

    @Test
    void folderWhosePathIsNotText_isNamedByADescriptor_untilItIsClosed() throws IOException {
        File file;
        try (NameableFolder folder = open(unnameable())) {
            file = folder.file();
            assertThat(file.list()).containsExactly("inside");
        }
        assertThat(new File(file, "inside")).doesNotExist();
    }

    @Test
    void folderThatIsOpenElsewhere_getsADescriptorOfItsOwn() throws IOException {
        Path path = unnameable();
        DirectoryStream<Path> elsewhere = Files.newDirectoryStream(path);
        try (NameableFolder folder = open(path)) {
            elsewhere.close();
            assertThat(folder.file().list()).containsExactly("inside");
        } finally {
            elsewhere.close();
        }
    }

    @Test
    void repositoryInIt_isWalked() throws IOException {
        Tools.require("git");
        GitFixture.init(temp.resolve("film")).file("a.txt", "first\n").commit("First");
        Path moved = Files.move(temp.resolve("film"), NativeNames.resolve(temp, NOT_UTF8));
        int[] blobs = new int[1];

        BlobWalk.visit(moved.resolve(".git"), 100, FakeSourceContext.of(moved), (path, content) -> blobs[0]++);

        assertThat(blobs[0]).isEqualTo(1);
    }
}
