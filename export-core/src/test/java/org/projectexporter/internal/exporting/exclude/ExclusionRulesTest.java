package org.projectexporter.internal.exporting.exclude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;

class ExclusionRulesTest {
    private static ExclusionRules rules(String... exclude) {
        return new ExclusionRules(
                ExportOptions.builder().exclude(List.of(exclude)).build());
    }

    @ParameterizedTest
    @CsvSource({
        "04_Cache, true, CACHE",
        "x/04_Cache, true, CACHE",
        "a.cache, false, CACHE",
        "a.tmp, false, CACHE",
        "Thumbs.db, false, CACHE",
        ".DS_Store, false, CACHE",
        "x/__pycache__, true, CACHE",
        "node_modules, true, CACHE",
        ".env, false, SECRET",
        "x/.env.local, false, SECRET",
        ".env, true, SECRET",
    })
    void match_byDefault_takesCachesAndSecrets(String path, boolean folder, ExclusionRules.Reason reason) {
        ExclusionRules.Match match = rules().match(RawPath.of(path), folder, IgnoreFiles.NONE);

        assertThat(match).isNotNull();
        assertThat(match.reason()).isEqualTo(reason);
        assertThat(match.isExplicit()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "04_Cache, false",
        "node_modules, false",
        "tmp, false",
        "a.tmpx, false",
        "environment, false",
        ".envx, false"
    })
    void match_byDefault_leavesOthersAlone(String path, boolean folder) {
        assertThat(rules().match(RawPath.of(path), folder, IgnoreFiles.NONE)).isNull();
    }

    @Test
    void match_withCachesAndSecretsIncluded_takesNothing() {
        ExclusionRules rules = new ExclusionRules(
                ExportOptions.builder().includeCache(true).includeSecrets(true).build());

        assertThat(rules.match(RawPath.of("a.tmp"), false, IgnoreFiles.NONE)).isNull();
        assertThat(rules.match(RawPath.of(".env"), false, IgnoreFiles.NONE)).isNull();
    }

    @Test
    void match_ofAPatternOfTheUser_isExplicitAndStrongerThanADefault() {
        ExclusionRules.Match match = rules("*.tmp").match(RawPath.of("a.tmp"), false, IgnoreFiles.NONE);

        assertThat(match).isEqualTo(new ExclusionRules.Match(ExclusionRules.Reason.EXCLUDE, "*.tmp", null));
        assertThat(match.isExplicit()).isTrue();
    }

    @Test
    void match_withANegatedPatternOfTheUser_keepsWhatADefaultWouldTake() {
        assertThat(rules("!keep.tmp").match(RawPath.of("keep.tmp"), false, IgnoreFiles.NONE))
                .isNull();
        assertThat(rules("!keep.tmp").match(RawPath.of("other.tmp"), false, IgnoreFiles.NONE))
                .isNotNull();
    }

    @Test
    void match_ofSeveralPatterns_lastOneDecides() {
        assertThat(rules("*.mov", "!a.mov").match(RawPath.of("a.mov"), false, IgnoreFiles.NONE))
                .isNull();
        assertThat(rules("!a.mov", "*.mov").match(RawPath.of("a.mov"), false, IgnoreFiles.NONE))
                .isNotNull();
    }

    @Test
    void new_withAPatternThatIsNotValid_namesIt() {
        assertThatThrownBy(() -> rules("a", "[b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[b");
    }

    @Test
    void unmatched_isWhatNoPathMatched_inItsOrder_evenIfALaterPatternDecides() {
        ExclusionRules rules = rules("*.mvo", "a.tmp", "*.tmp", "gone/");
        assertThat(rules.unmatched()).containsExactly("*.mvo", "a.tmp", "*.tmp", "gone/");
        rules.match(RawPath.of("a.tmp"), false, IgnoreFiles.NONE);
        rules.match(RawPath.of("gone"), false, IgnoreFiles.NONE);

        assertThat(rules.unmatched()).containsExactly("*.mvo", "gone/");
    }
}
