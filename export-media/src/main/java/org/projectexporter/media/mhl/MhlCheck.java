package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.media.mhl.MhlHashList.FileHashes;
import org.projectexporter.media.mhl.MhlHashList.Recorded;
import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealCheck;
import org.projectexporter.spi.files.SealFormat;

/** Checks the last generation of each history of an archive, and the chains of all. */
final class MhlCheck implements SealCheck {
    private final MhlHistories histories = new MhlHistories(true);
    private final Map<RawPath, List<Recorded>> expected = new HashMap<>();
    private final List<MhlHistories.Mismatch> unreadable = new ArrayList<>();
    private final Set<RawPath> seen = new HashSet<>();
    private long right;

    @Override
    public void seal(RawPath path, InputStream content) throws IOException {
        try {
            histories.read(path, content);
        } catch (UnreadableDocumentException e) {
            unreadable.add(new MhlHistories.Mismatch(path, "cannot be read as a part of ASC MHL: " + e.getMessage()));
        }
    }

    @Override
    public void startFiles(Problems problems) {
        unreadable.forEach(each -> problems.add(each.path(), each.what()));
        histories.mismatches().forEach(each -> problems.add(each.path(), each.what()));
        histories.last().forEach((folder, manifest) -> {
            for (FileHashes file : manifest.files()) {
                if (!file.hashes().isEmpty()) {
                    expected.put(folder.resolve(file.path()), file.hashes());
                }
            }
        });
    }

    @Override
    public SealFormat.@Nullable Digest digest(RawPath path) {
        List<Recorded> hashes = expected.get(path);
        if (hashes == null) {
            return null;
        }
        EnumSet<MhlHash> kinds = EnumSet.noneOf(MhlHash.class);
        hashes.forEach(hash -> kinds.add(hash.kind()));
        return new MhlDigest(kinds);
    }

    @Override
    public void compare(RawPath path, byte[] digest, Problems problems) {
        compare(path, MhlDigest.parse(digest), problems);
    }

    private void compare(RawPath path, Map<MhlHash, byte[]> found, Problems problems) {
        seen.add(path);
        boolean compared = false;
        for (Recorded hash : expected.getOrDefault(path, List.of())) {
            byte[] value = found.get(hash.kind());
            if (value != null && !Arrays.equals(value, hash.value())) {
                problems.add(
                        path, "does not match its " + hash.kind().element() + " in the last generation of ASC MHL");
                return;
            }
            compared |= value != null;
        }
        right += compared ? 1 : 0;
    }

    /** The content was compared with the hashes of the first name. */
    @Override
    public void link(RawPath path, RawPath target, Problems problems) {
        if (expected.containsKey(path)) {
            Map<MhlHash, byte[]> ofTarget = new EnumMap<>(MhlHash.class);
            expected.getOrDefault(target, List.of()).forEach(hash -> ofTarget.put(hash.kind(), hash.value()));
            compare(path, ofTarget, problems);
        }
    }

    @Override
    public List<String> finish(Problems problems) {
        expected.keySet().stream()
                .filter(path -> !seen.contains(path))
                .sorted()
                .forEach(path -> problems.add(path, "is in the last generation of ASC MHL, and not in the archive"));
        return List.of(right + " files match the last generation of ASC MHL");
    }
}
