package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.SourceException;
import org.projectexporter.git.config.ConfigEntry;
import org.projectexporter.git.config.ConfigReader;
import org.projectexporter.git.config.ConfigWriter;
import org.projectexporter.git.config.LfsFilter;
import org.projectexporter.git.config.PromisorRemotes;
import org.projectexporter.git.config.RepositoryFormat;
import org.projectexporter.git.config.RewrittenConfig;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.RawPath;

/**
 * A configuration that comes from anyone, written again from the allow list by which configurations are exported: without what could run or
 * lead out. Remotes that Git would ask by itself for the objects of a partial clone are {@linkplain PromisorRemotes disabled}.
 */
public final class ImportedConfig {
    private static final RawPath OF_WORKTREE = RawPath.of("config.worktree");
    private static final Set<String> OF_REPOSITORY = Set.of("remote", "extensions", "branch", "submodule");

    private final RawPath file;
    private final List<ConfigEntry> entries;
    private final List<ImportNote> notes = new ArrayList<>();

    private ImportedConfig(RawPath file, List<ConfigEntry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /**
     * Cleans it.
     *
     * @throws RefusedArchiveException if it is none, or says that the repository is of a kind that is not known
     */
    public static ImportedConfig of(RawPath file, byte[] content) throws RefusedArchiveException {
        RawPath folder = RelativePaths.parentOf(file);
        RawPath name = RelativePaths.first(folder);
        try {
            RewrittenConfig clean = RewrittenConfig.of(content, folder.relativeTo(name));
            List<ConfigEntry> entries = read(clean.bytes());
            requireKnownFormat(entries);
            Set<String> ofRepository = file.isNamed(OF_WORKTREE) ? takeOfRepository(entries) : Set.of();
            PromisorRemotes promisors = PromisorRemotes.in(entries);
            ImportedConfig config = new ImportedConfig(file, promisors.disabled(entries));
            config.note(clean, promisors, ofRepository);
            return config;
        } catch (SourceException e) {
            throw new RefusedArchiveException(
                    ArchiveDefect.BAD_GIT_CONFIG, file, e.getMessage() + "; nothing was imported", e);
        }
    }

    /**
     * What of one worktree's configuration is about the repository. Git reads it after that of the repository, and goes by it: an empty URL
     * there takes back those that a remote has (git-config(1), {@code remote.<name>.url}), and with them what an import has made of them.
     * Takes it out, and returns what it is called.
     */
    private static Set<String> takeOfRepository(List<ConfigEntry> entries) {
        Set<String> taken = new TreeSet<>();
        for (ConfigEntry entry : entries) {
            if (isOfRepository(entry)) {
                taken.add(entry.shownName());
            }
        }
        entries.removeIf(ImportedConfig::isOfRepository);
        return taken;
    }

    private static boolean isOfRepository(ConfigEntry entry) {
        return OF_REPOSITORY.contains(entry.section());
    }

    private static void requireKnownFormat(List<ConfigEntry> entries) throws SourceException {
        for (ConfigEntry entry : entries) {
            String unknown = RepositoryFormat.unknownOf(entry);
            if (unknown != null) {
                throw new SourceException(unknown + " is not supported yet");
            }
        }
    }

    /** One that has been cleaned. */
    public static ImportedConfig clean(RawPath file, byte[] content) throws SourceException {
        return new ImportedConfig(file, read(content));
    }

    private static List<ConfigEntry> read(byte[] content) throws SourceException {
        return ConfigReader.read(new String(content, StandardCharsets.ISO_8859_1));
    }

    private void note(RewrittenConfig clean, PromisorRemotes promisors, Set<String> ofRepository) {
        if (!ofRepository.isEmpty()) {
            String what = "left out of it: what is about the whole repository, " + String.join(", ", ofRepository);
            notes.add(new ImportNote(ImportNote.Kind.CLEANED, file.toString(), what));
        }
        if (clean.change() != null) {
            notes.add(new ImportNote(ImportNote.Kind.CLEANED, file.toString(), clean.change()));
        }
        for (String what : promisors.notes()) {
            notes.add(new ImportNote(ImportNote.Kind.CLEANED, file.toString(), what));
        }
    }

    /** Where it is in the archive. */
    RawPath file() {
        return file;
    }

    /** What has to be reported of it. */
    List<ImportNote> notes() {
        return notes;
    }

    public byte[] bytes() {
        return ConfigWriter.write(entries).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Values of {@code core.worktree}; Git goes by the last. */
    public List<String> workTrees() {
        List<String> values = new ArrayList<>();
        for (ConfigEntry entry : entries) {
            String value = entry.value();
            if (isWorkTree(entry) && value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static boolean isWorkTree(ConfigEntry entry) {
        return entry.shownName().equals("core.worktree");
    }

    /** The same with other values in their place, or without those for which there is none. */
    ImportedConfig withWorkTrees(Function<String, @Nullable String> change) {
        List<ConfigEntry> changed = new ArrayList<>();
        for (ConfigEntry entry : entries) {
            String value = entry.value();
            if (!isWorkTree(entry) || value == null) {
                changed.add(entry);
                continue;
            }
            String other = change.apply(value);
            if (other != null) {
                changed.add(entry.withValue(other));
            }
        }
        return new ImportedConfig(file, changed);
    }

    /** Whether it has the filter of Git LFS. */
    boolean hasLfs() {
        return LfsFilter.isIn(entries);
    }
}
