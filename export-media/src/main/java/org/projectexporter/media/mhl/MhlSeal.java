package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** Adds a generation to the history of the project, and to each history of a folder in it. */
final class MhlSeal implements SealFormat.Seal {
    private final SealFormat.Context context;
    private final List<MhlHistories.Mismatch> mismatches;
    private final MhlTree tree;
    private final MhlHash kind;
    private final MhlKinds kinds;

    /**
     * Decides what is sealed.
     *
     * @param hasFurtherNames whether there are hard links among the files
     */
    MhlSeal(SealFormat.Context context, MhlHistories found, boolean hasFurtherNames) throws IOException {
        this.context = context;
        this.tree = new MhlTree(context, found);
        this.mismatches = found.mismatches().stream()
                .filter(each -> each.isOfManifest() || tree.isContinued(each.folder()))
                .toList();
        this.kind = kind();
        this.kinds = new MhlKinds(context, tree, kind, hasFurtherNames);
    }

    /** What the user wants, else what the history has, its outermost one first, else the default. */
    private MhlHash kind() {
        if (context.hash().isPresent()) {
            return Objects.requireNonNull(MhlHash.named(context.hash().get()), "checked before");
        }
        return Objects.requireNonNullElse(tree.kind(), MhlHash.XXH64);
    }

    @Override
    public boolean replaces(RawPath path) {
        return path.isNamed(MhlNames.CHAIN) && MhlNames.isOfHistory(path) && tree.has(MhlHistories.folderOf(path));
    }

    @Override
    public SealFormat.@Nullable Digest digest(RawPath path) {
        Set<MhlHash> all = kinds.of(path);
        return all.isEmpty() ? null : new MhlDigest(all);
    }

    @Override
    public void finish(SealFormat.Archived archived, SealFormat.Sink sink) throws IOException {
        MhlContents contents = MhlContents.of(archived, context, tree, kind);
        for (MhlHistories.Mismatch mismatch : mismatches) {
            sink.report(Finding.of(Finding.Kind.SEAL_FAILED, mismatch.path(), mismatch.what()));
        }
        Map<RawPath, MhlFolders.Hashes> hashes = contents.hashes();
        MhlSummary summary = new MhlSummary(sink);
        Map<RawPath, MhlGeneration.Written> written = new TreeMap<>();
        for (MhlHistory history : tree.innermostFirst()) {
            List<MhlGeneration.Written> children = children(history, written);
            Set<RawPath> folders = new LinkedHashSet<>(contents.folders(history));
            children.forEach(child -> folders.add(child.folder())); // these are in both
            MhlGeneration.Contents generation = new MhlGeneration.Contents(
                    new MhlComparison(history, kind, contents, summary).compare(folders, hashes),
                    folders,
                    hashes,
                    contents.times(),
                    MhlPatterns.of(history, contents),
                    children);
            written.put(
                    history.folder(),
                    new MhlGeneration(history, kind, context.time())
                            .write(generation, sink, contents.hasOwnFolder(history)));
        }
        summary.report(tree.outermost().generation() + 1, contents.unnameable().size());
    }

    /** The new manifests of the histories directly below one. */
    private List<MhlGeneration.Written> children(MhlHistory history, Map<RawPath, MhlGeneration.Written> written) {
        return written.entrySet().stream()
                .filter(each -> tree.historyOf(each.getKey()) == history)
                .map(Map.Entry::getValue)
                .toList();
    }
}
