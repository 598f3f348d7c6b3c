package org.projectexporter.git.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportNote;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.refs.PackedText;
import org.projectexporter.git.refs.RefSpellings;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;

/**
 * The refs of a repository on a file system that cannot hold all their names, or treats some as equal: those are kept
 * in {@code packed-refs}, where a name is only text (git-pack-refs(1)), and have no log.
 */
final class RestoredRefs {
    private static final int LARGEST_REF = 64 << 10;
    /** About half a million refs. */
    private static final int LARGEST_PACKED = 64 << 20;

    /** Read by everybody, written by the owner. */
    private static final int USUAL_MODE = 0644;

    private static final RawPath REFS = RawPath.of("refs");
    private static final RawPath LOGS = RawPath.of("logs");

    private final RawPath folder;
    private final RestoredTree tree;
    private final RestoreContext context;
    private final IdFormat ids;
    private final RefSpellings spellings = new RefSpellings();
    /** The refs that move to {@code packed-refs}, and their ids. */
    private final Map<RawPath, String> moved = new TreeMap<>();

    RestoredRefs(RawPath folder, RestoredTree tree, RestoreContext context, IdFormat ids) {
        this.folder = folder;
        this.tree = tree;
        this.context = context;
        this.ids = ids;
    }

    /** Moves the refs that cannot be files here. */
    void pack(RefFiles found) throws IOException {
        List<RawPath> refs = found.filesBelow(folder.resolve(REFS));
        List<RawPath> logs = found.filesBelow(folder.resolve(LOGS).resolve(REFS));
        refs.forEach(ref -> spellings.add(ref.relativeTo(folder)));
        logs.forEach(log -> spellings.add(log.relativeTo(folder.resolve(LOGS))));
        PackedText packed = PackedText.of(packedRefs(), ids);
        packed.names().forEach(spellings::addPacked);
        for (RawPath ref : refs) {
            if (!tree.keepsName(ref) || spellings.collides(ref.relativeTo(folder))) {
                move(ref);
            }
        }
        for (RawPath log : logs) {
            if (!tree.keepsName(log) || spellings.collides(log.relativeTo(folder.resolve(LOGS)))) {
                leaveOut(log, "a reflog: the file system cannot hold its name, or treats it as that of another ref");
            }
        }
        removeRenamedFolders(found);
        if (!moved.isEmpty()) {
            write(packed.with(moved));
        }
    }

    private byte[] packedRefs() throws IOException {
        RawPath file = folder.resolve("packed-refs");
        FileStat stat = tree.stat(file);
        if (stat == null || stat.kind() != FileStat.Kind.FILE) {
            return new byte[0];
        }
        if (stat.size() > LARGEST_PACKED) {
            throw new ExportException(
                    Reason.TARGET_UNUSABLE,
                    file + " has " + stat.size() + " bytes; up to " + LARGEST_PACKED + " are read to find refs whose"
                            + " names this file system treats as equal; import to a file system that does not");
        }
        return Files.readAllBytes(tree.fileOf(file));
    }

    private void move(RawPath ref) throws IOException {
        RawPath name = ref.relativeTo(folder);
        String text = read(ref);
        if (ids.isId(text)) {
            moved.put(name, text);
            tree.remove(ref);
            context.report(
                    ImportNote.Kind.REPLACED,
                    ref,
                    "in packed-refs, since the file system cannot hold its name, or treats it as that of another ref;"
                            + " rename the branch or tag before you change it here");
        } else if (!tree.keepsName(ref) || spellings.hasSeveral(name)) {
            leaveOut(
                    ref,
                    "a ref that is not an id (" + text + ") and whose name the file system cannot hold, or"
                            + " treats as that of another ref");
        }
    }

    private String read(RawPath ref) throws IOException {
        try (InputStream in = Files.newInputStream(tree.fileOf(ref), LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(LARGEST_REF), StandardCharsets.ISO_8859_1).strip();
        }
    }

    private void leaveOut(RawPath path, String why) throws IOException {
        tree.remove(path);
        context.report(ImportNote.Kind.LEFT_OUT, path, why);
    }

    /** Everything in them has been moved or left out. */
    private void removeRenamedFolders(RefFiles found) throws IOException {
        for (RawPath top : List.of(folder.resolve(REFS), folder.resolve(LOGS).resolve(REFS))) {
            for (RawPath below : found.foldersBelow(top)) {
                if (!tree.keepsName(below)) {
                    tree.remove(below);
                }
            }
        }
    }

    private void write(byte[] content) throws IOException {
        RawPath file = folder.resolve("packed-refs");
        if (tree.stat(file) == null) {
            FileStat head = tree.stat(folder.resolve("HEAD"));
            tree.create(file, content, head == null ? USUAL_MODE : head.mode());
        } else {
            tree.replace(file, content);
        }
    }
}
