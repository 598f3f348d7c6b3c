package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.layout.ObjectFromTree;
import org.projectexporter.internal.layout.RestoreScript;
import org.projectexporter.internal.names.GitPlace;
import org.projectexporter.internal.names.StorePath;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/**
 * Checks what a manifest says about Git LFS objects that its archive has as files of the working tree only: each is
 * there, with this digest and size, and the place of the object is free and belongs to a Git folder of the archive. The
 * script that copies them must be exactly the one that follows from the list, so that a recipient does not run another.
 */
final class StoreClaims {
    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath OBJECTS = RawPath.of("objects");
    /** Bytes of memory for an entry that a claim refers to. */
    private static final int BYTES_OF_ENTRY = 400;

    private static final String LISTED = "the manifest lists it among lfs_from_tree";

    private final ManifestClaims claims;
    private final List<ObjectFromTree> objects;
    private final Problems problems;
    private final Set<RawPath> wanted = new HashSet<>();
    private final Map<RawPath, EntryLog.Entry> found = new HashMap<>();
    private final HeapShare heap = HeapShare.half();

    StoreClaims(ManifestClaims claims, Problems problems) {
        this.claims = claims;
        this.objects = claims.fromTree();
        this.problems = problems;
    }

    /** Checks; {@code log} has all entries. */
    void check(EntryLog log) throws IOException {
        want(MetadataNames.RESTORE_LFS);
        for (ObjectFromTree object : objects) {
            wantAround(object);
        }
        EntryLog.Reader entries = log.read();
        for (EntryLog.Entry entry = entries.next(); entry != null; entry = entries.next()) {
            if (wanted.contains(entry.path())) {
                found.put(entry.path(), entry);
            }
        }
        Set<RawPath> places = new HashSet<>();
        for (ObjectFromTree object : objects) {
            String wrong = places.add(object.object()) ? wrong(object) : "twice";
            if (wrong != null) {
                problems.at(-1, object.object(), LISTED + ", " + wrong);
            }
        }
        checkTotals();
        checkScript();
    }

    private void want(RawPath path) throws IOException {
        if (wanted.add(path)) {
            heap.take(BYTES_OF_ENTRY + path.length(), "the Git LFS objects that this archive's manifest lists,");
        }
    }

    private void wantAround(ObjectFromTree object) throws IOException {
        want(object.path());
        want(object.object());
        RawPath parent = object.object().parent();
        StorePath place = StorePath.of(object.object());
        if (parent != null && place != null) {
            want(parent);
            want(place.folder().resolve(HEAD));
            want(place.folder().resolve(OBJECTS));
        }
    }

    /** What is wrong with a claim; null if it is true. */
    private @Nullable String wrong(ObjectFromTree object) throws IOException {
        EntryLog.Entry file = found.get(object.path());
        if (file == null || file.type() != EntryType.FILE || !isOfTree(object.path())) {
            return "as " + object.path() + ", which is not a file of the archive's working tree";
        }
        if (!object.oid().equals(file.sha256()) || object.size() != file.size()) {
            return "as " + object.path() + ", which has other content";
        }
        return isFreePlace(object) ? null : "which is not a free place in a Git LFS store of the archive";
    }

    private boolean isOfTree(RawPath path) throws IOException {
        return isBelowProject(path) && !GitPlace.isInGit(path);
    }

    private boolean isBelowProject(RawPath path) throws IOException {
        return path.startsWith(claims.name()) && !path.equals(claims.name());
    }

    private boolean isFreePlace(ObjectFromTree object) throws IOException {
        RawPath path = object.object();
        StorePath place = StorePath.of(path);
        return place != null
                && place.oid().equals(object.oid())
                && isBelowProject(path)
                && found.get(path) == null
                && is(path.parent(), EntryType.DIRECTORY)
                && (GitPlace.isInGit(place.folder()) || isBare(place.folder()));
    }

    /** As Git recognizes a repository: gitrepository-layout(5). */
    private boolean isBare(RawPath folder) {
        return is(folder.resolve(HEAD), EntryType.FILE) && is(folder.resolve(OBJECTS), EntryType.DIRECTORY);
    }

    private boolean is(@Nullable RawPath path, EntryType type) {
        EntryLog.Entry entry = path == null ? null : found.get(path);
        return entry != null && entry.type() == type;
    }

    private void checkTotals() {
        long bytes = objects.stream().mapToLong(ObjectFromTree::size).sum();
        String version = claims.value("export_version");
        boolean listed = claims.value("statistics.lfs_from_tree.files").equals(String.valueOf(objects.size()))
                && claims.value("statistics.lfs_from_tree.bytes").equals(String.valueOf(bytes))
                && !version.startsWith("1.");
        if (!objects.isEmpty() && !listed) {
            problems.at(-1, null, "the manifest's version or totals do not fit its list lfs_from_tree");
        }
    }

    private void checkScript() throws IOException {
        EntryLog.Entry script = found.get(MetadataNames.RESTORE_LFS);
        if (script != null ? !scriptSha256().equals(script.sha256()) : !objects.isEmpty()) {
            problems.at(
                    script == null ? -1 : script.position(),
                    MetadataNames.RESTORE_LFS,
                    "is not the script that follows from the manifest; do not run it");
        }
    }

    private String scriptSha256() throws IOException {
        if (objects.isEmpty()) {
            return "";
        }
        MessageDigest digest = Sha256.newDigest();
        digest.update(RestoreScript.head(claims.name()));
        objects.forEach(object -> digest.update(RestoreScript.line(object)));
        digest.update(RestoreScript.end(objects.size()));
        return HexFormat.of().formatHex(digest.digest());
    }
}
