package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.fakes.TestFiles;

final class FileCopyTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 5_000_001})
    void copy_hasTheContent(int bytes) throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), bytes, 1);
        FileCopy.copy(file, temp.resolve("b"));
        assertThat(temp.resolve("b")).hasSameBinaryContentAs(file);
    }

    @Test
    void copy_toAnExistingFile_orOfALink_isRefused() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 5, 1);
        Path link = Files.createSymbolicLink(temp.resolve("link"), file);
        assertThatThrownBy(() -> FileCopy.copy(file, link)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> FileCopy.copy(link, temp.resolve("b"))).isInstanceOf(IOException.class);
    }
}
