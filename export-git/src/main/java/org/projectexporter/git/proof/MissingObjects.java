package org.projectexporter.git.proof;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.program.GitFatalException;
import org.projectexporter.git.program.GitOutput;
import org.projectexporter.git.program.PrivateGit;
import org.projectexporter.spi.files.HeapShare;

/**
 * The objects that some ids lead to and that a repository does not have: git-rev-list(1), {@code --objects
 * --missing=print}. Its commit-graph and multi-pack-index are not used, since they may name objects that are gone.
 */
final class MissingObjects {
    /** More are counted, but not named. */
    private static final int MOST_NAMED = 10;
    /** Ids that are known to be counted; beyond that, one may be counted twice. */
    private static final int MOST_KNOWN = 10_000;
    /** Ids whose promises are looked for in one walk. */
    private static final int AT_ONCE = 100_000;

    private static final Pattern ID = Pattern.compile("\\b(?:[0-9a-f]{64}|[0-9a-f]{40})\\b");
    private static final List<String> CONFIG =
            List.of("-c", "core.commitGraph=false", "-c", "core.multiPackIndex=false", "--no-replace-objects");
    /** With a promisor remote, even one that does not exist, Git regards what promisor packs refer to as promised. */
    private static final List<String> PROMISED = List.of("-c", "remote.promised.promisor=true");

    private final PrivateGit git;
    private final HeapShare heap;
    private final Set<String> known = new HashSet<>();
    private final List<String> named = new ArrayList<>();
    private long count;
    private long promised;
    private @Nullable String stopped;

    private MissingObjects(PrivateGit git, HeapShare heap) {
        this.git = git;
        this.heap = heap;
    }

    /**
     * Follows everything that ids lead to.
     *
     * @param partial whether objects that a remote has promised may be absent
     */
    static MissingObjects of(PrivateGit git, Iterable<String> tips, boolean partial, HeapShare heap)
            throws IOException {
        MissingObjects missing = new MissingObjects(git, heap);
        IdList absent = git.missing(tips, heap);
        IdList present = git.present(tips, heap);
        if (partial) {
            missing.followPromised(absent, present);
        } else {
            absent.forEach(missing::add);
            missing.walk(List.of(), "print", present, missing::add);
        }
        absent.clear();
        present.clear();
        return missing;
    }

    private void add(String id) {
        if (known.size() < MOST_KNOWN ? known.add(id) : !known.contains(id)) {
            count++;
            if (named.size() < MOST_NAMED) {
                named.add(id);
            }
        }
    }

    /**
     * In a partial clone: what is missing must be promised, that is, an object in a pack from the remote refers to it.
     * An index may name promised objects, too; they are found by following the refs.
     */
    private void followPromised(IdList absent, IdList present) throws IOException {
        Iterator<String> left = absent.iterator();
        do {
            Set<String> some = new LinkedHashSet<>();
            while (left.hasNext() && some.size() < AT_ONCE) {
                some.add(left.next());
            }
            promised = 0;
            walk(List.of(), "print", present, id -> {
                promised++;
                some.remove(id);
            });
            some.forEach(this::add);
        } while (left.hasNext());
        if (promised > 0) {
            walk(PROMISED, "allow-promisor", present, this::add);
        }
    }

    private void walk(List<String> config, String missing, Iterable<String> tips, Consumer<String> visitor)
            throws IOException {
        List<String> command = new ArrayList<>(CONFIG);
        command.addAll(config);
        command.addAll(List.of("rev-list", "--objects", "--no-object-names", "--missing=" + missing, "--stdin"));
        try (GitOutput output = git.run(tips, List.of(command))) {
            for (String line = output.line(); line != null; line = output.line()) {
                if (line.startsWith("?")) {
                    visitor.accept(line.substring(1));
                }
            }
            output.requireSuccess();
        } catch (GitFatalException e) {
            stopped = e.getMessage();
            addNamedIn(e.report());
        }
    }

    /** Git stops at a commit or tag that is missing, and names it among others that are not. */
    private void addNamedIn(String report) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (Matcher id = ID.matcher(report); id.find(); ) {
            ids.add(id.group());
        }
        git.missing(ids, heap).forEach(this::add);
    }

    /** Whether there are none, and everything has been followed. */
    boolean isEmpty() {
        return count == 0 && stopped == null;
    }

    /** How many there are, as far as could be followed. */
    long count() {
        return count;
    }

    /** The ids of the first ones. */
    List<String> named() {
        return named;
    }

    /** How many are missing that a remote has promised. */
    long promised() {
        return promised;
    }

    /** What is wrong, in one phrase. */
    String explained() {
        String objects = count == 1 ? "object " + String.join("", named) + " is" : count + " objects are";
        String examples = count > 1 ? ", such as " + named.get(0) : "";
        if (count == 0) {
            return "not everything it needs can be read; git says: " + stopped;
        }
        return objects + " not in the archive" + examples
                + (stopped == null ? "" : "; what lies beyond could not be followed");
    }
}
