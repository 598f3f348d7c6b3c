package org.projectexporter.git.folder;

import static org.projectexporter.git.folder.FolderRule.CONFIG;
import static org.projectexporter.git.folder.FolderRule.CONTENT;
import static org.projectexporter.git.folder.FolderRule.DERIVED;
import static org.projectexporter.git.folder.FolderRule.FILES;
import static org.projectexporter.git.folder.FolderRule.HOOKS;
import static org.projectexporter.git.folder.FolderRule.INDEX;
import static org.projectexporter.git.folder.FolderRule.LFS;
import static org.projectexporter.git.folder.FolderRule.LOG;
import static org.projectexporter.git.folder.FolderRule.MODULES;
import static org.projectexporter.git.folder.FolderRule.NEVER;
import static org.projectexporter.git.folder.FolderRule.OBJECTS;
import static org.projectexporter.git.folder.FolderRule.REFTABLE;
import static org.projectexporter.git.folder.FolderRule.SECRET;
import static org.projectexporter.git.folder.FolderRule.STATE;
import static org.projectexporter.git.folder.FolderRule.UNKNOWN;
import static org.projectexporter.git.folder.FolderRule.WORKTREES;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * Everything that is known to be in the folder of a repository, and how it is exported. The same table is a page of the
 * documents, {@code docs/git-folder.md}.
 *
 * <p>Sources: gitrepository-layout(5) and the commands of Git; for other tools, their documentation and source, of
 * which the important facts are on that page.
 */
public final class GitFolderTable {
    static final String GIT = "Git";
    static final String GIT_LFS = "Git LFS";
    private static final String ANNEX = "git-annex";
    private static final String SVN = "git-svn";
    private static final String ANY = "any";

    private static final String CRYPT = "git-crypt";
    private static final String GCRYPT = "git-remote-gcrypt";

    private static final Set<String> IN_BARE_REPOSITORIES = Set.of(ANNEX, SVN, CRYPT, GCRYPT);

    /** In order: the first row that matches decides. */
    private static final List<GitFolderRow> ROWS = new ArrayList<>();

    /** For files of a name in any folder, except where Git or Git LFS define the names, and in stores of content. */
    private static final List<GitFolderRow> ANYWHERE = new ArrayList<>();

    private static final GitFolderRow WAY =
            new GitFolderRow("**", GIT, STATE, "a folder above something that the table contains", 0);
    private static final GitFolderRow OTHER =
            new GitFolderRow("**", ANY, UNKNOWN, "no part of Git, Git LFS or a tool that is known", 0);

    static {
        git();
        storesOfContent();
        annex();
        otherTools();
        anywhere();
    }

    /** Rows by the name that they begin with; under the empty name, those that begin with a pattern. */
    private static final Map<String, List<GitFolderRow>> BY_NAME = new TreeMap<>();

    static {
        for (GitFolderRow row : ROWS) {
            String first = first(row.pattern());
            BY_NAME.computeIfAbsent(first.contains("*") ? "" : first, name -> new ArrayList<>())
                    .add(row);
        }
    }

    private GitFolderTable() {}

    private static void row(String pattern, String tool, FolderRule rule, String what) {
        ROWS.add(new GitFolderRow(pattern, tool, rule, what, 0));
    }

