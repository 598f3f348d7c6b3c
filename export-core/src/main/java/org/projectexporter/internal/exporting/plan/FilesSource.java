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
import java.util.stream.Collectors;

import org.projectexporter.SourceException;
import org.projectexporter.internal.exporting.exclude.ExclusionRules.Match;
import org.projectexporter.internal.exporting.exclude.IgnoreFile;
import org.projectexporter.internal.exporting.exclude.IgnoreFiles;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
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

    /**
     * A folder to be listed.
     *
     * @param taken the pattern that matches it, if any
     * @param counted whether nothing in it is exported, and it is only counted
     * @param ignore the files {@code .exportignore} of the folders above it
     */
    private record Folder(
            SourceItem item,
            FolderListings.Listing listing,
            @Nullable Match taken,
            boolean counted,
            IgnoreFiles ignore) {}

    private final PlanContext context;
    private final ConfinedFolder project;
    private final PlanBuilder plan;
    private final OwnFiles own;
    private final EntryRole role;
    private final Set<Path> elsewhere;
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final UnreadableItems unreadable;
    private final FolderListings listings;

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
        this.unreadable = new UnreadableItems(context, plan, role);
        this.listings =
                new FolderListings(context.projectFolder(), project, MountPoints.below(context.projectFolder()));
    }

    /** Plans the entire folder of the context. */
    void walk() throws IOException {
        Path root = context.projectFolder();
        SourceItem item = own.asBefore(new SourceItem(root, RawPath.ROOT, statOf(root)));
        addFolder(item, null, IgnoreFiles.NONE);
        listAll();
    }

    private FileStat statOf(Path root) throws IOException {
        try {
            return FileStat.read(root);
        } catch (IOException e) {
            throw UnreadableEntryException.ofNeeded(context.inArchive(RawPath.ROOT), e);
        }
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
        try (project;
                listings) {
            while (!folders.isEmpty()) {
                context.checkCancelled();
                list(folders.pop());
            }
        }
        unreadable.requireNone();
    }

    private void list(Folder folder) throws IOException {
        boolean mayHoldOwn = folder.item.file().equals(own.folder());
        IgnoreFiles ignore = folder.counted ? IgnoreFiles.NONE : ignoreFiles(folder);
        for (FoundChild child = next(folder); child != null; child = next(folder)) {
            if ((!mayHoldOwn || !own.contains(child.file())) && !elsewhere.contains(child.file())) {
                visit(folder, ignore, child);
            }
        }
    }

    private @Nullable FoundChild next(Folder folder) throws IOException {
        try {
            return folder.listing.next();
        } catch (IOException e) {
            listingFailed(folder, e);
            return null;
        }
    }

    private void listingFailed(Folder folder, IOException e) throws IOException {
        if (folder.counted) {
            return;
        }
        if (e instanceof NoSuchFileException) {
            vanished(folder.item, "vanished while it was listed");
        } else {
            unreadable.add(folder.item.path(), e);
        }
    }

    private void vanished(SourceItem item, String how) {
        plan.report(Finding.of(Finding.Kind.VANISHED, context.inArchive(item.path()), how));
    }

    /** The ignore files that apply to the contents of the folder. */
    private IgnoreFiles ignoreFiles(Folder folder) throws IOException {
        IgnoreFile file;
        try {
            file = IgnoreFile.in(folder.item.file(), folder.item.path());
        } catch (IOException e) {
            if (Files.isDirectory(folder.item.file(), LinkOption.NOFOLLOW_LINKS)) {
                unreadable.addNeeded(folder.item.path().resolve(IgnoreFile.NAME), e);
            }
            return folder.ignore; // a folder that is gone is reported when it is listed
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

    private void visit(Folder folder, IgnoreFiles ignore, FoundChild child) throws IOException {
        RawPath path = folder.item.path().resolve(child.name());
        if (child.isUnknown() && isLeftOutByName(folder, path, ignore)) {
            return; // its file system may never answer
        }
        FileStat stat;
        try {
            stat = child.stat();
        } catch (NoSuchFileException e) {
            return; // vanished between listing and reading: it was never in the plan
        } catch (IOException e) {
            if (!isLeftOutByName(folder, path, ignore)) {
                unreadable.add(path, e);
            }
            return;
        }
        SourceItem found = new SourceItem(child.file(), path, stat);
        SourceItem item = found.isDirectory() ? own.asBefore(found) : found;
        if (folder.counted) {
            count(item, Objects.requireNonNull(folder.taken));
        } else {
            try {
                decide(item, folder.taken, ignore);
            } catch (IOException e) {
                throw UnreadableEntryException.ofNeeded(unreadable.shown(path), e);
            }
        }
    }

    /**
     * Decides about an item; patterns never match a Git folder or its contents, so the more specific sources are asked
     * first.
     */
    private void decide(SourceItem item, @Nullable Match inherited, IgnoreFiles ignore) throws IOException {
        Match match = stronger(match(item.path(), item.isDirectory(), ignore), inherited);
        if (isClaimed(item, match)) {
            return;
        }
        refuseUnclaimedRepository(item);
        if (match == null) {
            add(item, null, ignore);
        } else if (!isLeftOut(item.path(), match)) {
            if (!item.isDirectory()) {
                plan.leftOut().keepTracked(match);
            }
            add(item, match, ignore);
        } else {
            count(item, match);
        }
    }

    /** Whether a source has planned the item. One that cannot examine what is left out has no claim to it. */
    private boolean isClaimed(SourceItem item, @Nullable Match match) throws IOException {
        boolean leftOut = match != null && isLeftOut(item.path(), match);
        try {
            return plan.claimed(item);
        } catch (FileSystemException e) {
            if (leftOut) {
                return false;
            }
            throw e;
        }
    }

    private boolean isLeftOut(RawPath path, Match match) throws IOException {
        return match.isExplicit() || !plan.isProtected(path);
    }

    /** Whether something is left out whether or not it is a folder, which is not known. */
    private boolean isLeftOutByName(Folder folder, RawPath path, IgnoreFiles ignore) throws IOException {
        if (folder.counted) {
            return true;
        }
        Match asFolder = stronger(match(path, true, ignore), folder.taken);
        Match match = asFolder == null ? match(path, false, ignore) : asFolder;
        return match != null && isLeftOut(path, match);
    }

    private @Nullable Match match(RawPath path, boolean isFolder, IgnoreFiles ignore) {
        Match match = context.rules().match(path, isFolder, ignore);
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
            throw new SourceException(unreadable.shown(item.path())
                    + " is a Git repository and no source on the class path can export it; add the artifact"
                    + " org.projectexporter:export-git to the class path");
        }
    }

    private void count(SourceItem item, Match match) throws IOException {
        if (item.isDirectory()) {
            push(item, match, true, IgnoreFiles.NONE);
        } else if (item.isFile()) {
            plan.leaveOut(item, context.inArchive(item.path()), match);
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
        push(item, taken, false, ignore);
    }

    private void push(SourceItem item, @Nullable Match taken, boolean counted, IgnoreFiles ignore) {
        folders.push(new Folder(item, listings.add(item.file()), taken, counted, ignore));
    }

    private void addFile(SourceItem item) throws IOException {
        FileStat stat = item.stat();
        if (!UnreadableItems.isReadable(item)) {
            unreadable.add(item.path(), new AccessDeniedException(item.file().toString()));
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

    private void addLink(SourceItem item) throws IOException {
        FileStat stat = item.stat();
        RawPath target;
        try {
            target = project.linkTarget(item.file(), stat);
        } catch (NoSuchFileException e) {
            vanished(item, "vanished before it was read");
            return;
        } catch (IOException e) {
            unreadable.add(item.path(), e);
            return;
        }
        plan.addWorkingFile(
                item,
                PlannedEntry.symbolicLink(context.inArchive(item.path()), role, stat.mtime(), stat.mode(), target));
    }
}
