package org.projectexporter.git.refs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.RawPath;

class RefSpellingsTest {
    private final RefSpellings spellings = new RefSpellings();

    private static RawPath ref(String name) {
        return RawPath.of("refs/heads/" + name);
    }

    @Test
    void collides_onlyWhereSpellingsDiffer() {
        spellings.add(ref("Cut"));
        spellings.add(ref("cut"));
        spellings.add(ref("main"));
        spellings.add(ref("main"));

        assertThat(spellings.collides(ref("Cut"))).isTrue();
        assertThat(spellings.collides(ref("cut"))).isTrue();
        assertThat(spellings.collides(ref("main"))).isFalse();
    }

    @Test
    void collides_refsInFoldersOfDifferentSpelling() {
        spellings.add(ref("Feature/a"));
        spellings.add(ref("feature/b"));
        spellings.add(ref("feature/c"));

        assertThat(spellings.collides(ref("Feature/a"))).isTrue();
        assertThat(spellings.collides(ref("feature/c"))).isTrue();
        assertThat(spellings.hasSeveral(ref("feature/c"))).isFalse();
    }

    @Test
    void collides_refAndFolder() {
        spellings.add(ref("Feature"));
        spellings.add(ref("feature/b"));

        assertThat(spellings.collides(ref("Feature"))).isTrue();
        assertThat(spellings.collides(ref("feature/b"))).isTrue();
    }

    @Test
    void collides_composedAndDecomposed() {
        spellings.add(ref("é"));
        spellings.add(RawPath.of("refs/heads/e\u0301".getBytes(StandardCharsets.UTF_8)));

        assertThat(spellings.collides(ref("é"))).isTrue();
    }

    @Test
    void packedRef_matters_onlyWhereItEqualsOneThatHasAFile() {
        spellings.add(ref("v1"));
        spellings.addPacked(ref("V1"));
        spellings.addPacked(ref("Other"));
        spellings.addPacked(ref("other"));

        assertThat(spellings.collides(ref("v1"))).isTrue();
        assertThat(spellings.collides(ref("other"))).isFalse();
    }
}