    private static void git() {
        row("FETCH_HEAD", GIT, NEVER, "the URLs that were fetched from");
        row("*HEAD", GIT, STATE, "HEAD, and refs of operations in progress, such as `MERGE_HEAD`");
        row("refs/**", GIT, STATE, "refs");
        row("packed-refs", GIT, STATE, "refs");
        row("reftable/**", GIT, REFTABLE, "refs and reflogs");
        row("logs/**", GIT, LOG, "reflogs, and with them all stashes");
        row("objects/**", GIT, OBJECTS, "objects");
        row("shallow", GIT, STATE, "where the history of a shallow clone ends");
        row("index", GIT, INDEX, "the index");
        row("sharedindex.*", GIT, STATE, "what a split index is based on");
        row("config", GIT, CONFIG, "only settings of an allow list are kept");
        row("config.worktree", GIT, CONFIG, "only settings of an allow list are kept");
        row("description", GIT, STATE, "the repository's title");
        for (String name : List.of("exclude", "attributes", "sparse-checkout", "grafts", "refs")) {
            row("info/" + name, GIT, STATE, "see gitrepository-layout(5)");
        }
        row("AUTO_MERGE", GIT, STATE, "the tree of a merge with conflicts");
        row("MERGE_*", GIT, STATE, "a merge in progress; its message is content, since it is committed as it is");
        row("SQUASH_MSG", GIT, STATE, "the message of a squash");
        row("*_EDITMSG", GIT, STATE, "a message that is or was being edited");
        row("EDIT_DESCRIPTION", GIT, STATE, "a branch's description that was being edited");
        row("PREPARE_COMMIT_MSG", GIT, STATE, "a message that git gui prepares");
        row("GITGUI_*", GIT, STATE, "a message in git gui");
        row("NOTES_MERGE_*/**", GIT, STATE, "a merge of notes in progress");
        row("BISECT_*", GIT, STATE, "git bisect in progress");
        row("rebase-apply/**", GIT, STATE, "git am or git rebase in progress, with the patches");
        row("rebase-merge/**", GIT, STATE, "git rebase in progress");
        row(".dotest*/**", GIT, STATE, "the same by Git before 1.6");
        row("sequencer/**", GIT, STATE, "git cherry-pick or git revert in progress");
        row("rr-cache/**", GIT, STATE, "resolutions that git rerere has recorded, as text of the files");
        row("lost-found/**", GIT, STATE, "what git fsck --lost-found has found");
        row("common/**", GIT, STATE, "shared by all worktrees");
        row("gc.log", GIT, LOG, "the errors of the last git gc");
        row("cloneurl", GIT, LOG, "URLs that gitweb shows");
        row("category", GIT, STATE, "what gitweb shows");
        row("README.html", GIT, STATE, "what gitweb shows");
        row("git-daemon-export-ok", GIT, STATE, "for git daemon");
        row("modules/**", GIT, MODULES, "the repositories of submodules; each `config` is rewritten");
        row("worktrees/**", GIT, WORKTREES, "other worktrees; the HEAD of each is listed");
        row("hooks/**", GIT, HOOKS, "programs");
        row("branches/**", GIT, NEVER, "remotes with their URLs, before Git 1.5");
        row("remotes/**", GIT, NEVER, "remotes with their URLs, before Git 1.5");
        row("gc.pid", GIT, NEVER, "a running git gc");
        row("fsmonitor*/**", GIT, NEVER, "a running file system monitor");
        row("gitweb/**", GIT, DERIVED, "the web server of git instaweb");
        row("gitk.cache", GIT, DERIVED, "gitk creates it");
        row("index.stash.*", GIT, DERIVED, "a temporary index");
        row("next-index-*", GIT, DERIVED, "a temporary index");
        row("fast_import_crash_*", GIT, DERIVED, "a crash report of git fast-import");
        row("addp-hunk-edit.diff", GIT, DERIVED, "what git add --patch was editing");
        row("ADD_EDIT.patch", GIT, DERIVED, "what git add --edit was editing");
        row(".gitsendemail.*", GIT, DERIVED, "what git send-email was editing");
        row("filter-repo/**", "git-filter-repo", FILES, "which commits became which");
        for (String name : List.of("tmp", "incomplete", "logs", "cache")) {
            row("lfs/" + name + "/**", GIT_LFS, NEVER, "unfinished work, logs and caches");
        }
        row("lfs/lockcache.db", GIT_LFS, LFS, "locks that are held");
        row("lfs/bad/**", GIT_LFS, LFS, "media that failed a check; there may be no other copy");
        row("lfs/objects/**", GIT_LFS, LFS, "media; each object is checked against its name");
    }

    private static void storesOfContent() {
        row("fat/objects/**", "git-fat", CONTENT, "media");
        row("bigstore/objects/**", "git-bigstore", CONTENT, "media");
        row("bigstore/tmp/**", "git-bigstore", DERIVED, "unfinished transfers");
        row("media/tmp/**", "git-media", DERIVED, "unfinished transfers");
        row("media/**", "git-media", CONTENT, "media");
        row("annex/objects/**", ANNEX, CONTENT, "media");
        row("annex/bad/**", ANNEX, CONTENT, "media that failed a check; there may be no other copy");
    }

