package org.projectexporter.git.folder;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One row of the {@link GitFolderTable}: what has a name, or is in a folder of that name, and how it is exported. In a
 * pattern, {@code *} matches within one name, and {@code /**} at the end includes the folder itself and everything in
 * it.
 */
public final class GitFolderRow {
    /** How a path relates to a pattern. */
    enum Match {
        NONE,
        /** A folder that may contain something that matches. */
        ABOVE,
        HERE
    }

    private static final String BELOW = "**";

    private final String pattern;
    private final String tool;
    private final FolderRule rule;
    private final String what;
    private final List<String> names;
    private final List<Pattern> compiled;

    GitFolderRow(String pattern, String tool, FolderRule rule, String what, int flags) {
        this.pattern = pattern;
        this.tool = tool;
        this.rule = rule;
        this.what = what;
        this.names = List.of(pattern.split("/"));
        this.compiled =
                names.stream().map(name -> Pattern.compile(regex(name), flags)).toList();
    }

    private static String regex(String name) {
        return Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /** The pattern, relative to the repository's folder, or for a file of that name in any folder. */
    String pattern() {
        return pattern;
    }

    /** The program that keeps it there. */
    String tool() {
        return tool;
    }

    /** How it is exported. */
    public FolderRule rule() {
        return rule;
    }

    /** What it is, and if it is not exported, why. */
    public String what() {
        return what;
    }

    /** Whether it is defined by Git or Git LFS. */
    boolean isOfGit() {
        return tool.equals(GitFolderTable.GIT) || tool.equals(GitFolderTable.GIT_LFS);
    }

    Match match(String[] path) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(BELOW)) {
                return Match.HERE;
            }
            if (i == path.length) {
                return Match.ABOVE;
            }
            if (!compiled.get(i).matcher(path[i]).matches()) {
                return Match.NONE;
            }
        }
        return path.length == names.size() ? Match.HERE : Match.NONE;
    }
}
