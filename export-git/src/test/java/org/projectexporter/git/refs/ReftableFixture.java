package org.projectexporter.git.refs;

import org.eclipse.jgit.internal.storage.reftable.ReftableConfig;
import org.eclipse.jgit.internal.storage.reftable.ReftableWriter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.SymbolicRef;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.GitFixture;

/** Turns a repository into one with reftables, which the installed Git need not support. JGit writes the tables. */
final class ReftableFixture {
    private final GitFixture film;
    private final Path folder;
    private final List<String> names = new ArrayList<>();
    private long updateIndex = 1;
    private int renamed;

    private ReftableFixture(GitFixture film) throws IOException {
        this.film = film;
        this.folder = Files.createDirectories(film.folder().resolve(".git/reftable"));
    }

    /**
     * All refs and stashes of {@code film} go into a first table, and {@code message} into its reflog; HEAD is on main.
     */
    static ReftableFixture of(GitFixture film, String message) throws IOException {
        ReftableFixture fixture = new ReftableFixture(film);
        List<Ref> refs = new ArrayList<>(List.of(new SymbolicRef(
                "HEAD", new ObjectIdRef.Unpeeled(Ref.Storage.NEW, "refs/heads/main", null), fixture.updateIndex)));
        for (String line : film.git("for-each-ref", "--format=%(refname) %(objectname) %(*objectname)")
                .lines()
                .toList()) {
            refs.add(fixture.ref(line.split(" ", -1)));
        }
        List<String> stashes =
                film.git("reflog", "--format=%H", "refs/stash", "--").lines().toList();
        String head = film.git("rev-parse", "HEAD");
        fixture.write(refs, writer -> {
            log(writer, "HEAD", 1, head, message);
            for (int i = 0; i < stashes.size(); i++) {
                log(writer, "refs/stash", stashes.size() - i, stashes.get(i), "stashed");
            }
        });
        replaceFiles(film);
        return fixture;
    }

    private Ref ref(String[] nameIdPeeled) {
        ObjectId id = ObjectId.fromString(nameIdPeeled[1]);
        return nameIdPeeled[2].isEmpty()
                ? new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, nameIdPeeled[0], id, updateIndex)
                : new ObjectIdRef.PeeledTag(
                        Ref.Storage.PACKED, nameIdPeeled[0], id, ObjectId.fromString(nameIdPeeled[2]), updateIndex);
    }

    interface Logs {
        void writeTo(ReftableWriter writer) throws IOException;
    }

    static void log(ReftableWriter writer, String ref, long updateIndex, String id, String message) throws IOException {
        PersonIdent who = new PersonIdent("Film Maker", "film@example.org", Instant.EPOCH, ZoneOffset.UTC);
        writer.writeLog(ref, updateIndex, who, ObjectId.zeroId(), ObjectId.fromString(id), message);
    }

    /** Adds a table on top of the others. */
    ReftableFixture write(List<Ref> refs, Logs logs) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReftableWriter writer = new ReftableWriter(new ReftableConfig(), out)
                .setMinUpdateIndex(updateIndex)
                .setMaxUpdateIndex(updateIndex + 9)
                .begin();
        for (Ref ref : refs.stream().sorted(Comparator.comparing(Ref::getName)).toList()) {
            writer.writeRef(ref, updateIndex);
        }
        logs.writeTo(writer);
        writer.finish();
        String name = String.format(Locale.ROOT, "0x%012x-0x%012x-abcdef12.ref", updateIndex, updateIndex + 9);
        updateIndex += 10;
        names.add(name);
        Files.write(folder.resolve(name), out.toByteArray());
        Files.writeString(folder.resolve("tables.list"), String.join("\n", names) + "\n");
        return this;
    }

    /** A ref that a later table moves, or deletes if {@code id} is null. */
    ReftableFixture move(String name, ObjectId id) throws IOException {
        Ref ref = id == null
                ? new ObjectIdRef.Unpeeled(Ref.Storage.NEW, name, null)
                : new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, name, id);
        return write(List.of(ref), writer -> {});
    }

    /** Replaces the files that older versions of Git look for, as Git does. */
    static void replaceFiles(GitFixture film) throws IOException {
        Path git = film.folder().resolve(".git");
        film.git("config", "core.repositoryformatversion", "1");
        film.git("config", "extensions.refStorage", "reftable");
        for (String gone : List.of("logs", "refs")) {
            delete(git.resolve(gone));
        }
        Files.deleteIfExists(git.resolve("packed-refs"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/.invalid\n");
        Files.createDirectory(git.resolve("refs"));
        Files.writeString(git.resolve("refs/heads"), "this repository uses the reftable format\n");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Like a compaction: writes the tables under new names, then the list, then deletes the old ones. */
    void renameAll() {
        try {
            List<Path> old = tables();
            names.replaceAll(
                    name -> name.replaceFirst("[0-9a-f]{8}[.]ref", String.format(Locale.ROOT, "%08x.ref", ++renamed)));
            for (int i = 0; i < old.size(); i++) {
                Files.copy(old.get(i), tables().get(i));
            }
            Path list = Files.writeString(folder.resolve("tables.list.lock"), String.join("\n", names) + "\n");
            Files.move(list, folder.resolve("tables.list"), StandardCopyOption.ATOMIC_MOVE);
            for (Path table : old) {
                Files.delete(table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> tables() {
        return names.stream().map(folder::resolve).toList();
    }
}
