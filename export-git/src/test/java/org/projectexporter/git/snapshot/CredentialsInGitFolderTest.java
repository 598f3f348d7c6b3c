package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Credentials in a Git folder stay behind, whatever they are called; what nothing is known about is reported. */
final class CredentialsInGitFolderTest {
    private static final String CANARY = "CANARY-51d0";
    private static final String CONFIG = "[core]\n\tbare = false\n[http]\n\textraheader = Authorization: " + CANARY;
    private static final String KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + CANARY + "\n";

    /** Names that never leave, even if unknown files are requested. */
    private static final List<String> NEVER = List.of(
            "config.bak",
            "config~",
            "config 2",
            "config (1)",
            "config (conflicted copy)",
            "config (Zoë's conflicted copy 2026-01-02)",
            "config.sync-conflict-20260102-101010-ABCDEFG",
            "config_conflict-20260102",
            "config.orig",
            "config.worktree.bak",
            "Copy of config",
            ".config.swp",
            "#config#",
            "COMMIT_EDITMSG~",
            "gitconfig",
            "info/config.old",
            "annex/config",
            "gk/config",
            "sl/config",
            "branchless/config",
            "patches/main/config.bak",
            "backup/config",
            "git-crypt/keys/default",
            "crypt/transcrypt",
            "remote-gcrypt/0123/manifest",
            "annex/creds/uuid",
            "annex/privkey.pem",
            "annex/url",
            "annex/journal-private/a.log",
            "svn/auth/svn.simple/0123",
            "hg/origin/clone/.hg/hgrc",
            "netrc",
            ".netrc",
            "id_rsa",
            "id_ed25519.old",
            "deploy.key",
            "deploy.pem",
            "github-token",
            "my.token.txt",
            "PASSWORDS.txt",
            "client_secret.json",
            "git-credentials",
            ".env",
            "backup/.ssh/known");

    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
    }

    private static void put(Path folder, String path, String content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
    }

    private static void putAll(Path gitFolder) throws IOException {
        for (String path : NEVER) {
            put(gitFolder, path, CONFIG);
        }
    }

    private static RecordingPlanSink plan(Path project, boolean unknown) throws IOException {
        ExportOptions options =
                ExportOptions.builder().includeUnknownGit(unknown).build();
        FakeSourceContext context = FakeSourceContext.of(project).allowingRepositoryFolders();
        return PlanWalk.of(context.with(options), new GitSourceResolver());
    }

    private static List<String> entriesWithCanary(RecordingPlanSink plan) throws IOException {
        List<String> found = new ArrayList<>();
        for (PlannedEntry entry : plan.entries()) {
            if (entry.content() != null
                    && new String(plan.content(entry.path().toString()), StandardCharsets.ISO_8859_1)
                            .contains(CANARY)) {
                found.add(entry.path().toString());
            }
        }
        return found;
    }

    private static List<String> paths(RecordingPlanSink plan, Finding.Kind kind) {
        return plan.findings(kind).stream()
                .map(finding -> String.valueOf(finding.path()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void credentials_neverLeave_andAreListed(boolean unknown) throws IOException {
        putAll(film.folder().resolve(".git"));

        RecordingPlanSink plan = plan(film.folder(), unknown);

        assertThat(entriesWithCanary(plan)).isEmpty();
        assertThat(paths(plan, Finding.Kind.UNKNOWN))
                .containsExactlyElementsOf(unknown ? List.of() : List.of("film/.git/backup"));
        List<String> listed = paths(plan, Finding.Kind.LEFT_OUT);
        assertThat(NEVER)
                .filteredOn(path -> unknown || !path.startsWith("backup/"))
                .allSatisfy(path -> assertThat(listed).anyMatch(entry -> ("film/.git/" + path).startsWith(entry)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void credentials_ofSubmodulesAndWorktrees_neverLeave(boolean unknown) throws IOException {
        film.submodule(
                "looks", GitFixture.init(temp.resolve("looks")).file("l", "l").commit("Looks"));
        film.git("worktree", "add", "-q", temp.resolve("cut").toString());
        putAll(film.folder().resolve(".git"));
        putAll(film.folder().resolve(".git/modules/looks"));
        for (String path : NEVER) {
            if (path.indexOf('/') < 0) { // a folder with a config is the repository of a submodule
                put(film.folder().resolve(".git/modules"), path, CONFIG);
            }
        }
        putAll(film.folder().resolve(".git/worktrees/cut"));

        assertThat(entriesWithCanary(plan(film.folder(), unknown))).isEmpty();
        assertThat(entriesWithCanary(plan(temp.resolve("cut"), unknown))).isEmpty();
    }

    @Test
    void credentials_inABareProject_neverLeave() throws IOException {
        film.git("clone", "-q", "--bare", ".", temp.resolve("bare.git").toString());
        for (String path : NEVER) {
            if (!path.matches("(gk|sl|hg|crypt|patches|branchless|backup)/.*")) { // names that other folders may have
                put(temp.resolve("bare.git"), path, CONFIG);
            }
        }

        assertThat(entriesWithCanary(plan(temp.resolve("bare.git"), false))).isEmpty();
    }

    @Test
    void privateKey_isRecognizedByItsContent() throws IOException {
        put(film.folder(), ".git/deploy", KEY);
        put(film.folder(), ".git/patches/main/deploy", KEY);

        RecordingPlanSink plan = plan(film.folder(), true);

        assertThat(entriesWithCanary(plan)).isEmpty();
        assertThat(paths(plan, Finding.Kind.LEFT_OUT)).contains("film/.git/deploy", "film/.git/patches/main/deploy");
    }

    @Test
    void copyOfAConfigurationWithConflictMarkers_staysBehind() throws IOException {
        put(film.folder(), ".git/config.orig", "[core]\n<<<<<<< mine\n" + CONFIG);

        assertThat(entriesWithCanary(plan(film.folder(), true))).isEmpty();
    }

    @Test
    void copyOfAConfigurationInUtf16_staysBehind() throws IOException {
        Files.write(film.folder().resolve(".git/config.bak"), CONFIG.getBytes(StandardCharsets.UTF_16));

        assertThat(paths(plan(film.folder(), true), Finding.Kind.LEFT_OUT)).contains("film/.git/config.bak");
    }

    @Test
    void fileCalledLikeAConfiguration_thatIsNone_isUnknown() throws IOException {
        put(film.folder(), ".git/config-notes.md", "How we set this up: ask Zoë.\n");

        RecordingPlanSink plan = plan(film.folder(), false);

        assertThat(paths(plan, Finding.Kind.UNKNOWN)).containsExactly("film/.git/config-notes.md");
    }

    @Test
    void unknownFiles_areReportedOnce_orExportedUnchanged() throws IOException {
        put(film.folder(), ".git/notes.txt", "https://u:pw@host/p\n");
        put(film.folder(), ".git/tool/a/state", "https://u:pw@host/p\n");
        put(film.folder(), ".git/tool/b", "b\n");
        Files.createDirectories(film.folder().resolve(".git/empty/below"));

        RecordingPlanSink without = plan(film.folder(), false);
        RecordingPlanSink with = plan(film.folder(), true);

        assertThat(without.paths()).noneMatch(path -> path.matches(".*/(notes.txt|tool|empty)(/.*)?"));
        assertThat(paths(without, Finding.Kind.UNKNOWN))
                .containsExactlyInAnyOrder("film/.git/notes.txt", "film/.git/tool");
        assertThat(with.findings()).noneMatch(finding -> finding.kind().isUnexpected());
        assertThat(with.content("film/.git/tool/a/state")).asString().contains("https://u:pw@host/p");
        assertThat(with.content("film/.git/notes.txt")).asString().contains("https://u:pw@host/p");
        assertThat(with.has("film/.git/empty/below")).isTrue();
    }

    @Test
    void filesOfOperatingSystems_areLeftOut_andMissedByNobody() throws IOException {
        for (String path : List.of(".DS_Store", "info/.DS_Store", "._config", "desktop.ini", "Thumbs.db", "Icon\r")) {
            put(film.folder().resolve(".git"), path, "x");
        }

        RecordingPlanSink plan = plan(film.folder(), false);

        assertThat(plan.findings()).noneMatch(finding -> finding.kind().isUnexpected());
        assertThat(paths(plan, Finding.Kind.LEFT_OUT)).contains("film/.git/.DS_Store", "film/.git/info/.DS_Store");
    }
}