    private static void annex() {
        row("annex/creds/**", ANNEX, SECRET, "passwords of special remotes");
        row("annex/remotes/**", ANNEX, SECRET, "state of special remotes");
        row("annex/privkey.pem", ANNEX, SECRET, "the private key of the web app");
        row("annex/certificate.pem", ANNEX, SECRET, "belongs to the private key of the web app");
        row("annex/url", ANNEX, SECRET, "the web app's address with its token");
        row("annex/webapp.html", ANNEX, SECRET, "the web app's address with its token");
        row("annex/journal-private/**", ANNEX, SECRET, "what `annex.private` keeps out of the history");
        row("annex/index-private", ANNEX, SECRET, "what `annex.private` keeps out of the history");
        row("annex/journal/**", ANNEX, FILES, "what is not yet committed to the branch `git-annex`");
        row("annex/viewlog", ANNEX, FILES, "the views of the branches `views/*`");
        for (String name : List.of("migrate", "migrations", "move", "smudge", "restage", "adjust", "upgrade")) {
            row("annex/" + name + ".log", ANNEX, FILES, "work that is to be continued");
        }
        for (String name : List.of("tmp", "othertmp", "misctmp", "watchtmp", "merge", "transfer", "ssh", "sim")) {
            row("annex/" + name + "/**", ANNEX, DERIVED, "unfinished transfers, temporary files, connections");
        }
        for (String name : List.of("keysdb", "cidsdb", "reposize", "fsck", "fsckresults", "export", "export.ex")) {
            row("annex/" + name + "/**", ANNEX, DERIVED, "restored from the branch `git-annex` and the index");
        }
        for (String name : List.of("import", "importfeed", "feedstate", "schedulestate", "sentinal*", "keysdb.*")) {
            row("annex/" + name + "/**", ANNEX, DERIVED, "what this machine has done last");
        }
        for (String name : List.of("index", "viewindex", "mergedrefs", "ignoredrefs", "*unused", "map.dot")) {
            row("annex/" + name, ANNEX, DERIVED, "restored from the branch `git-annex`");
        }
        for (String name : List.of("*.lck", "daemon.*", "pidlock", "fuzztest.log", "config.tmp", "restage.old")) {
            row("annex/" + name, ANNEX, DERIVED, "locks, processes and their logs");
        }
    }

    private static void otherTools() {
        row("svn/auth/**", SVN, SECRET, "passwords of Subversion");
        row("svn/.metadata", SVN, LOG, "the configuration of git-svn");
        row("svn/.caches/**", SVN, DERIVED, "caches");
        row("svn/**", SVN, FILES, "which revision became which commit");
        row("git-crypt/**", CRYPT, SECRET, "the keys");
        row("crypt/**", "transcrypt", SECRET, "programs that the filters run; the password is in `config`");
        row("remote-gcrypt/**", GCRYPT, SECRET, "lists and keys of encrypted remotes, decrypted");
        row("hg/**", "git-remote-hg", SECRET, "clones of remotes with their `hgrc`; the next fetch restores them");
        row("bzr/**", "git-remote-bzr", SECRET, "clones of remotes; the next fetch restores them");
        row("patches/**", "StGit, guilt", FILES, "patches, which may exist nowhere else");
        row("machete", "git-machete", FILES, "the branches and their order");
        row(".gitflow/**", "git-flow", FILES, "a merge in progress");
        row("branchless/test/**", "git-branchless", DERIVED, "results of tests");
        row("branchless/man/**", "git-branchless", DERIVED, "its manual");
        row("branchless/**", "git-branchless", FILES, "what has happened to commits; not its `config`");
        row("gitbutler/**", "GitButler", FILES, "virtual branches");
        row("sl/blackbox/**", "Sapling", DERIVED, "logs");
        row("sl/**", "Sapling", FILES, "what has happened to commits; not its `config`");
        row(".graphite_repo_config", "Graphite", FILES, "the trunk");
        row(".graphite_metadata*", "Graphite", FILES, "the stacks");
        row(".graphite_*", "Graphite", DERIVED, "caches");
        row("git-bug/**", "git-bug", DERIVED, "restored from `refs/bugs` and `refs/identities`");
        row("gk/**", "GitKraken, GitLens", DERIVED, "settings of the program");
        row("sourcetreeconfig*", "Sourcetree", DERIVED, "settings of the program");
        row("fork-settings", "Fork", DERIVED, "settings of the program");
        row("lazygit.yml", "lazygit", DERIVED, "settings of the program, and commands that it runs");
        row(".watchman-cookie-*", "Watchman", DERIVED, "a moment in time");
        row(".gitstatus.*/**", "gitstatus", DERIVED, "a test of the file system");
        row("cursor/**", "Cursor", DERIVED, "an index for searches");
        row("opencode", "opencode", DERIVED, "the id that it has given to the project");
        row("qgit_cache.dat", "QGit", DERIVED, "a cache");
        row("info/lefthook.checksum", "Lefthook", DERIVED, "which hooks are installed");
    }

