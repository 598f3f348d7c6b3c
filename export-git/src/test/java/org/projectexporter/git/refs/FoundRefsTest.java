package org.projectexporter.git.refs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

class FoundRefsTest {
    private static final RawPath GIT = RawPath.of("film/.git");

    private final FoundRefs refs = new FoundRefs();

    private static boolean leadsOut(String content) {
        return FoundRefs.leadsOut(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private boolean add(String path, String content) {
        ArchiveEntry entry = new ArchiveEntry(
                RawPath.of(path), EntryType.FILE, content.length(), Instant.EPOCH, 0644, null, false, -1);
        boolean wanted = refs.wantsContent(entry);
        if (wanted) {
            refs.add(entry.path(), content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return wanted;
    }

    private void assertRefused(String file) {
        assertThatThrownBy(() -> refs.requireNone(List.of(RawPath.of("other"), GIT)))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> {
                    assertThat(refused.defect()).isEqualTo(ArchiveDefect.GIT_LEADS_OUT);
                    assertThat(refused.entry()).contains(RawPath.of(file));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ref: refs/heads/main\n",
                "ref:refs/heads/main",
                "ref: \t refs/heads/a b..c/.d \r\n",
                "ref: refs/heads/.invalid\n",
                "ref: refs/heads/\u00c3\u00bc\n",
                "1234567890123456789012345678901234567890\n",
                "reference: ../x",
                ""
            })
    void leadsOut_ofARef_isFalse(String content) {
        assertThat(leadsOut(content)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ref: refs/../../../x\n",
                "ref: refs/heads/../../../x\n",
                "ref: refs/heads/..\n",
                "ref: refs/./x\n",
                "ref: refs//x\n",
                "ref: refs/x/\n",
                "ref: refs/\n",
                "ref: refs\n",
                "ref: /tmp/x\n",
                "ref: ../x\n",
                "ref: config\n",
                "ref: hooks/post-checkout\n",
                "ref: refs/heads/x\0/../../y\n",
                "ref: refs/heads/x\n/../../y\n",
                "ref: refs/heads\\..\\..\\x\n",
                "ref:\n",
                "ref:"
            })
    void leadsOut_ofAnythingElse_isTrue(String content) {
        assertThat(leadsOut(content)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "film/.git/HEAD",
                "film/.git/ORIG_HEAD",
                "film/.git/AUTO_MERGE",
                "film/.git/refs/stash",
                "film/.git/refs/heads/main",
                "film/.git/refs/heads/refs/x"
            })
    void requireNone_ofARefThatPointsOutside_refusesIt(String path) {
        assertThat(add(path, "ref: refs/../x")).isTrue();

        assertRefused(path);
    }

    @Test
    void requireNone_ofARefLargerThanAny_refusesIt() {
        assertThat(add("film/.git/HEAD", "ref: refs/heads/x" + " ".repeat(70_000)))
                .isFalse();

        assertRefused("film/.git/HEAD");
    }

    @Test
    void requireNone_ofAFileOutsideARepository_ignoresIt() {
        assertThat(add("film/refs/plate.png", "ref: ../x")).isTrue();
        assertThat(add("film/FOREHEAD", "ref: ../x")).isTrue();
        assertThat(add("film/.git/FETCH_HEAD", "ref: ../x")).isFalse();
        assertThat(add("film/.git/logs/a", "ref: ../x")).isFalse();
        assertThat(add("film/.git/refs/heads/main", "ref: refs/heads/other")).isTrue();

        assertThatCode(() -> refs.requireNone(List.of(GIT))).doesNotThrowAnyException();
    }

    @Test
    void leadsOut_ofALongRef_isFound() {
        assertThat(leadsOut("ref: refs" + "/a".repeat(30_000))).isFalse();
        assertThat(leadsOut("ref: refs" + "/a".repeat(30_000) + "/..")).isTrue();
        assertThat(leadsOut("ref: refs/a" + " ".repeat(60_000) + "\t")).isFalse();
        assertThat(leadsOut("ref: refs/a" + " ".repeat(60_000) + "\0")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside.ref\n", "0x1.ref\n/tmp/x.ref\n", "0x1.ref\n..\n", "a\0b\n", "sub/0x1.ref"})
    void listOfTables_thatNamesOthers_isRefused(String list) {
        for (String name : List.of("tables.list", "Tables.List", "tables.list.")) {
            FoundRefs found = new FoundRefs();
            RawPath path = RawPath.of("film/.git/reftable/" + name);
            found.add(path, list.getBytes(StandardCharsets.ISO_8859_1));

            assertThatThrownBy(() -> found.requireNone(List.of(GIT))).isInstanceOf(RefusedArchiveException.class);
        }
    }

    @Test
    void listOfTables_isAccepted() {
        add("film/.git/reftable/tables.list", "0x000000000001-0x000000000002-5ae4f1c0.ref\n0x1-0x2-a.log\n");

        assertThatCode(() -> refs.requireNone(List.of(GIT))).doesNotThrowAnyException();
        assertThat(add("film/.git/reftable/0x1-0x2-a.ref", "ref: ../x")).isFalse();
    }
}
