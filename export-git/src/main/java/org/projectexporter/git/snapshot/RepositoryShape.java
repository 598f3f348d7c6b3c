package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.ConfigEntry;
import org.projectexporter.git.config.ConfigReader;
import org.projectexporter.git.config.RepositoryFormat;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.objects.Alternates;
import org.projectexporter.git.walk.Wholeness;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;

/**
 * Refuses kinds of repositories that could only be exported in part, and damaged ones: gitrepository-layout(5), and
 * gitrepository-version in Git's technical documentation for extensions.
 */
final class RepositoryShape {
    private static final RawPath ALTERNATES = RawPath.of("objects/info/alternates");

    private final GitFolder repository;
    private final Path folder;
    private final Object shown;

    private final Broken broken;
    private final Consumer<String> note;

    /** Receives what is broken, in one phrase. */
    private interface Broken {
        void found(RawPath path, String what) throws SourceException;
    }

    private RepositoryShape(GitFolder repository, Broken broken, Consumer<String> note) {
        this.repository = repository;
        this.broken = broken;
        this.note = note;
        this.folder = repository.dirs().common();
        this.shown = repository.inArchive();
    }

    /**
     * Checks a repository's folder.
     *
     * @throws SourceException if it is of an unsupported kind; or if it is damaged, and is not to be exported as it is
     */
    static void check(GitFolder repository) throws IOException {
        Broken refused = (path, what) -> {
            if (!Damage.isKept(repository.context())) {
                throw GitErrors.broken(repository.inArchive(), what);
            }
        };
        new RepositoryShape(repository, refused, what -> {}).check();
    }

    /** Checks a repository's folder, and reports damage if it is to be exported as it is. */
    static void report(GitFolder repository, PlanSink sink) throws IOException {
        RawPath alternates = repository.inArchive().resolve(ALTERNATES);
        new RepositoryShape(
                        repository,
                        (path, what) -> Damage.found(repository, path, what, sink),
                        what -> sink.report(Finding.of(Finding.Kind.NOTE, alternates, what)))
                .check();
    }

    private void check() throws IOException {
        repository.children(repository.item()); // refuses links to what may not be read
        refuseIf(
                repository.dirs().isLinked() && Files.isDirectory(folder.resolve("reftable")),
                "a linked worktree of a repository with reftables (export its main worktree)");
        checkConfig();
        requireSmall("shallow", maxShallowBytes());
        requireSmall("info/grafts", SmallFile.MAX_BYTES);
        require(existsOwn("HEAD"), "HEAD", "it has no HEAD");
        require(Files.isDirectory(folder.resolve("objects")), "objects", "it has no objects folder");
        require(Files.isDirectory(folder.resolve("refs")), "refs", "it has no refs folder");
        if (Files.isDirectory(folder.resolve("objects"))) {
            Alternates.check(folder.resolve("objects"), repository.context(), shown, this::foundMissing);
        }
    }

    /** A store that is missing is of no importance if the repository has all objects itself. */
    private void foundMissing(Path store) throws IOException {
        if (Wholeness.of(repository)) {
            note.accept("it lists a store that is missing, and needs no objects from it");
            return;
        }
        if (!Damage.isKept(repository.context())) {
            throw Alternates.missing(shown, store);
        }
        broken.found(ALTERNATES, "a store that it borrows objects from is missing");
    }

    /** JGit keeps all ids of the file in memory, each in twice its size in the file. */
    private static long maxShallowBytes() {
        return Math.max(SmallFile.MAX_BYTES, Runtime.getRuntime().maxMemory() / 16);
    }

    private void requireSmall(String name, long most) throws IOException {
        try {
            long size =
                    FileStat.read(repository.dirs().resolve(RawPath.of(name))).size();
            if (size > most) {
                throw GitErrors.broken(
                        shown,
                        "its file " + name + " has " + size + " bytes; at most " + most
                                + " are read; examine the file, and make it smaller");
            }
        } catch (NoSuchFileException e) {
            // most repositories do not have one
        }
    }

    private boolean existsOwn(String name) throws IOException {
        try {
            return FileStat.read(repository.file().resolve(name)).kind() != FileStat.Kind.DIRECTORY;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void checkConfig() throws IOException {
        for (String name : List.of("config", "config.worktree")) {
            byte[] config = SmallFile.readIfPresent(repository.dirs().resolve(RawPath.of(name)));
            if (config != null) {
                checkEntries(RawPath.of(name), config);
            }
        }
    }

    private void checkEntries(RawPath file, byte[] config) throws SourceException {
        String damage = ConfigReader.damage(config);
        if (damage != null) {
            broken.found(file, damage);
        }
        for (ConfigEntry entry : ConfigReader.readable(config)) {
            String unknown = RepositoryFormat.unsupportedIn(entry);
            refuseIf(unknown != null, String.valueOf(unknown));
        }
    }

    private void refuseIf(boolean unsupported, String shape) throws SourceException {
        if (unsupported) {
            throw GitErrors.unsupported(shown, shape);
        }
    }

    private void require(boolean present, String name, String what) throws SourceException {
        if (!present) {
            broken.found(RawPath.of(name), what);
        }
    }
}
