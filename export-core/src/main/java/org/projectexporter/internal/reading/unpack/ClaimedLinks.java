package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.reading.admission.LinkTargets;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames;

/**
 * The hard links that a manifest claims in {@code hard_links}. Each name must be, byte for byte, that of a file of the
 * working tree, or of one that vanished during the export according to the manifest; any other claim may aim at a file
 * outside the archive.
 */
final class ClaimedLinks {
    /** Far more than vanish in one export. */
    private static final int MOST_VANISHED = 10_000;

    private static final String NO_FILE = ", which is not a file of its working tree";

    /** Receives a path and the earlier path of the same file. */
    interface Visitor {
        void link(RawPath path, RawPath same) throws IOException;
    }

    private final byte[] manifest;
    private final SeenNames entries;
    private final Set<RawPath> missing = new HashSet<>();
    /** Links claimed so far: each claim compares the contents of two files, so a path may be claimed only once. */
    private final SeenNames claimed = new SeenNames();

    /** The links of a manifest whose archive has these entries. */
    ClaimedLinks(byte[] manifest, SeenNames entries) {
        this.manifest = manifest;
        this.entries = entries;
    }

    /**
     * Visits all links, each before the next one is checked.
     *
     * @throws RefusedArchiveException if a link does not refer to such files
     */
    void visit(Visitor visitor) throws IOException {
        ManifestWalk.of(manifest, new ManifestWalk.Visitor() {
            @Override
            public void element(String list, ManifestWalk.Element element) throws IOException {
                if (list.equals("hard_links")) {
                    RawPath path = element.path("path");
                    RawPath same = element.path("same_file_as");
                    boolean first = isFile(path); // both are checked: each may be missing
                    boolean second = isFile(same);
                    if (first && second) {
                        if (claimed.put(path, SeenNames.Kind.LINK) != null) {
                            throw refused(path, " twice");
                        }
                        visitor.link(path, same);
                    }
                }
            }
        });
        requireVanished();
    }

    private boolean isFile(RawPath path) throws RefusedArchiveException {
        if (entries.get(path) == null && missing.size() < MOST_VANISHED) {
            missing.add(path);
            return false;
        }
        if (!LinkTargets.isWorkingFile(path, entries)) {
            throw refused(path, NO_FILE);
        }
        return true;
    }

    private void requireVanished() throws IOException {
        if (missing.isEmpty()) {
            return;
        }
        ManifestWalk.of(manifest, new ManifestWalk.Visitor() {
            @Override
            public void element(String list, ManifestWalk.Element element) {
                if (list.equals("changed_while_exporting") || list.equals("unreadable")) {
                    missing.remove(element.path("path"));
                }
            }
        });
        for (RawPath path : missing) {
            throw refused(path, NO_FILE);
        }
    }

    private static RefusedArchiveException refused(RawPath path, String why) {
        return new RefusedArchiveException(
                ArchiveDefect.FALSE_MANIFEST, null, "its manifest has \"" + path + "\" among hard_links" + why);
    }
}
