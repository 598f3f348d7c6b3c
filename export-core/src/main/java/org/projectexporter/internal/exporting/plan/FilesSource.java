package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.internal.exporting.exclude.ExclusionRules.Match;
import org.projectexporter.internal.exporting.exclude.IgnoreFile;
import org.projectexporter.internal.exporting.exclude.IgnoreFiles;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * The working tree: walks the project's folder, or that of a dependency, passes on what more specific sources claim,
 * leaves out what patterns match, and plans the rest unchanged.
 */
final class FilesSource {
    private static final RawPath GIT = RawPath.of(".git");
    private static final int READABLE_BY_ALL = 0444;

    /**
     * A folder to be listed.
     *
     * @param taken the pattern that matches it, if any
     * @param counted whether nothing in it is exported, and it is only counted
     * @param ignore the files {@code .exportignore} of the folders above it
     */
    private record Folder(SourceItem item, @Nullable Match taken, boolean counted, IgnoreFiles ignore) {}

    private final PlanContext context;
    private final ConfinedFolder project;
    private final PlanBuilder plan;
    private final OwnFiles own;
    private final EntryRole role;
    private final Set<Path> elsewhere;
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final SortedSet<RawPath> unreadable = new TreeSet<>();

    /**
     * A walk.
     *
     * @param role the role of the entries in the project
     * @param elsewhere what is already elsewhere in the archive, and is skipped
     */
    FilesSource(PlanContext context, PlanBuilder plan, EntryRole role, Set<Path> elsewhere) {
        this.context = context;
        this.project = new ConfinedFolder(context.projectFolder());
        this.plan = plan;
        this.own = context.own();
        this.role = role;
        this.elsewhere = elsewhere;
    }

    /** Plans the entire folder of the context. */
    void walk() throws IOException {
        Path root = context.projectFolder();
        SourceItem item = own.asBefore(new SourceItem(root, RawPath.ROOT, FileStat.read(root)));
        addFolder(item, null, IgnoreFiles.NONE);
        listAll();
    }

    /** Plans a single item, regardless of patterns. */
    void add(SourceItem item) throws IOException {
        add(item, null, IgnoreFiles.NONE);
        listAll();
    }

    /** Counts one item, and everything in it, as left out. */
    void leaveOut(SourceItem item, Match match) throws IOException {
        count(item, match);
        listAll();
    }

    private void listAll() throws IOException {
        try (project) {
            while (!folders.isEmpty()) {
                context.checkCancelled();
                list(folders.pop());
            }
        }
        if (!unreadable.isEmpty()) {
            throw SourceException.withOption(
                    Reason.SOURCE_UNREADABLE,
                    "cannot read " + unreadableNames() + "; make them readable, or leave them out",
                    "exclude",
                    null);
        }
    }

    /** The form of a path in messages: relative to the project's folder. */
    private RawPath shown(RawPath path) {
        return role == EntryRole.WORKING_TREE ? path : context.inArchive(path);
    }

    private String unreadableNames() {
        return unreadable.stream().map(RawPath::toString).collect(Collectors.joining(", "));
    }

    private void list(Folder folder) throws IOException {
        boolean mayHoldOwn = folder.item.file().equals(own.folder());
        IgnoreFiles ignore = folder.counted ? IgnoreFiles.NONE : ignoreFiles(folder);
        ConfinedFolder.Children children = children(folder);
        for (Path child = children.next(); child != null; child = children.next()) {
            if ((!mayHoldOwn || !own.contains(child)) && !elsewhere.contains(child)) {
                visit(folder, ignore, child);
            }
        }
    }

    private ConfinedFolder.Children children(Folder folder) throws IOException {
        try {
            return project.list(folder.item.file());
        } catch (AccessDeniedException e) {
            noteUnreadable(folder);
        } catch (NoSuchFileException e) {
            vanished(folder.item, "vanished while it was listed");
        }
        return () -> null;
    }

    private void vanished(SourceItem item, String how) {
        plan.report(Finding.of(Finding.Kind.VANISHED, context.inArchive(item.path()), how));
    }

    private void noteUnreadable(Folder folder) {
        if (!folder.counted) {
            unreadable.add(shown(folder.item.path()));
        }
    }

