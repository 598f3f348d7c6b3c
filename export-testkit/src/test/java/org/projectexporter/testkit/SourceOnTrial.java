package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.projectexporter.spi.SourceResolver;

/** The contract for whatever source {@link SourceContractTest} sets. */
final class SourceOnTrial extends SourceContract {
    private static Supplier<SourceResolver> source = NotesSource::new;

    static void set(Supplier<SourceResolver> newSource) {
        source = newSource;
    }

    @Override
    protected SourceResolver source() {
        return source.get();
    }

    @Override
    protected void makeProject(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("scenes/notes"));
        Files.writeString(folder.resolve("scenes/notes/a.txt"), "The first note.\n");
        Files.writeString(folder.resolve("scenes/notes/b.txt"), "The second one.\n");
        Files.writeString(folder.resolve("cut.timeline"), "/media/day1.mov\n../stock/sky.mov\n");
        Files.writeString(folder.resolve("script.txt"), "A film.\n");
        Files.createSymbolicLink(folder.resolve("sky.mov"), Path.of("/media/sky.mov"));
    }

    @Override
    protected List<String> ownFolders() {
        return List.of("scenes/notes");
    }
}
