package org.projectexporter.git.walk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.projectexporter.git.folder.Streams;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.program.GitFatalException;
import org.projectexporter.git.program.GitOutput;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;

/**
 * Follows everything that refs, HEAD, reflogs (stashes among them) and an index need, commits, trees and blobs, in the
 * objects of a repository, and asks for each object whether an archive has it. A shallow clone ends at its boundary.
 *
 * <p>The program {@code git} does the walk: git-rev-list(1), {@code --objects --missing=print}. Where a commit is
 * missing it stops, and what only that commit leads to is not followed.
 */
public final class Closure {
    private static final List<String> WALK =
            List.of("--no-replace-objects", "rev-list", "--objects", "--no-object-names", "--missing=print", "--stdin");
    /** More refs than these are not walked one by one to name those that are not whole. */
    private static final int MOST_REFS_NAMED = 200;

    /** The starting points of the walk, as they are in the archive. */
    public record Start(RefTips tips, Iterable<String> indexed, @Nullable Supplier shallow) {
        /** Opens the content of the file {@code shallow}. */
        @FunctionalInterface
        public interface Supplier {
            InputStream open() throws IOException;
        }
    }

    private final PrivateGit git;
    private final Start start;
    private final Predicate<String> archived;
    private final Predicate<String> lost;
    private final HeapShare heap;
    private final Set<String> absent = new HashSet<>();
    private boolean followed = true;

    private Closure(PrivateGit git, Start start, Predicate<String> archived, Predicate<String> lost, HeapShare heap) {
        this.git = git;
        this.start = start;
        this.archived = archived;
        this.lost = lost;
        this.heap = heap;
    }

    /**
     * Follows everything.
     *
     * @param gitFolder the repository whose objects are read
     * @param archived whether the archive has an object
     * @param lost whether the repository had an object when it was planned, and the archive does not have it; others
     *     that are missing from the repository had been pruned or were never fetched
     * @throws GitUnavailableException if there is no usable Git
     */
    public static Closure of(
            Path gitFolder,
            Start start,
            Predicate<String> archived,
            Predicate<String> lost,
            SourceContext context,
            HeapShare heap)
            throws IOException {
        try (PrivateGit git = PrivateGit.open(gitFolder, start.tips(), context)) {
            Closure closure = new Closure(git, start, archived, lost, heap);
            closure.useBoundary();
            closure.follow();
            return closure;
        }
    }

    private void useBoundary() throws IOException {
        if (start.shallow() == null) {
            git.setShallow(null);
        } else {
            try (InputStream boundary = start.shallow().open()) {
                git.setShallow(boundary);
            }
        }
    }

    private void follow() throws IOException {
        List<Iterable<String>> tips = List.of(start.tips().ids(), start.tips().logged(), start.indexed());
        Iterable<String> all = () -> tips.stream().flatMap(Streams::of).iterator();
        IdList gone = git.missing(all, heap);
        gone.forEach(this::lookUpMissing);
        gone.clear();
        IdList present = git.present(all, heap);
        try {
            walk(present);
        } catch (GitFatalException e) {
            followed = false;
        }
        present.clear();
    }

    private void walk(Iterable<String> tips) throws IOException {
        try (GitOutput output = git.run(tips, List.of(WALK))) {
            for (String line = output.line(); line != null; line = output.line()) {
                if (line.startsWith("?")) {
                    lookUpMissing(line.substring(1));
                } else if (!archived.test(line)) {
                    absent.add(line);
                }
            }
            output.requireSuccess();
        }
    }

    /** An object that the repository no longer has: if the archive has it, what it needs is not known. */
    private void lookUpMissing(String id) {
        if (archived.test(id)) {
            followed = false;
        } else if (lost.test(id)) {
            absent.add(id);
        }
    }

    /** Ids of objects that are needed and that the archive does not have. */
    public Set<String> absent() {
        return absent;
    }

    /** Whether all that the tips need is known: false if objects have been pruned that lead to others. */
    public boolean isFollowed() {
        return followed;
    }

    /**
     * The names of refs that need one of {@code lost}, or whose history can no longer be followed.
     *
     * @param absent whether an object is one that the archive does not have
     */
    public static List<RawPath> refsNeeding(
            Predicate<String> absent, Path gitFolder, Start start, SourceContext context, HeapShare heap)
            throws IOException {
        List<RawPath> names = new ArrayList<>();
        List<RefTips.Ref> refs = start.tips().refs().limit(MOST_REFS_NAMED + 1).toList();
        if (refs.size() > MOST_REFS_NAMED) {
            return names;
        }
        for (RefTips.Ref ref : refs) {
            Closure one;
            try (PrivateGit git = PrivateGit.open(gitFolder, start.tips(), context)) {
                one = new Closure(git, start, absent.negate(), absent, heap);
                one.useBoundary();
                one.followOne(ref.id());
            }
            if (!one.absent.isEmpty() || !one.followed) {
                names.add(ref.name());
            }
        }
        return names;
    }

    private void followOne(String id) throws IOException {
        if (git.missing(List.of(id), heap).iterator().hasNext()) {
            followed = false;
            return;
        }
        try {
            walk(List.of(id));
        } catch (GitFatalException e) {
            followed = false;
        }
    }
}
