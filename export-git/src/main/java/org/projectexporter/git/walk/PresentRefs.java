package org.projectexporter.git.walk;

import org.eclipse.jgit.lib.ObjectId;

import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.program.GitFatalException;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/** Checks that the objects that refs point to exist. */
public final class PresentRefs {
    /** Of this many missing objects at least one is still needed. */
    private static final int MAX_LOOKUPS = 10_000;

    private static final int CHECK_EVERY = 100_000;

    private PresentRefs() {}

    /**
     * Checks that the objects that the refs of a repository name exist. A note reports if this is not possible. Refs
     * that only a sync tool can have made, which Git passes over, are not checked.
     *
     * @throws SourceException if one is missing, and the repository is not to be exported as it is
     */
    public static void check(GitFolder repository, RefTips tips, PlanSink sink, HeapShare heap) throws IOException {
        try {
            Set<String> missing = new HashSet<>();
            for (String id : ObjectStore.retrying(() -> missing(repository, tips, heap))) {
                if (missing.size() < MAX_LOOKUPS) {
                    missing.add(id);
                }
            }
            if (!missing.isEmpty()) {
                requireMoved(repository, tips, missing, heap, sink);
            }
        } catch (SourceException e) {
            SourceException explained = GitErrors.explained(repository.inArchive(), e);
            if (!Damage.isKept(repository.context(), explained)) {
                throw explained;
            }
            sink.report(Damage.finding(repository, RawPath.ROOT, GitErrors.what(explained)));
        } catch (GitUnavailableException e) {
            report(repository, sink, "git is needed for this, but " + e.getMessage());
        }
    }

    /** A ref that has moved no longer needs its old object, which may be pruned by now; the plan still contains it. */
    private static void requireMoved(
            GitFolder repository, RefTips tips, Set<String> missing, HeapShare heap, PlanSink sink) throws IOException {
        RefTips now = RefTips.read(repository.file(), repository.context(), heap);
        for (Iterator<RefTips.Ref> refs = tips.refs().iterator(); refs.hasNext(); ) {
            RefTips.Ref ref = refs.next();
            if (missing.contains(ref.id()) && ref.id().equals(now.idOf(ref.name()))) {
                found(repository, ref, sink);
            }
        }
        now.clear();
    }

    private static void found(GitFolder repository, RefTips.Ref ref, PlanSink sink) throws SourceException {
        String what = ref.name() + " points to the object " + ref.id() + ", which is missing";
        if (StrayFiles.isPassedOver(ref.name())) {
            RawPath path = repository.path().resolve(ref.name());
            sink.report(Finding.of(Finding.Kind.NOTE, repository.context().inArchive(path), what));
        } else {
            Damage.found(repository, ref.name(), what, sink);
        }
    }

    private static void report(GitFolder repository, PlanSink sink, String why) {
        sink.report(Finding.of(
                Finding.Kind.NOTE,
                repository.inArchive(),
                "whether this repository is complete could not be checked: " + why));
    }

    private static IdList missing(GitFolder repository, RefTips tips, HeapShare heap) throws IOException {
        if (tips.kind().ids() != IdFormat.SHA1) {
            return missingByGit(repository, tips, heap);
        }
        IdList missing = new IdList(IdFormat.SHA1, new HeapShare(heap.left()), "the refs whose objects are missing");
        try (ObjectStore store = ObjectStore.open(repository.file(), repository.context())) {
            long looked = 0;
            String last = "";
            for (String id : tips.ids()) {
                if (!id.equals(last) && !store.has(ObjectId.fromString(id))) {
                    missing.add(id);
                }
                last = id;
                if (++looked % CHECK_EVERY == 0) {
                    repository.context().checkCancelled();
                }
            }
        }
        return missing;
    }

    private static IdList missingByGit(GitFolder repository, RefTips tips, HeapShare heap) throws IOException {
        try (PrivateGit git = PrivateGit.open(repository.file(), tips, repository.context())) {
            return git.missing(tips.ids(), heap);
        } catch (GitFatalException e) {
            throw GitErrors.broken(repository.inArchive(), "git reports: " + e.getMessage(), e);
        }
    }
}
