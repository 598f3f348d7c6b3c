package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.io.ErrorText;

/** A private folder for the plan of one estimate, which is removed with its contents when it is closed. */
record EstimateFolder(Path folder) implements Closeable {
    private static final String PREFIX = "project-export-estimate-";

    /**
     * Creates one that only its owner may enter.
     *
     * @param parent an existing folder
     */
    static EstimateFolder in(Path parent) throws IOException {
        try {
            return new EstimateFolder(Files.createTempDirectory(parent, PREFIX).toRealPath());
        } catch (IOException e) {
            throw ExportException.builder(
                            Reason.TARGET_UNUSABLE,
                            "no folder can be created in " + parent + " (" + ErrorText.of(e)
                                    + "); an estimate keeps its plan there; choose another scratch folder")
                    .path(parent)
                    .cause(e)
                    .build();
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
