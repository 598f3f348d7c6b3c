package org.projectexporter.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** The names reported during an export are those that an import refuses. */
class RefusedNamesTest {
    @ParameterizedTest
    @CsvSource({
        "film, ''",
        "film/a.txt, ''",
        "film/.gitignore, ''",
        "film/.git/HEAD, ''",
        "film/sub/.git/HEAD, ''",
        "film/g, ''",
        "film/git~x, ''",
        "film/A: take, ''",
        "film/a\\b, ''",
        "film/.GIT, film/.GIT",
        "film/.Git/config, film/.Git",
        "film/deep/git~1/x, film/deep/git~1",
        "'film/.git ', 'film/.git '",
        "film/.g\u200cit, film/.g\u200cit",
        "film/a\\..\\b, film/a\\..\\b",
        "film/x\\.git, film/x\\.git",
        "film/.git/modules/.git, film/.git/modules/.git",
        "film/.git/config, ''",
        "film/.git/refs/heads/Config, ''",
        "film/.git/logs/refs/heads/HEAD., ''",
        "film/.git/modules/Config, ''",
        "film/Config, ''",
        "film/.git/Config, film/.git/Config",
        "film/sub/.git/HOOKS/post-checkout, film/sub/.git/HOOKS",
        "film/.git/config~1, film/.git/config~1",
        "film/.git/objects/INFO/x, film/.git/objects/INFO",
        "film/.git/objects/info/Alternates, film/.git/objects/info/Alternates",
        "film/.git/hooks\\x, film/.git/hooks\\x",
        ".git, .git",
        "A: film/a.txt, A: film",
        "b:/x, b:",
        "\\film/x, \\film"
    })
    void has_saysOfEachFolderOnTheWay_whetherAnImportRefusesIt(String path, String refused) {
        List<String> reported = new ArrayList<>();
        List<RawPath> refusedByImport = new ArrayList<>();
        for (RawPath at : wayTo(RawPath.of(path))) {
            int start = at.length() - at.fileName().length();
            if (RefusedNames.has(at, start, EntryType.DIRECTORY)) {
                reported.add(at.toString());
            }
            if (isRefused(at)) {
                refusedByImport.add(at);
            }
        }

        assertThat(reported).isEqualTo(refused.isEmpty() ? List.of() : List.of(refused));
        assertThat(refusedByImport.stream().map(RawPath::toString).findFirst().orElse(""))
                .isEqualTo(refused);
    }

    private static List<RawPath> wayTo(RawPath path) {
        List<RawPath> way = new ArrayList<>();
        RawPath at = RawPath.ROOT;
        for (String name : Pattern.compile("/").split(path.toString())) {
            at = at.resolve(name);
            way.add(at);
        }
        return way;
    }

    private static boolean isRefused(RawPath path) {
        try {
            NameRules.check(path, 4095);
            GitPlace.check(entry(path, EntryType.DIRECTORY));
            return false;
        } catch (RefusedArchiveException e) {
            return true;
        }
    }

    private static ArchiveEntry entry(RawPath path, EntryType type) {
        return ArchiveEntry.builder(path, type).mode(0755).build();
    }

    @ParameterizedTest
    @CsvSource({"film/.git/HEAD, true", "film/looks/.git/x, true", "film/HEAD, false", "film/a.git/x, false"})
    void has_saysWhichLinksAreRefused(String path, boolean refused) {
        RawPath link = RawPath.of(path);

        assertThat(RefusedNames.has(link, link.length() - link.fileName().length(), EntryType.SYMBOLIC_LINK))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({"film/.git, true", "film/sub/.git, false", "film/a.txt, false", "film, false"})
    void has_saysWhichFilesInPlaceOfAGitFolderAreRefused(String path, boolean refused) throws RefusedArchiveException {
        RawPath file = RawPath.of(path);

        assertThat(RefusedNames.has(file, file.length() - file.fileName().length(), EntryType.FILE))
                .isEqualTo(refused);
        try {
            GitPlace.check(entry(file, EntryType.FILE));
            assertThat(refused).isFalse();
        } catch (RefusedArchiveException e) {
            assertThat(refused).isTrue();
        }
    }
}
