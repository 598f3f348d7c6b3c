package org.projectexporter.testkit.meaning;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.meaning.HostileMeaning.Place;

/**
 * A small project called {@code film}, and the surroundings of the folder that it is imported to. It contains {@code
 * a.txt}, {@code sub/b.txt}, the program {@code tool.sh}, {@code take.mov} in Git LFS, a submodule {@code looks}, a
 * branch {@code other}, a stash and an edit. Needs git and git-lfs.
 */
public final class MeaningProject {
    /** The name of every command that a case plants; it must never be started. */
    public static final String CANARY = "canary-run";

    /** The content of {@code a.txt}, and of files around the project that must not be touched. */
    public static final String TEXT = "A film.\n";

    private static final String PROGRAM = "#!/bin/sh\n# " + CANARY + "\ntouch " + CANARY + ".ran\n";

    private final Path folder;

    private MeaningProject(Path folder) {
        this.folder = folder;
    }

    /** Creates everything below an existing folder. */
    public static MeaningProject make(Path folder) throws IOException {
        MeaningProject made = new MeaningProject(folder);
        GitFixture looks = GitFixture.init(folder.resolve("library"))
                .file("look.cube", "LUT\n")
                .commit("Looks");
        made.makeFilm(looks);
        made.makeParts(looks);
        return made;
    }

    /** The project to be exported. */
    public Path film() {
        return folder.resolve("film");
    }

    private void makeFilm(GitFixture looks) throws IOException {
        GitFixture film = GitFixture.init(film())
                .lfs("*.mov")
                .file("a.txt", TEXT)
                .file("sub/b.txt", "b\n")
                .file("tool.sh", PROGRAM)
                .file("take.mov", "footage\n");
        makeProgram(film().resolve("tool.sh"));
        film.commit("First").submodule("looks", looks);
        film.branch("other").file("sub/b.txt", "another b\n").commit("Second");
        film.stash("a.txt", "stashed\n").gc().file("sub/b.txt", "edited\n");
    }

    private static void makeProgram(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Creates repositories that cases put into the archive. */
    private void makeParts(GitFixture looks) throws IOException {
        Exec.in(folder)
                .git("clone", "-q", "--bare", "--template=", looks.folder().toString(), "bare");
        Exec.in(folder).git("clone", "-q", "--template=", looks.folder().toString(), "nested");
        GitFixture around = GitFixture.init(folder.resolve("around/repository"))
                .file("victim.txt", TEXT)
                .commit("Not the archive's");
        around.git("status"); // refreshes the index, so that reading it later does not change it
    }

    /** The surroundings of an import: a new folder, with files that are private to their owner. */
    public Place placeIn(Path where) throws IOException {
        Path place = Files.createDirectories(where.resolve("place"));
        Path outside = Files.createDirectories(where.resolve("outside"));
        for (Path at : new Path[] {where, place, outside, Files.createDirectories(place.resolve("other"))}) {
            Files.writeString(at.resolve("victim.txt"), TEXT);
        }
        makeProgram(Files.writeString(outside.resolve(CANARY), PROGRAM));
        copy(folder.resolve("around/repository"), outside.resolve("repository"));
        return new Place(place.resolve("film"), outside, folder.resolve("bare"), folder.resolve("nested"));
    }

    /** Copies a tree with modes and times. */
    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(from)) {
                for (Path child : children) {
                    copy(child, to.resolve(child.getFileName()));
                }
            }
        }
    }
}
