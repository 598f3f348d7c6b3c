package org.projectexporter.git;

import org.eclipse.jgit.lib.ObjectId;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;

/** Proves that what refs point to is there. */
final class PresentRefs {
    private PresentRefs() {}

    /**
     * Looks for the objects that the refs of a repository name. Where that cannot be done, a note says so.
     *
     * @throws SourceException if one is missing
     */
    static void check(GitFolder repository, RefTips tips, PlanSink sink) throws IOException {
        try {
            Map<RawPath, String> refs = tips.refs();
            Collection<String> missing =
                    ObjectStore.asked(() -> missing(repository, tips, new HashSet<>(refs.values())));
            for (Map.Entry<RawPath, String> ref : refs.entrySet()) {
                if (missing.contains(ref.getValue()) && isStill(repository, ref)) {
                    throw GitErrors.broken(
                            repository.inArchive(),
                            ref.getKey() + " points to the object " + ref.getValue() + ", which is missing");
                }
            }
        } catch (SourceException e) {
            throw GitErrors.explained(repository.inArchive(), e);
        } catch (UnansweredException e) {
            report(repository, sink, "git would have to be asked, but " + e.getMessage());
        }
    }

    /** A ref that has moved on needs its object no more, which may be pruned by now; the plan holds it. */
    private static boolean isStill(GitFolder repository, Map.Entry<RawPath, String> ref) throws IOException {
        return ref.getValue()
                .equals(RefTips.read(repository.file(), repository.context())
                        .refs()
                        .get(ref.getKey()));
    }

    private static void report(GitFolder repository, PlanSink sink, String why) {
        sink.report(
                Finding.of(Finding.Kind.NOTE, repository.inArchive(), "it is not known whether it is whole: " + why));
    }

    private static Collection<String> missing(GitFolder repository, RefTips tips, Set<String> ids) throws IOException {
        if (tips.kind().ids() != IdFormat.SHA1) {
            return missingByGit(repository, tips, ids);
        }
        try (ObjectStore store = ObjectStore.open(repository.file(), repository.context())) {
            ids.removeIf(id -> store.has(ObjectId.fromString(id)));
            return ids;
        }
    }

    private static Collection<String> missingByGit(GitFolder repository, RefTips tips, Set<String> ids)
            throws IOException {
        try (PrivateGit git = PrivateGit.open(repository.file(), tips, repository.context())) {
            return git.missing(ids);
        } catch (FatalException e) {
            throw GitErrors.broken(repository.inArchive(), "git says " + e.getMessage(), e);
        }
    }
}
