package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SeenNames;

/**
 * The part of a manifest that an import needs: {@code docs/manifest.md}. Unknown fields are ignored; an incompatible
 * version is refused. The manifest is untrusted: its statements about a path count only if the path is an entry of the
 * archive.
 */
final class ImportManifest {
    /** The newest known part of {@code export_version} before its dot. */
    private static final int NEWEST_MAJOR = 2;

    /** An object with its paths and text, and what refers to it. */
    private static final int BYTES_PER_REFERENCE = 400;

    private static final Set<String> IN_ARCHIVE = Set.of("in_project", "taken_along");

    private final byte[] json;
    private final SeenNames entries;
    private final Map<String, String> values = new HashMap<>();
    /** The entries that the manifest lists as not clean, or as changed during the export. */
    private final SeenNames unclean = new SeenNames();

    /** Some of the links into the project by its absolute path, and where in the archive they lead. */
    private final Map<RawPath, RawPath> absoluteLinks = new HashMap<>();

    private boolean listsUnclean;

    private ImportManifest(byte[] json, SeenNames entries) {
        this.json = json;
        this.entries = entries;
    }

    /**
     * Reads a manifest.
     *
     * @param entries all entries of its archive
     * @throws ExportException if it is not a manifest, or of a version that this program does not know
     */
    static ImportManifest read(byte[] json, SeenNames entries) throws IOException {
        ImportManifest manifest = new ImportManifest(json, entries);
        ManifestWalk.of(json, manifest.new FieldCollector());
        manifest.requireKnownVersion();
        return manifest;
    }

    private final class FieldCollector implements ManifestWalk.Visitor {
        @Override
        public void field(String name, String value) {
            values.put(name, value);
        }

        @Override
        public void list(String name) {
            listsUnclean |= name.equals("git_not_clean");
        }

        @Override
        public void element(String list, ManifestWalk.Element element) throws MemoryException {
            if (list.equals("portability") && element.has("kind", "absolute_link")) {
                element.examples().forEach(link -> absoluteLinks.put(link.path("path"), link.path("leads_to")));
            }
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
                            + ", and this program reads up to " + NEWEST_MAJOR
                            + ".x; update the program, then import again");
        }
    }

    /** A numeric field; empty if there is none. */
    OptionalLong number(String field) {
        try {
            return OptionalLong.of(Long.parseLong(values.getOrDefault(field, "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Some of the links into the project by its absolute path, and where in the archive they lead. */
    Map<RawPath, RawPath> absoluteLinks() {
        return absoluteLinks;
    }

    /**
     * What documents refer to; those whose document or target is no entry of the archive are passed over. They are read
     * again each time: few imports need them.
     *
     * @throws MemoryException if there are too many for the heap
     */
    List<RestoredTree.Reference> references() throws IOException {
        List<RestoredTree.Reference> references = new ArrayList<>();
        HeapShare heap = HeapShare.half();
        ManifestWalk.of(json, new ManifestWalk.Visitor() {
            @Override
            public void element(String list, ManifestWalk.Element element) throws IOException {
                if (list.equals("references") && IN_ARCHIVE.contains(element.text("status"))) {
                    RestoredTree.Reference reference = new RestoredTree.Reference(
                            element.path("path"), element.text("written"), element.path("target"));
                    if (isInTree(reference.document()) && isInTree(reference.target())) {
                        heap.take(
                                BYTES_PER_REFERENCE + 2L * reference.written().length(),
                                "the references that the manifest lists");
                        references.add(reference);
                    }
                }
            }
        });
        return references;
    }

    private boolean isInTree(RawPath path) {
        return !MetadataNames.isMetadata(path) && entries.get(path) != null;
    }

    /** Whether this is an entry whose exported attributes matched those in the Git index. */
    boolean wasClean(RawPath path) {
        return listsUnclean && entries.get(path) != null && unclean.get(path) == null;
    }
}
