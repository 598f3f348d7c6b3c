package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.projectexporter.ImportNote;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Sets symbolic links that lead into the project by the absolute path that it had when it was exported, so that they
 * lead to its new place. The manifest names some of them, and what they lead to, which gives that path; it is not
 * trusted to be right: whatever it is, a link is only ever led into this project.
 */
final class MovedLinks {
    private final StagedPaths paths;
    private final LinkTimes times;
    private final Path project;
    /** The absolute path of the project when it was exported; more only if the manifest is wrong. */
    private final Set<RawPath> places = new TreeSet<>();

    /**
     * The links of a project.
     *
     * @param project its future place
     */
    MovedLinks(StagedPaths paths, LinkTimes times, Path project) {
        this.paths = paths;
        this.times = times;
        this.project = project;
    }

    /**
     * Sets them, except for those whose target is recorded elsewhere.
     *
     * @param known some of them, and the paths in the archive that they lead to
     */
    void set(DeferredEntries entries, Map<RawPath, RawPath> known, Predicate<RawPath> tracked, List<ImportNote> notes)
            throws IOException {
        if (known.isEmpty()) {
            return;
        }
        entries.visit(entry -> {
            RawPath leadsTo = known.get(entry.path());
            if (entry.type() == EntryType.SYMBOLIC_LINK && leadsTo != null) {
                addPlace(entry.linkTargetOrThrow(), leadsTo);
            }
        });
        Set<String> set = new HashSet<>();
        entries.visit(entry -> {
            RawPath inside = entry.type() == EntryType.SYMBOLIC_LINK ? inside(entry.linkTargetOrThrow()) : null;
            if (inside == null || !Files.isSymbolicLink(paths.of(entry.path()))) {
                return;
            }
            if (tracked.test(entry.path())) {
                notes.add(
                        note(entry, "left as it is, since Git tracks it: a link into the project at its old place, "));
            } else {
                lead(entry, inside);
                set.add(entry.path().toString());
                notes.add(note(entry, "now leads to the new place of the project, instead of "));
            }
        });
        notes.removeIf(note -> note.kind() == ImportNote.Kind.LEADS_OUT && set.contains(note.path()));
    }

    private void addPlace(RawPath target, RawPath leadsTo) {
        byte[] whole = target.bytes();
        if (!leadsTo.startsWith(paths.name()) || whole.length == 0 || whole[0] != '/') {
            return;
        }
        byte[] end = leadsTo.relativeTo(paths.name()).bytes();
        int length = end.length == 0 ? whole.length : whole.length - end.length - 1;
        boolean matches = end.length == 0
                || (length > 0
                        && whole[length] == '/'
                        && Arrays.equals(whole, length + 1, whole.length, end, 0, end.length));
        if (matches) {
            places.add(RawPath.of(Arrays.copyOf(whole, length)));
        }
    }

    /** The path below the project's folder that a target leads to; null if it leads elsewhere. */
    private @Nullable RawPath inside(RawPath target) {
        for (RawPath place : places) {
            if (target.startsWith(place)) {
                RawPath below = target.relativeTo(place);
                return isPlain(below) ? below : null;
            }
        }
        return null;
    }

    /** Whether a path has neither empty names nor dots, so that it cannot lead back out. */
    private static boolean isPlain(RawPath path) {
        List<String> names = List.of(path.toString().split("/", -1));
        return path.isRoot()
                || names.stream().noneMatch(name -> List.of("", ".", "..").contains(name));
    }

    private void lead(ArchiveEntry entry, RawPath inside) throws IOException {
        Path link = paths.of(entry.path());
        Files.delete(link);
        Path staged = paths.of(paths.name()).relativize(paths.of(paths.name().resolve(inside)));
        Files.createSymbolicLink(link, inside.isRoot() ? project : project.resolve(staged));
        times.set(entry.path(), link, entry.mtime());
    }

    private static ImportNote note(ArchiveEntry entry, String what) {
        return new ImportNote(ImportNote.Kind.NOTE, entry.path().toString(), what + entry.linkTargetOrThrow());
    }
}
