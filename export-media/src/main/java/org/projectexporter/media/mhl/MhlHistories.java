package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/** Collects the histories of a tree: one for each folder with a folder {@code ascmhl}. */
final class MhlHistories {
    private final boolean lastOnly;
    private final HeapShare heap = HeapShare.half();
    private final Map<RawPath, Found> found = new TreeMap<>();

    /**
     * No histories yet.
     *
     * @param lastOnly whether only the files of last manifests are kept
     */
    MhlHistories(boolean lastOnly) {
        this.lastOnly = lastOnly;
    }

    /** What was found of one history. */
    private static final class Found {
        private final TreeMap<String, MhlHashList> manifests = new TreeMap<>(MhlNames.BY_GENERATION);
        private final TreeMap<RawPath, String> c4 = new TreeMap<>();
        private @Nullable MhlChain chain;

        /** The number of the last generation, also of one whose manifest is missing. */
        int last() {
            int last = chain == null ? 0 : chain.last();
            return manifests.isEmpty() ? last : Math.max(last, MhlNames.generation(manifests.lastKey()));
        }
    }

    /** A manifest or chain file that does not fit the others. */
    record Mismatch(RawPath path, String what) {
        /** Whether it is about a manifest or a chain file; otherwise about the folder of a history. */
        boolean isOfManifest() {
            return MhlNames.isOfHistory(path);
        }

        /** The folder of the history. */
        RawPath folder() {
            return isOfManifest() ? folderOf(path) : Objects.requireNonNull(path.parent(), "in a folder");
        }
    }

    /** Adds a folder {@code ascmhl}, which may have neither manifests nor a chain file. */
    void addFolder(RawPath path) {
        found.computeIfAbsent(Objects.requireNonNull(path.parent(), "in the project"), folder -> new Found());
    }

    /**
     * Reads a manifest or chain file; does not close the stream.
     *
     * @throws UnreadableDocumentException if it is neither
     */
    void read(RawPath path, InputStream content) throws IOException {
        Found history = found.computeIfAbsent(folderOf(path), folder -> new Found());
        if (path.isNamed(MhlNames.CHAIN)) {
            history.chain = MhlChain.read(open(content));
            return;
        }
        MessageDigest sha512 = sha512();
        InputStream in = new DigestInputStream(open(content), sha512);
        MhlHashList manifest = MhlHashList.read(in, heap);
        in.transferTo(OutputStream.nullOutputStream());
        history.manifests.put(path.fileName().toString(), manifest);
        if (lastOnly) {
            String last = history.manifests.lastKey();
            history.manifests.replaceAll((name, each) -> name.equals(last) ? each : released(each));
        }
        history.c4.put(path, C4Id.of(sha512.digest()));
    }

    /** A parser closes its input at the end of the document, and there may be more. */
    private static InputStream open(InputStream content) {
        return new FilterInputStream(new BufferedInputStream(content)) {
            @Override
            public void close() {}
        };
    }

    private MhlHashList released(MhlHashList manifest) {
        heap.release(manifest.bytes());
        return MhlHashList.EMPTY;
    }

    /** The folder that a manifest or chain file is about. */
    static RawPath folderOf(RawPath path) {
        RawPath own = Objects.requireNonNull(path.parent(), "a file of a history is in its folder");
        return Objects.requireNonNull(own.parent(), "a history is in a folder");
    }

    static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    /** All histories, by their folders. */
    NavigableMap<RawPath, MhlHistory> all() {
        TreeMap<RawPath, MhlHistory> all = new TreeMap<>();
        found.forEach((folder, history) ->
                all.put(folder, MhlHistory.of(folder, history.chain, history.manifests.values(), history.last())));
        return all;
    }

    /** The last manifest of each history, by folder. */
    Map<RawPath, MhlHashList> last() {
        Map<RawPath, MhlHashList> last = new TreeMap<>();
        found.forEach((folder, history) -> {
            if (!history.manifests.isEmpty()) {
                last.put(folder, history.manifests.lastEntry().getValue());
            }
        });
        return last;
    }

    /** Chain files that are missing, and manifests that are, or do not have the C4 identifiers of their chains. */
    List<Mismatch> mismatches() {
        List<Mismatch> mismatches = new ArrayList<>();
        found.forEach((folder, history) -> {
            RawPath own = folder.resolve(MhlNames.FOLDER);
            MhlChain chain = history.chain;
            if (chain == null) {
                mismatches.add(new Mismatch(own, "has no chain file, which each history of ASC MHL needs"));
                return;
            }
            history.c4.forEach((path, c4) -> {
                String expected = chain.c4Of(path.fileName().toString());
                if (expected == null) {
                    mismatches.add(new Mismatch(path, "this manifest of ASC MHL is not in its chain file"));
                } else if (!expected.equals(c4)) {
                    mismatches.add(new Mismatch(
                            path, "this manifest of ASC MHL was changed: its chain file has another C4 identifier"));
                }
            });
            for (MhlChain.Link link : chain.links()) {
                if (!history.c4.containsKey(own.resolve(link.name()))) {
                    mismatches.add(new Mismatch(
                            own.resolve(MhlNames.CHAIN), "the manifest " + link.name() + " of its chain is missing"));
                }
            }
        });
        return mismatches;
    }
}
