package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** One reading of all that is mutable in a repository. Two readings that agree show a state that it was in between them. */
final class Reading {
    /** Something that is not read: folders, links, what stays behind, other repositories. */
    record Other(SourceItem item, GitFileRules.Treatment treatment) {}

    private final GitFolder repository;
    private final FileCapture capture;
    private final Map<RawPath, CapturedFile> before;
    private final Map<RawPath, CapturedFile> files = new TreeMap<>();
    private final List<Other> others = new ArrayList<>();
    /** A store that lies in the repository under another name; it travels under its usual one. */
    private final @Nullable Path movedLfs;

    private Reading(GitFolder repository, FileCapture capture, Map<RawPath, CapturedFile> before) throws IOException {
        this.movedLfs = LfsStorage.moved(repository.file(), repository.context());
        this.repository = repository;
        this.capture = capture;
        this.before = before;
    }

    static Reading first(GitFolder repository, FileCapture capture) throws IOException {
        return new Reading(repository, capture, Map.of()).readAll();
    }

    /** Reads all again; what did not change is not captured twice. */
    Reading again() throws IOException {
        return new Reading(repository, capture, files).readAll();
    }

    boolean agreesWith(Reading other) {
        return digests().equals(other.digests());
    }

    private Map<RawPath, String> digests() {
        Map<RawPath, String> digests = new TreeMap<>();
        files.forEach((path, file) -> digests.put(path, file.sourceDigest()));
        return digests;
    }

    /** Whether a file, seen from the project's folder, was there. */
    boolean has(RawPath path) {
        return files.containsKey(path);
    }

    Iterable<CapturedFile> files() {
        return files.values();
    }

    List<Other> others() {
        return others;
    }

    private Reading readAll() throws IOException {
        List<SourceItem> top = new ArrayList<>(repository.children(repository.item()));
        top.sort(Comparator.comparingInt(GitFileRules::rank));
        readEach(top);
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
                read(item, GitFileRules.of(item, path));
            }
        }
    }

    private void read(SourceItem item, GitFileRules.Treatment treatment) throws IOException {
        switch (treatment) {
            case CAPTURE, CAPTURE_EXACTLY, INDEX, REFTABLE, CONFIG -> {
                CapturedFile file = capture.read(item, treatment, before.get(item.path()));
                if (file != null) {
                    files.put(item.path(), file);
                }
            }
            case FOLDER -> readFolder(item);
            default -> others.add(new Other(item, treatment));
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
