package org.projectexporter.git.restore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.VerifyResult;
import org.projectexporter.git.admission.FoundConfig;
import org.projectexporter.git.admission.FoundFilters;
import org.projectexporter.git.admission.FoundFolders;
import org.projectexporter.git.admission.FoundWorktreeLinks;
import org.projectexporter.git.admission.HarmfulGitFiles;
import org.projectexporter.git.admission.ImportedConfig;
import org.projectexporter.git.config.Filter;
import org.projectexporter.git.config.LfsFilter;
import org.projectexporter.git.config.ToolNotes;
import org.projectexporter.git.config.UserHooks;
import org.projectexporter.git.folder.GitDirectory;
import org.projectexporter.git.folder.GitFile;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.index.IndexEntry;
import org.projectexporter.git.proof.ProofFiles;
import org.projectexporter.git.proof.UnpackedRepository;
import org.projectexporter.git.refs.FoundRefs;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.files.SeenNames;

/**
 * Makes the repositories of an untrusted archive safe: nothing in them is run, and nothing points outside the project.
 * Files in a {@code .git} are checked while they are unpacked; any other folder may turn out to be a repository when
 * everything is unpacked.
 */
public final class GitRestorer implements ProjectRestorer {
    private static final RawPath GIT = RawPath.of(".git");
    private static final String LFS_OBJECTS = "/lfs/objects/";
    private static final String ANNEX_OBJECTS = "/annex/objects/";

    private final RestoreContext context;
    private final FoundFolders found = new FoundFolders();
    private final FoundWorktreeLinks worktreeLinks = new FoundWorktreeLinks();
    private final FoundRefs refs = new FoundRefs();
    private final RefFiles refFiles = new RefFiles();
    private final FoundFilters filters = new FoundFilters();
    /** Folders with Git LFS objects. */
    private final Set<RawPath> lfsStores = new TreeSet<>();

    private final Set<RawPath> reported = new TreeSet<>();
    /** Symbolic links in the indexes. */
    private final SeenNames trackedLinks = new SeenNames();

    /** Creates a restorer for one import. */
    public GitRestorer(RestoreContext context) {
        this.context = context;
    }

    @Override
    public Treatment treat(ArchiveEntry entry) throws IOException {
        RawPath path = entry.path();
        if (entry.type() == EntryType.DIRECTORY) {
            worktreeLinks.addFolder(path);
        }
        RawPath folder = gitFolderOf(path);
        if (folder != null && !folder.equals(path)) {
            recordMedia(path);
            if (isLeftOut(entry, folder)) {
                return Treatment.LEAVE_OUT;
            }
        }
        found.add(entry);
        if (!context.disk().holdsAllNames()) {
            refFiles.add(entry);
        }
        boolean gitFile = path.equals(folder) && entry.type() == EntryType.FILE;
        boolean ref = refs.wantsContent(entry);
        boolean kept = !gitFile
                && !ref
                && !FoundFolders.wantsContent(entry)
                && !isConfigOf(folder, entry)
                && !FoundFilters.wantsContent(entry, folder);
        return kept ? Treatment.KEEP : Treatment.REWRITE;
    }

    private boolean isLeftOut(ArchiveEntry entry, RawPath folder) {
        RawPath below = entry.path().relativeTo(folder);
        RawPath never = HarmfulGitFiles.neverImportedPart(below);
        if (never != null) {
            reportOnce(folder.resolve(never), String.valueOf(HarmfulGitFiles.whyNeverImported(never)));
            return true;
        }
        boolean lock = entry.type() == EntryType.FILE && GitNames.isLock(below);
        if (lock) {
            reportOnce(entry.path(), "a lock file: it would make Git refuse to change the repository");
        }
        return lock;
    }

    /** Whether an entry is the configuration of a folder {@code .git}, of any size. */
    private static boolean isConfigOf(@Nullable RawPath folder, ArchiveEntry entry) {
        return folder != null
                && entry.type() == EntryType.FILE
                && FoundConfig.isConfigName(entry.path())
                && folder.equals(entry.path().parent());
    }

