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
import org.projectexporter.git.config.SharedRepository;
import org.projectexporter.git.config.ToolNotes;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.RawPath;

/**
 * An untrusted configuration, rewritten with the allow list by which configurations are exported, so that nothing in it
 * can be run or point outside the project. Remotes from which Git would fetch the missing objects of a partial clone by
 * itself are {@linkplain PromisorRemotes disabled}.
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
     * Cleans a configuration.
     *
     * @throws RefusedArchiveException if it is not a configuration, or declares a kind of repository that is not
     *     supported
     */
    public static ImportedConfig of(RawPath file, byte[] content) throws RefusedArchiveException {
        RawPath folder = RelativePaths.parentOf(file);
        RawPath name = RelativePaths.first(folder);
        try {
            RewrittenConfig clean = RewrittenConfig.of(content, folder.relativeTo(name));
            List<ConfigEntry> entries = read(clean.bytes());
            requireKnownFormat(entries);
            Set<String> ofRepository = file.isNamed(OF_WORKTREE) ? removeRepositorySettings(entries) : Set.of();
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
     * Removes the entries of a worktree's configuration that concern the whole repository, and returns their names. Git
     * reads them after the repository's configuration, so they override it: an empty URL there clears those of a remote
     * (git-config(1), {@code remote.<name>.url}), and with them the changes that an import has made.
     */
    private static Set<String> removeRepositorySettings(List<ConfigEntry> entries) {
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
            String unknown = RepositoryFormat.unsupportedIn(entry);
            if (unknown != null) {
                throw new SourceException(unknown + " is not supported yet");
            }
        }
    }

    /** Reads a configuration that has been cleaned before. */
    public static ImportedConfig clean(RawPath file, byte[] content) throws SourceException {
        return new ImportedConfig(file, read(content));
    }

    private static List<ConfigEntry> read(byte[] content) throws SourceException {
        return ConfigReader.read(new String(content, StandardCharsets.ISO_8859_1));
    }

    private void note(RewrittenConfig clean, PromisorRemotes promisors, Set<String> ofRepository) {
        if (!ofRepository.isEmpty()) {
            String what = "left out of it: settings of the whole repository, " + String.join(", ", ofRepository);
            notes.add(new ImportNote(ImportNote.Kind.CLEANED, file.toString(), what));
        }
        if (clean.change() != null) {
            notes.add(new ImportNote(ImportNote.Kind.CLEANED, file.toString(), clean.change()));
        }
        for (String what : ToolNotes.about(entries)) {
            notes.add(new ImportNote(ImportNote.Kind.NOTE, file.toString(), what));
        }
        for (String what : promisors.notes()) {
            notes.add(new ImportNote(ImportNote.Kind.CLEANED, file.toString(), what));
        }
    }

    /** Its path in the archive. */
    RawPath file() {
        return file;
    }

    /** What to report about it. */
    List<ImportNote> notes() {
        return notes;
    }

    /** The cleaned text. */
    public byte[] bytes() {
        return ConfigWriter.write(entries).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Values of {@code core.worktree}, of which the last is effective. */
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

    /** A copy with changed values of {@code core.worktree}, without those for which {@code change} returns null. */
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

    /** Whether it has the Git LFS filter. */
    boolean hasLfs() {
        return LfsFilter.isIn(entries);
    }

    /** Whether the repository is shared with a group. */
    boolean isShared() {
        return SharedRepository.isIn(entries);
    }
}
