package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.git.folder.GitFileRules;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.folder.Modules;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * One reading of everything mutable in a repository. If two readings agree, the repository was in that state between
 * them.
 */
final class RepositorySnapshot {
    /** An item that is not read: a folder, a link, another repository, or something that is left out. */
    record Other(SourceItem item, GitFileRules.Treatment treatment) {}

    private static final RawPath REFS = RawPath.of("refs");
    private static final RawPath HEAD_LOCK = RawPath.of("HEAD.lock");
    private static final RawPath PACKED_REFS_LOCK = RawPath.of("packed-refs.lock");

    private final GitFolder repository;
    private final FileCapture capture;
    private final Map<RawPath, CapturedFile> before;
    private final Map<RawPath, CapturedFile> files = new TreeMap<>();
    private final List<Other> others = new ArrayList<>();
    /** A Git LFS store in the repository under another name; it is exported under its usual one. */
    private final @Nullable Path movedLfs;

    private RepositorySnapshot(GitFolder repository, FileCapture capture, Map<RawPath, CapturedFile> before)
            throws IOException {
        this.movedLfs = LfsStorage.moved(repository.file(), repository.context());
        this.repository = repository;
        this.capture = capture;
        this.before = before;
    }

    static RepositorySnapshot first(GitFolder repository, FileCapture capture) throws IOException {
        return new RepositorySnapshot(repository, capture, Map.of()).readAll();
    }

    /** Reads everything again; files that did not change are not captured twice. */
    RepositorySnapshot again() throws IOException {
        return new RepositorySnapshot(repository, capture, files).readAll();
    }

    boolean agreesWith(RepositorySnapshot other) {
        return digests().equals(other.digests());
    }

    /** Whether refs were locked: Git is about to move them, is moving them, or was killed while doing so. */
    boolean showsTransaction() {
        return others.stream().map(Other::item).anyMatch(this::locksRefs);
    }

    private boolean locksRefs(SourceItem item) {
        RawPath path = repository.relative(item);
        return GitNames.isLock(path)
                && (path.startsWith(REFS) || path.equals(HEAD_LOCK) || path.equals(PACKED_REFS_LOCK));
    }

    private Map<RawPath, String> digests() {
        Map<RawPath, String> digests = new TreeMap<>();
        files.forEach((path, file) -> digests.put(path, file.sourceDigest()));
        return digests;
    }

    /** Whether a file, given its path relative to the project's folder, existed. */
    boolean has(RawPath path) {
        return files.containsKey(path);
    }

    Iterable<CapturedFile> files() {
        return files.values();
    }

    List<Other> others() {
        return others;
    }

    private RepositorySnapshot readAll() throws IOException {
        List<SourceItem> top = new ArrayList<>(repository.children(repository.item()));
        top.sort(Comparator.comparingInt(GitFileRules::rank));
        try {
            readEach(top);
        } finally {
            capture.release();
        }
        for (Map.Entry<RawPath, CapturedFile> gone : before.entrySet()) {
            if (!files.containsKey(gone.getKey())) {
                capture.forget(gone.getValue().item());
            }
        }
        return this;
    }

    private void readEach(List<SourceItem> items) throws IOException {
        repository.context().checkCancelled();
        for (SourceItem item : items) {
            RawPath path = repository.relative(item);
            if (repository.owns(path) && !item.file().equals(movedLfs)) {
                read(item, treatment(item, path));
            }
        }
    }

    /** A link may lead to credentials that would not be exported under their own name. */
    private GitFileRules.Treatment treatment(SourceItem item, RawPath path) throws IOException {
        GitFileRules.Treatment treatment = GitFileRules.of(item, path);
        boolean rewritten = treatment == GitFileRules.Treatment.CONFIG || treatment == GitFileRules.Treatment.INDEX;
        return item.isFile() && !rewritten && repository.isBehindLink(item) && CredentialFiles.isOneByOwnName(item)
                ? GitFileRules.Treatment.CREDENTIALS
                : treatment;
    }

    private void read(SourceItem item, GitFileRules.Treatment treatment) throws IOException {
        switch (treatment) {
            case LOG, STATE, CAPTURE_EXACTLY, INDEX, REFTABLE, CONFIG -> readFile(item, treatment);
            case JUDGED -> {
                if (CredentialFiles.isOne(item)) {
                    others.add(new Other(item, GitFileRules.Treatment.CREDENTIALS));
                } else {
                    readFile(item, treatment);
                }
            }
            case FOLDER -> readFolder(item);
            default -> others.add(new Other(item, treatment));
        }
    }

    private void readFile(SourceItem item, GitFileRules.Treatment treatment) throws IOException {
        CapturedFile file = capture.read(item, treatment, before.get(item.path()));
        if (file != null) {
            files.put(item.path(), file);
        }
    }

    private void readFolder(SourceItem folder) throws IOException {
        if (Modules.isRepository(folder, repository.relative(folder))) {
            others.add(new Other(folder, GitFileRules.Treatment.REPOSITORY));
        } else {
            others.add(new Other(folder, GitFileRules.Treatment.FOLDER));
            readEach(repository.children(folder));
        }
    }
}
