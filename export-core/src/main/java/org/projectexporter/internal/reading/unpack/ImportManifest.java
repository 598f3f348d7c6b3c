package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SeenNames;

/**
 * What an import wants to know of a manifest: {@code docs/manifest.md}. Fields that it does not know are passed over; a version that
 * breaks its readers is refused. The manifest may come from anyone: what it says of a path counts where that is an entry of the archive,
 * and nowhere else.
 */
final class ImportManifest {
    /** The part of {@code export_version} before its dot. */
    private static final int NEWEST_MAJOR = 1;

    private final SeenNames entries;
    private final Map<String, String> values = new HashMap<>();
    /** Those among the entries. */
    private final SeenNames unclean = new SeenNames();

    private boolean tellsClean;

    private ImportManifest(SeenNames entries) {
        this.entries = entries;
    }

    /**
     * Reads a manifest.
     *
     * @param entries all entries of its archive
     * @throws ExportException if it is none, or of a version that this program does not know
     */
    static ImportManifest read(byte[] json, SeenNames entries) throws IOException {
        ImportManifest manifest = new ImportManifest(entries);
        ManifestWalk.of(json, manifest.new Reading());
        manifest.requireKnownVersion();
        return manifest;
    }

    private final class Reading implements ManifestWalk.Visitor {
        @Override
        public void field(String name, String value) {
            values.put(name, value);
        }

        @Override
        public void list(String name) {
            tellsClean |= name.equals("git_not_clean");
        }

        @Override
        public void element(String list, ManifestWalk.Element element) throws MemoryException {
            if (list.equals("git_not_clean") || list.equals("changed_while_exporting")) {
                RawPath path = element.path("path");
                SeenNames.Kind kind = entries.get(path);
                if (kind != null) {
                    unclean.put(path, kind);
                }
            }
        }
    }

    private void requireKnownVersion() throws ExportException {
        String version = values.getOrDefault("export_version", "");
        if (!version.matches("\\d{1,9}\\.\\d{1,9}")) {
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED, "the manifest of the archive has no export_version; nothing was imported");
        }
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) > NEWEST_MAJOR) {
            throw new ExportException(
                    Reason.ARCHIVE_TOO_NEW,
                    "the archive was made by a newer version of this program: its manifest is of version " + version
                            + ", and this one reads up to " + NEWEST_MAJOR + ".x; update it, then import again");
        }
    }

    /** A number; empty if there is none. */
    OptionalLong number(String field) {
        try {
            return OptionalLong.of(Long.parseLong(values.getOrDefault(field, "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether this is an entry whose attributes, as the Git index has them, were those of the file that was exported. */
    boolean wasClean(RawPath path) {
        return tellsClean && entries.get(path) != null && unclean.get(path) == null;
    }
}
