package org.projectexporter.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The texts of this repository: documents, scripts and sources, without anything that a build creates. */
final class RepositoryTexts {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".pytest_cache", "__pycache__", "build");

    private RepositoryTexts() {}

    static List<Path> markdown() {
        return all(file -> file.toString().endsWith(".md"));
    }

    /** Markdown, Python, shell, and the OpenAPI and AsyncAPI descriptions. */
    static List<Path> documents() {
        return all(file -> {
            String name = file.getFileName().toString();
            return name.matches(".*\\.(md|py|sh|yaml)")
                    || Set.of("project-export", "compare", "sidecar", "soak").contains(name) && Files.isExecutable(file)
                    || file.endsWith(Path.of(".ci", "run"))
                    || file.endsWith(Path.of("docs", "manifest.schema.json"));
        });
    }

    static List<Path> javaMainSources() {
        return all(file ->
                file.toString().contains("/src/main/java/") && file.toString().endsWith(".java"));
    }

    static List<Path> javaSources() {
        return all(file -> file.toString().endsWith(".java"));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> all(Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = NOT_OURS.contains(folder.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && wanted.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }
}
