package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.projectexporter.spi.RawPath;

final class GitFolderTableTest {
    private static final Path PAGE = Path.of("../docs/git-folder.md");
    private static final String START = "<!-- the table of GitFolderTable; written by GitFolderTableTest -->\n";
    private static final String END = "<!-- end of the table -->\n";

    @Test
    void page_hasTheSameTable() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(START) + START.length());
        String expected = before + tables() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, expected);
            return;
        }

        assertThat(page)
                .as("the table has changed; write the page again: mvn test -pl export-git -Dtest=GitFolderTableTest"
                        + " -DargLine=-Ddocs.write=true")
                .isEqualTo(expected);
    }

    private static String tables() {
        StringBuilder text = new StringBuilder("\n| name | of | exported | what |\n|---|---|---|---|\n");
        for (GitFolderRow row : GitFolderTable.rows()) {
            text.append("| ").append(code(row.pattern())).append(" | ").append(row.tool());
            text.append(ending(row));
        }
        text.append("\nBy name, in any folder:\n\n| name | exported | what |\n|---|---|---|\n");
        byWhat(GitFolderTable.rowsForNames()).values().forEach(rows -> text.append("| ")
                .append(String.join(
                        ", ", rows.stream().map(row -> code(row.pattern())).toList()))
                .append(ending(rows.get(0))));
        return text.append('\n').toString();
    }

    private static String ending(GitFolderRow row) {
        return " | " + row.rule().inDocuments() + " | " + row.what() + " |\n";
    }

    private static Map<String, List<GitFolderRow>> byWhat(List<GitFolderRow> rows) {
        Map<String, List<GitFolderRow>> groups = new LinkedHashMap<>();
        for (GitFolderRow row : rows) {
            groups.computeIfAbsent(row.what(), what -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private static String code(String pattern) {
        return "`" + pattern.replace("\r", "\\r") + "`";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEAD | STATE",
                "FETCH_HEAD | NEVER",
                "MY_HEAD | STATE",
                "logs/refs/heads/main | LOG",
                "rebase-apply/0001 | STATE",
                "rr-cache/0123/preimage | STATE",
                "info/exclude | STATE",
                "info/notes | UNKNOWN",
                "info/cookies | SECRET",
                "annex/objects/aa/bb/key.pem/key.pem | CONTENT",
                "annex/creds/uuid | SECRET",
                "annex/new-in-the-next-version | UNKNOWN",
                "annex/keysdb/db | DERIVED",
                "git-crypt/keys/default | SECRET",
                "patches/main/fix.patch | FILES",
                "patches/main/my.key | SECRET",
                "svn/refs/remotes/trunk/.rev_map.1 | FILES",
                "id_rsa | SECRET",
                "NETRC | SECRET",
                "notes.txt | UNKNOWN",
                ".DS_Store | DERIVED",
                "info/.DS_Store | DERIVED",
                "modules/notes | UNKNOWN",
                "config.lock | NEVER",
                "annexed | UNKNOWN",
                "heads | UNKNOWN"
            })
    void file_isExportedByItsRow(String path, FolderRule rule) {
        assertThat(GitFolderTable.find(RawPath.of(path), false).rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"annex, STATE", "info, STATE", "backup, UNKNOWN", "annex/creds, SECRET", "annex/objects, CONTENT"})
    void folder_isEnteredIfTheTableContainsAnythingInIt(String path, FolderRule rule) {
        assertThat(GitFolderTable.find(RawPath.of(path), true).rule()).isEqualTo(rule);
    }

    /** {@link GitFolderTable#byName} relies on it. */
    @Test
    void noRowForNames_matchesTheNameOfAnObject() {
        for (GitFolderRow row : GitFolderTable.rowsForNames()) {
            assertThat(row.pattern().toLowerCase(Locale.ROOT)).containsPattern("[^0-9a-f*]");
        }
    }

    @Test
    void fileInPlaceOfAKnownFolder_isUnknown() {
        assertThat(GitFolderTable.find(RawPath.of("annex"), false).rule()).isEqualTo(FolderRule.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "config, true",
        "config.bak, true",
        "config~, true",
        "config 2, true",
        "config (conflicted copy), true",
        "config.sync-conflict-20260101-101010-ABCDEFG, true",
        "CONFIG.ORIG, true",
        ".config.rej, true",
        "Copy of config, true",
        "Kopie von config, true",
        "old-gitconfig, true",
        "fix-config.patch, false",
        "reconfigure, false",
        "HEAD, false"
    })
    void nameOfAConfiguration_isRecognized(String name, boolean config) {
        assertThat(GitNames.isLikeConfig(RawPath.of(name))).isEqualTo(config);
    }
}
