package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/** An open folder, and whether its names have been read, which is possible only once. */
final class OpenFolder {
    final Path path;
    final DirectoryStream<Path> stream;
    boolean listed;

    OpenFolder(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    @Nullable
    SecureDirectoryStream<Path> secure() {
        return stream instanceof SecureDirectoryStream<Path> secure ? secure : null;
    }
}
