package org.projectexporter.it.exports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** A repository in use: commits, amends, stashes, new and deleted branches, packing and pruning. */
final class LiveRepository implements Mutator.Step {
    /** Refs that one transaction moves together. */
    static final int PAIRED_REFS = 6;

    private static final int FILES = 20;
    private static final int MOST_PAUSE_MILLIS = 40;

    private final GitFixture git;
    private int count;

    LiveRepository(GitFixture git) throws IOException {
        this.git = git;
        git.git("config", "gc.auto", "0");
        git.git("config", "advice.detachedHead", "false");
        git.lfs("*.mp4").file(".gitignore", "/live/\n");
        for (int i = 0; i < FILES; i++) {
            git.file("tracked/" + i, "first\n").commit("First " + i);
        }
        git.file("shots/0.mp4", new Noise(1).bytes(100_000)).commit("First shot");
        movePairs();
    }

    @Override
    public void run(Random random) throws IOException {
        count++;
        String file = "tracked/" + random.nextInt(FILES);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> git.file(file, new Noise(count).text(200)).commit("Take " + count);
            case 4 -> amend(file);
            case 5 -> stash(file);
            case 6, 7 -> addBranch();
            case 8 -> removeBranches();
            case 9, 10, 11, 12, 13 -> movePairs();
            case 14 ->
                git.file("shots/" + count % 5 + ".mp4", new Noise(count).bytes(50_000 + count))
                        .commit("Shot " + count);
            case 15 -> git.git("pack-refs", "--all");
            case 16 -> git.git("repack", "-adq");
            case 17, 18 -> git.git("gc", "-q", "--prune=now");
            default -> git.git("checkout", "-q", random.nextBoolean() ? "HEAD~1" : "main");
        }
        Mutator.sleep(random.nextInt(MOST_PAUSE_MILLIS));
    }

    private void amend(String file) throws IOException {
        git.file(file, new Noise(count).text(100));
        git.git("commit", "-q", "-a", "--amend", "-m", "Amended " + count);
    }

    private void stash(String file) throws IOException {
        git.stash(file, new Noise(count).text(100));
        if (count % 3 == 0) {
            git.git("stash", "pop", "-q");
            git.git("checkout", "-q", "-f");
        }
    }

    private String newCommit() throws IOException {
        return git.git("commit-tree", "-m", "Beside " + count, "-p", "HEAD", "HEAD^{tree}")
                .strip();
    }

    private void addBranch() throws IOException {
        git.git("update-ref", "refs/heads/side/" + count, newCommit());
    }

    private void removeBranches() throws IOException {
        for (String ref : git.git("for-each-ref", "--format=%(refname)", "refs/heads/side")
                .lines()
                .toList()) {
            git.git("update-ref", "-d", ref);
        }
    }

    /** One transaction, which git-update-ref(1) makes of all its input. */
    private void movePairs() throws IOException {
        String commit = newCommit();
        StringBuilder transaction = new StringBuilder();
        for (int i = 0; i < PAIRED_REFS; i++) {
            transaction
                    .append("update refs/heads/pair/")
                    .append(i)
                    .append(' ')
                    .append(commit)
                    .append('\n');
        }
        byte[] input = transaction.toString().getBytes(StandardCharsets.US_ASCII);
        Exec.in(git.folder())
                .run(List.of("git", "update-ref", "--stdin"), input)
                .ok();
    }

    Path folder() {
        return git.folder();
    }
}