    private static void anywhere(FolderRule rule, String what, String... names) {
        for (String name : names) {
            ANYWHERE.add(new GitFolderRow(name, ANY, rule, what, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
        }
    }

    private static void anywhere() {
        anywhere(NEVER, "a lock", "*.lock");
        anywhere(SECRET, "passwords", "*credential*", "*netrc*", "*password*", "*passwd*", "*.pgpass", "*cookies");
        anywhere(SECRET, "tokens", "*token", "*tokens", "*token.*", "*secret*", "*apikey*", "*api_key*", "*api-key*");
        anywhere(SECRET, "settings with passwords", ".env", ".env.*", "*.env", ".npmrc", ".pypirc", ".s3cfg", "hgrc*");
        anywhere(SECRET, "private keys", "id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*", "*.pem", "*.key", "*.ppk");
        anywhere(SECRET, "stores of keys", "*.p12", "*.pfx", "*.jks", "*.keystore", "*.keytab", "*.kdbx", "*.asc");
        anywhere(SECRET, "folders of keys and passwords", ".ssh", ".gnupg", ".aws", ".docker", "keyring*", "*_rsa");
        anywhere(SECRET, "an editor's copy of a file", ".*.sw*", "*~", "#*#", ".#*");
        anywhere(DERIVED, "of the operating system", ".DS_Store", "._*", "Thumbs.db", "desktop.ini", ".directory");
        anywhere(DERIVED, "of a file server", "@eaDir", ".AppleDouble", ".nfs*", ".fuse_hidden*", ".smbdelete*");
        anywhere(DERIVED, "of a sync tool", "~syncthing~*", ".syncthing.*", ".stfolder", ".dropbox*", "Icon\r");
    }

    private static String first(String pattern) {
        int slash = pattern.indexOf('/');
        return slash < 0 ? pattern : pattern.substring(0, slash);
    }

    /** The rows for a file or folder of a path. */
    static List<GitFolderRow> rows() {
        return List.copyOf(ROWS);
    }

    /** The rows for a file or folder of a name, anywhere. */
    static List<GitFolderRow> rowsForNames() {
        return List.copyOf(ANYWHERE);
    }

    /**
     * The row for a file or folder.
     *
     * @param path relative to the repository's folder
     */
    public static GitFolderRow find(RawPath path, boolean folder) {
        String[] names = path.toString().split("/");
        GitFolderRow row = byPath(names, folder);
        boolean decides = row != null && (row.isOfGit() || row.rule() == CONTENT) && row.rule() != MODULES;
        GitFolderRow byName = decides ? null : byName(path);
        if (byName != null) {
            return byName;
        }
        return row == null || (row.rule() == MODULES && !folder) ? OTHER : row;
    }

    private static @Nullable GitFolderRow byPath(String[] names, boolean folder) {
        boolean above = false;
        for (String key : List.of(names[0], "")) {
            for (GitFolderRow row : BY_NAME.getOrDefault(key, List.of())) {
                GitFolderRow.Match match = row.match(names);
                if (match == GitFolderRow.Match.HERE) {
                    return row;
                }
                above |= match == GitFolderRow.Match.ABOVE;
            }
        }
        return above && folder ? WAY : null;
    }

    /** The row for a name that means the same in any folder; null if there is none. */
    public static @Nullable GitFolderRow byName(RawPath path) {
        String[] name = {path.fileName().toString()};
        if (isHexadecimal(name[0])) {
            return null; // most names are those of objects, and a row is not needed for them
        }
        return ANYWHERE.stream()
                .filter(row -> row.match(name) == GitFolderRow.Match.HERE)
                .findFirst()
                .orElse(null);
    }

    private static boolean isHexadecimal(String name) {
        return name.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /**
     * Whether a file or folder belongs to a repository, given that it is next to its HEAD. In a bare repository, which
     * may be in a folder with other things, a common name of some tool does not count.
     */
    static boolean concerns(RawPath name) {
        GitFolderRow row = find(name, true);
        return row.isOfGit()
                || IN_BARE_REPOSITORIES.contains(row.tool())
                || (row.tool().equals(ANY) && row.rule() == SECRET)
                || GitNames.isLikeConfig(name);
    }
}