    /** The ignore files that apply to the contents of the folder. */
    private IgnoreFiles ignoreFiles(Folder folder) throws IOException {
        IgnoreFile file;
        try {
            file = IgnoreFile.in(folder.item.file(), folder.item.path());
        } catch (AccessDeniedException e) {
            unreadable.add(shown(folder.item.path().resolve(IgnoreFile.NAME)));
            return folder.ignore;
        } catch (FileSystemException e) {
            if (Files.isDirectory(folder.item.file(), LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return folder.ignore; // which listing it will report
        }
        if (file != null) {
            report(file);
        }
        return folder.ignore.and(file);
    }

    private void report(IgnoreFile file) {
        RawPath path = context.inArchive(file.path());
        if (!file.isRegular()) {
            plan.report(Finding.of(Finding.Kind.NOTE, path, "is not a regular file, so it leaves nothing out"));
        }
        if (!file.invalidLines().isEmpty()) {
            String lines = file.invalidLines().stream().map(String::valueOf).collect(Collectors.joining(", "));
            plan.report(Finding.of(Finding.Kind.NOTE, path, "patterns that can match nothing, in lines " + lines));
        }
    }

    private void visit(Folder folder, IgnoreFiles ignore, Path child) throws IOException {
        RawPath path = folder.item.path().resolve(NativeNames.nameOf(child));
        FileStat stat;
        try {
            stat = FileStat.read(child);
        } catch (NoSuchFileException e) {
            return; // vanished between listing and reading: it was never in the plan
        } catch (AccessDeniedException e) {
            noteUnreadable(folder);
            return;
        }
        SourceItem found = new SourceItem(child, path, stat);
        SourceItem item = found.isDirectory() ? own.asBefore(found) : found;
        if (folder.counted) {
            count(item, Objects.requireNonNull(folder.taken));
        } else {
            decide(item, folder.taken, ignore);
        }
    }

    /**
     * Decides about an item; patterns never match a Git folder or its contents, so the more specific sources are asked
     * first.
     */
    private void decide(SourceItem item, @Nullable Match inherited, IgnoreFiles ignore) throws IOException {
        if (plan.claimed(item)) {
            return;
        }
        refuseUnclaimedRepository(item);
        Match match = stronger(match(item, ignore), inherited);
        if (match == null) {
            add(item, null, ignore);
        } else if (!match.isExplicit() && plan.isProtected(item.path())) {
            if (!item.isDirectory()) {
                plan.leftOut().keepTracked(match);
            }
            add(item, match, ignore);
        } else {
            count(item, match);
        }
    }

    private @Nullable Match match(SourceItem item, IgnoreFiles ignore) {
        Match match = context.rules().match(item.path(), item.isDirectory(), ignore);
        return match == null || match.file() == null
                ? match
                : new Match(match.reason(), match.pattern(), context.inArchive(match.file()));
    }

    /**
     * The stronger of two patterns: what the user excludes is also left out of a folder that a default matches but that
     * is kept for some content.
     */
    private static @Nullable Match stronger(@Nullable Match match, @Nullable Match inherited) {
        return inherited == null || (match != null && match.isExplicit()) ? match : inherited;
    }

    /** Refuses a repository that no source claims: copied unchanged, it would include credentials. */
    private void refuseUnclaimedRepository(SourceItem item) throws SourceException {
        if (item.isNamed(GIT)) {
            throw new SourceException(shown(item.path())
                    + " is a Git repository and no source on the class path can export it; add the artifact"
                    + " org.projectexporter:export-git to the class path");
        }
    }

    private void count(SourceItem item, Match match) throws IOException {
        if (item.isDirectory()) {
            folders.push(new Folder(item, match, true, IgnoreFiles.NONE));
        } else if (item.isFile()) {
            plan.leftOut().add(match, item.stat().size(), plan.isProtected(item.path()));
        }
    }

    private void add(SourceItem item, @Nullable Match taken, IgnoreFiles ignore) throws IOException {
        switch (item.stat().kind()) {
            case DIRECTORY -> addFolder(item, taken, ignore);
            case FILE -> addFile(item);
            case SYMBOLIC_LINK -> addLink(item);
            default ->
                plan.report(Finding.of(
                        Finding.Kind.SPECIAL_FILE,
                        context.inArchive(item.path()),
                        item.stat().kind().name().toLowerCase(Locale.ROOT)));
        }
    }

    private void addFolder(SourceItem item, @Nullable Match taken, IgnoreFiles ignore) throws IOException {
        FileStat stat = item.stat();
        plan.add(PlannedEntry.directory(context.inArchive(item.path()), role, stat.mtime(), stat.mode()));
        folders.push(new Folder(item, taken, false, ignore));
    }

    private void addFile(SourceItem item) throws IOException {
        FileStat stat = item.stat();
        if (!isReadable(item)) {
            unreadable.add(shown(item.path()));
            return;
        }
        plan.addWorkingFile(
                item,
                PlannedEntry.file(
                        context.inArchive(item.path()),
                        role,
                        stat.size(),
                        stat.mtime(),
                        stat.mode(),
                        new Content.OfFile(item.file()),
                        StorageHint.AUTO));
    }

    /**
     * Whether the file is readable: checked only if its mode does not allow everyone to read it, and again when it is
     * opened.
     */
    private static boolean isReadable(SourceItem item) {
        return (item.stat().mode() & READABLE_BY_ALL) == READABLE_BY_ALL || Files.isReadable(item.file());
    }

    private void addLink(SourceItem item) throws IOException {
        FileStat stat = item.stat();
        RawPath target;
        try {
            target = project.linkTarget(item.file(), stat);
        } catch (NoSuchFileException e) {
            vanished(item, "vanished before it was read");
            return;
        }
        plan.addWorkingFile(
                item,
                PlannedEntry.symbolicLink(context.inArchive(item.path()), role, stat.mtime(), stat.mode(), target));
    }
}
