package org.projectexporter.media.mhl;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.projectexporter.spi.RawPath;

/**
 * The hashes of folders: one of their content, which renaming does not change, and one of their structure, which has
 * the names as well. Each is the hash over the sorted hashes of what is in the folder; in the structure hash, that of
 * an entry is the hash of its name followed by its content hash, or for a folder its structure hash. Source: the ASC
 * MHL specification, "Directory Hashes".
 */
final class MhlFolders {
    /** Both hashes of a folder. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Hashes(byte[] content, byte[] structure) {}

    private record Children(List<byte[]> content, List<byte[]> structure) {
        Children() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private final MhlHash kind;
    private final RawPath root;
    private final TreeMap<RawPath, Children> folders = new TreeMap<>();

    /** Folders below {@code root}, which is one of them. */
    MhlFolders(MhlHash kind, RawPath root) {
        this.kind = kind;
        this.root = root;
        folders.put(root, new Children());
    }

    /** Adds a folder, and those above it. */
    void addFolder(RawPath path) {
        for (RawPath at = path; !at.equals(root) && folders.putIfAbsent(at, new Children()) == null; ) {
            at = Objects.requireNonNull(at.parent(), "below the root");
        }
    }

    /** Adds a file and its folder. */
    void addFile(RawPath path, byte[] hash) {
        RawPath folder = Objects.requireNonNull(path.parent(), "below the root");
        addFolder(folder);
        add(folder, path.fileName(), hash, hash);
    }

    private void add(RawPath folder, RawPath name, byte[] content, byte[] named) {
        Children children = Objects.requireNonNull(folders.get(folder), "added before");
        children.content.add(content);
        children.structure.add(kind.of(name.bytes(), named));
    }

    /** The hashes of all folders; to be called once. */
    Map<RawPath, Hashes> hashes() {
        Map<RawPath, Hashes> hashes = new HashMap<>();
        for (RawPath folder : folders.descendingKeySet()) {
            Children children = Objects.requireNonNull(folders.get(folder), "its own key");
            Hashes own = new Hashes(ofSorted(children.content), ofSorted(children.structure));
            hashes.put(folder, own);
            if (!folder.equals(root)) {
                add(
                        Objects.requireNonNull(folder.parent(), "below the root"),
                        folder.fileName(),
                        own.content,
                        own.structure);
            }
            children.content.clear();
            children.structure.clear();
        }
        return hashes;
    }

    private byte[] ofSorted(List<byte[]> hashes) {
        hashes.sort(Arrays::compareUnsigned);
        MhlHash.Running all = kind.start();
        hashes.forEach(hash -> all.update(ByteBuffer.wrap(hash)));
        return all.finish();
    }
}
