package org.projectexporter.git.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;

/**
 * The hooks that {@code git lfs install} creates. Without {@code pre-push}, {@code git push} uploads no media and still
 * succeeds; the others make locked files read-only. Hooks of an archive are never imported; these have a text of ours.
 *
 * <p>The text is one of those that Git LFS, since 2.4, recognizes as its own, so that {@code git lfs update} and
 * {@code git lfs uninstall} work: {@code LoadHooks} in its {@code lfs/hook.go}.
 */
final class LfsHooks {
    /** The folder of the hooks in the folder of a repository. */
    static final RawPath FOLDER = RawPath.of("hooks");

    /** What is reported if Git would not run them. */
    static final String ELSEWHERE = "hooks are taken from a folder that you have chosen (core.hooksPath): run git lfs"
            + " install --local in the project, or git push may leave its media behind";

    /** What is reported if nothing may be added to the repository. */
    static final String READ_ONLY =
            "hooks of Git LFS were not added, since the repository is read-only: before git push"
                    + " from it, make it writable and run git lfs install --local";

    private static final List<String> NAMES = List.of("post-checkout", "post-commit", "post-merge", "pre-push");

    private static final String TEXT =
            """
            #!/bin/sh
            command -v git-lfs >/dev/null 2>&1 || { echo >&2 "\\nThis repository is configured for Git LFS but \
            'git-lfs' was not found on your path. If you no longer wish to use Git LFS, remove this hook by deleting \
            '.git/hooks/NAME'.\\n"; exit 2; }
            git lfs NAME "$@"
            """;

    private static final int READ = 0444;

    private LfsHooks() {}

    /**
     * Creates the hooks of a repository. Whoever may read its configuration may run them.
     *
     * @param config the configuration
     */
    static void create(RawPath folder, FileStat config, RestoredTree tree) throws IOException {
        int mode = (config.mode() & 0666) | ((config.mode() & READ) >> 2);
        for (String name : NAMES) {
            byte[] text = TEXT.replace("NAME", name).getBytes(StandardCharsets.US_ASCII);
            tree.create(folder.resolve(FOLDER).resolve(name), text, mode);
        }
    }
}