    private void recordMedia(RawPath path) {
        RawPath ofLfs = folderBefore(LFS_OBJECTS, path);
        if (ofLfs != null) {
            lfsStores.add(ofLfs);
        }
        RawPath ofAnnex = folderBefore(ANNEX_OBJECTS, path);
        if (ofAnnex != null && reported.add(ofAnnex.resolve("annex"))) {
            context.report(ImportNote.Kind.NOTE, ofAnnex.resolve("annex"), ToolNotes.ANNEX);
        }
    }

    private static @Nullable RawPath folderBefore(String part, RawPath path) {
        byte[] bytes = path.bytes();
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(part);
        return end > 0 ? RawPath.of(Arrays.copyOf(bytes, end)) : null;
    }

    /** Hooks are many files, which are reported in a single line. */
    private void reportOnce(RawPath path, String why) {
        if (reported.add(path)) {
            context.report(ImportNote.Kind.LEFT_OUT, path, why);
        }
    }

    /** The topmost {@code .git} in a path; null if there is none. */
    private static @Nullable RawPath gitFolderOf(RawPath path) {
        RawPath topmost = null;
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            topmost = at.isNamed(GIT) ? at : topmost;
        }
        return topmost;
    }

    @Override
    public byte[] rewrite(ArchiveEntry entry, byte[] content) throws IOException {
        RawPath path = entry.path();
        if (path.isNamed(GIT)) {
            worktreeLinks.addFile(path, GitFile.target(content));
            return content;
        }
        if (FoundFilters.wantsContent(entry, gitFolderOf(path))) {
            filters.addContent(path, content);
        }
        refs.add(path, content);
        if (!isConfigOf(gitFolderOf(path), entry)) {
            if (FoundFolders.wantsContent(entry)) {
                found.addContent(path, content);
            }
            return content;
        }
        ImportedConfig config = ImportedConfig.of(path, content);
        FoundConfig examined = FoundConfig.of(config);
        examined.report(context);
        found.addConfig(examined);
        return config.bytes();
    }

    /** All repositories, without the parts that may do harm. */
    private Map<RawPath, RestoredRepository> cleaned(RestoredTree tree) throws IOException {
        found.resolve(head -> startsAsHead(tree.fileOf(head)));
        refuseLinks();
        refs.requireNone(found.repositories());
        Map<RawPath, RestoredRepository> repositories = new LinkedHashMap<>();
        for (RawPath folder : found.repositories()) {
            RestoredRepository repository = new RestoredRepository(folder, found.at(folder), tree, context);
            repositories.put(folder, repository);
            if (!found.isGit(folder)) {
                repository.clean();
            }
        }
        for (Map.Entry<RawPath, String> loose : found.loose().entrySet()) {
            reportOnce(loose.getKey(), loose.getValue());
            tree.remove(loose.getKey());
        }
        return repositories;
    }

    @Override
    public void finish(RestoredTree tree) throws IOException {
        Map<RawPath, RestoredRepository> repositories = cleaned(tree);
        worktreeLinks.resolve(found, tree, context);
        worktreeLinks.rewrite(found, tree);
        for (Map.Entry<RawPath, RestoredRepository> repository : repositories.entrySet()) {
            RawPath workTree = worktreeLinks.workTreeOf(repository.getKey());
            repository.getValue().checkIndexes((entry, at) -> addLink(workTree, entry));
        }
        guard(repositories);
        Set<RawPath> lfs = repositoriesOfLfs();
        for (Map.Entry<RawPath, RestoredRepository> repository : repositories.entrySet()) {
            repository.getValue().fitToDisk(refFiles);
            tree.setShared(repository.getKey(), found.at(repository.getKey()).isShared());
            if (lfs.contains(repository.getKey())) {
                repository.getValue().setUpLfs();
            }
            repository.getValue().refreshIndex(worktreeLinks.workTreeOf(repository.getKey()));
        }
    }

    private void addLink(@Nullable RawPath workTree, IndexEntry entry) throws IOException {
        if (workTree != null && entry.isLink()) {
            trackedLinks.put(workTree.resolve(entry.path()), SeenNames.Kind.LINK);
        }
    }

    @Override
    public boolean isTracked(RawPath link) {
        return trackedLinks.get(link) != null;
    }

    @Override
    public boolean isNeededToProve(ArchiveEntry file) {
        return ProofFiles.contain(file);
    }

    @Override
    public void prove(RestoredTree tree, ProjectRestorer.ProofContext proof) throws IOException {
        Map<RawPath, RestoredRepository> repositories = cleaned(tree);
        worktreeLinks.resolve(found, tree, context);
        for (RestoredRepository repository : repositories.values()) {
            repository.checkIndexes((entry, at) -> {});
        }
        for (Map.Entry<RawPath, RestoredRepository> repository : repositories.entrySet()) {
            if (repository.getValue().hasLostIndex()) {
                proof.report(new VerifyResult.Missing(
                        repository.getKey().toString(),
                        Optional.of("index"),
                        0,
                        List.of(),
                        "its index cannot be read, so what it needs is not known"));
            }
            new UnpackedRepository(repository.getKey(), tree, proof).prove();
        }
    }

    private void guard(Map<RawPath, RestoredRepository> repositories) throws IOException {
        for (Map.Entry<RawPath, Map<String, Filter>> used :
                filtersByRepository().entrySet()) {
            Objects.requireNonNull(repositories.get(used.getKey()))
                    .guard(used.getValue().values());
        }
    }

    private Map<RawPath, Map<String, Filter>> filtersByRepository() {
        return filters.byRepository(workTrees());
    }

    /** The repositories, by their working trees. */
    private Map<RawPath, RawPath> workTrees() {
        Map<RawPath, RawPath> workTrees = new HashMap<>();
        for (RawPath repository : found.repositories()) {
            RawPath workTree = worktreeLinks.workTreeOf(repository);
            workTrees.put(workTree == null ? repository : workTree, repository);
        }
        return workTrees;
    }

    /** The repositories that have media of Git LFS, or could get some. */
    private Set<RawPath> repositoriesOfLfs() {
        Set<RawPath> all = filters.ofLfs(workTrees());
        for (RawPath repository : found.repositories()) {
            if (lfsStores.contains(repository) || found.at(repository).hasLfs()) {
                all.add(repository);
            }
        }
        return all;
    }

    private static boolean startsAsHead(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return GitDirectory.isHead(in.readNBytes(GitDirectory.HEAD_BYTES));
        }
    }

    private void refuseLinks() throws RefusedArchiveException {
        for (RawPath link : found.links()) {
            throw RestoredRepository.refusedLink(link);
        }
    }

    @Override
    public void finishDry() throws IOException {
        found.resolve(head -> true);
        refuseLinks();
        refs.requireNone(found.repositories());
        for (RawPath folder : found.repositories()) {
            if (!found.isGit(folder)) {
                found.at(folder).report(folder, context);
            }
        }
        found.loose().forEach(this::reportOnce);
        worktreeLinks.resolve(found, null, context);
        for (RawPath folder : repositoriesOfLfs()) {
            if (found.at(folder).lacksLfs()) {
                context.report(ImportNote.Kind.NOTE, folder.resolve("config"), LfsFilter.SET_UP);
            }
            if (UserHooks.areElsewhere(System.getenv())) {
                context.report(ImportNote.Kind.NOTE, folder.resolve(LfsHooks.FOLDER), LfsHooks.ELSEWHERE);
            }
        }
        filtersByRepository().forEach((folder, used) -> used.values()
                .forEach(filter -> context.report(ImportNote.Kind.NOTE, folder.resolve("config"), filter.imported())));
    }
}
