package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportNote;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.reading.admission.LinkTargets;
import org.projectexporter.internal.reading.verify.EntrySink;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.ProjectRestorer.Treatment;
import org.projectexporter.spi.RawPath;

/** Decides how each entry of an archive is imported, and passes it to a tree. Keeps the manifest as well. */
final class ImportSink implements EntrySink, Closeable {
    /** Only configuration and similar small files are rewritten. */
    private static final int LARGEST_REWRITTEN = 16 << 20;

    private final Restorers restorers;
    private final Tree tree;
    private final List<ImportNote> notes;
    private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    private @Nullable ByteArrayOutputStream kept;
    private final Set<RawPath> rewritten = new HashSet<>();
    private Tree.File file = Tree.File.NONE;
    private @Nullable RawPath name;
    private boolean hasDependencies;

    ImportSink(Restorers restorers, Tree tree, List<ImportNote> notes) {
        this.restorers = restorers;
        this.tree = tree;
        this.notes = notes;
    }

    /** The manifest, once it has been read. */
    byte[] manifest() {
        return manifest.toByteArray();
    }

    /** Files whose content differs from the archive. */
    Set<RawPath> rewritten() {
        return rewritten;
    }

    /** Whether the archive has a folder of dependencies. */
    boolean hasDependencies() {
        return hasDependencies;
    }

    @Override
    public void begins(ArchiveEntry entry, ContentPosition content) throws IOException {
        kept = null;
        file.close(); // a file whose content was damaged has not ended
        file = Tree.File.NONE;
        if (entry.path().equals(MetadataNames.RESTORE_LFS)) {
            return; // an import does what it would do
        }
        boolean metadata = MetadataNames.isMetadata(entry.path());
        name = name == null && !metadata ? entry.path() : name;
        hasDependencies |= !metadata && name != null && !entry.path().startsWith(name);
        Treatment treatment = metadata ? Treatment.KEEP : restorers.treat(entry);
        if (treatment == Treatment.LEAVE_OUT) {
            return;
        }
        noteModes(entry);
        switch (entry.type()) {
            case DIRECTORY -> tree.addFolder(entry);
            case SYMBOLIC_LINK -> addLink(entry);
            case HARD_LINK -> tree.addLink(entry);
            case FILE -> beginFile(entry, treatment, content);
        }
    }

    private void beginFile(ArchiveEntry entry, Treatment treatment, ContentPosition content) throws IOException {
        if (entry.path().equals(MetadataNames.MANIFEST)) {
            kept = manifest;
        } else if (treatment == Treatment.REWRITE) {
            if (entry.size() > LARGEST_REWRITTEN) {
                throw new ExportException(
                        Reason.ARCHIVE_REFUSED,
                        entry.path() + " has " + entry.size() + " bytes, and has to be rewritten to be harmless,"
                                + " which is limited to " + LARGEST_REWRITTEN + " bytes; nothing was imported");
            }
            kept = new ByteArrayOutputStream((int) entry.size());
            return;
        }
        file = tree.addFile(entry, content);
    }

    private void addLink(ArchiveEntry entry) throws IOException {
        if (LinkTargets.mayLeadOut(entry.path(), entry.linkTargetOrThrow())) {
            notes.add(new ImportNote(
                    ImportNote.Kind.LEADS_OUT,
                    entry.path().toString(),
                    "a link that leads out of the project, to " + entry.linkTargetOrThrow()));
        }
        tree.addLink(entry);
    }

    /** Notes programs that would run as their owner or group, whoever starts them. */
    private void noteModes(ArchiveEntry entry) {
        if (entry.type() == EntryType.FILE && (entry.mode() & Attributes.SET_ID) != 0) {
            notes.add(new ImportNote(
                    ImportNote.Kind.CLEANED, entry.path().toString(), "without its set-user-id or set-group-id bit"));
        }
    }

    @Override
    public void takes(byte[] bytes, int length) throws IOException {
        if (kept != null) {
            kept.write(bytes, 0, length);
        }
        file.write(bytes, length);
    }

    @Override
    public void ends(ArchiveEntry entry) throws IOException {
        ByteArrayOutputStream content = kept;
        if (content != null && content != manifest) {
            byte[] original = content.toByteArray();
            byte[] harmless = restorers.rewrite(entry, original);
            if (!Arrays.equals(harmless, original)) {
                rewritten.add(entry.path());
            }
            file = tree.addFile(entry, ContentPosition.UNKNOWN);
            file.write(harmless, harmless.length);
        }
        file.finish();
        file.close();
        file = Tree.File.NONE;
        kept = null;
    }

    /** Closes a file that was not finished. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
