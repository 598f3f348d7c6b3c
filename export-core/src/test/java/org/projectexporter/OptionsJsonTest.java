package org.projectexporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class OptionsJsonTest {
    private static final String DEFAULTS =
            """
            {"format":"zip","include_history":true,"include_cache":false,"include_dependencies":false,\
            "whole_cards":false,"media":"all","media_folders":[],"compress_media":false,"split_size_mb":null,"compression_level":6,"deflate":"jdk","missing_lfs":"warn",\
            "lfs_media":"both","on_unreadable":"fail","broken_repository":"fail",\
            "include_secrets":false,"include_unknown_git":false,"exclude":[],"report":false,\
            "seal":null,"seal_hash":null,"verify":false}""";

    @Test
    void toJson_ofTheDefaults_isTheDocumentedObject() {
        assertThat(ExportOptions.defaults().toJson()).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {} ", DEFAULTS, "{\"split_size_mb\": null}"})
    void fromJson_ofNothingSpecial_isTheDefaults(String json) {
        assertThat(ExportOptions.fromJson(json)).isEqualTo(ExportOptions.defaults());
    }

    @Test
    void fromJson_ofEveryOption_isTheInverseOfToJson() {
        ExportOptions options = ExportOptions.builder()
                .format("tar.gz")
                .includeHistory(false)
                .includeCache(true)
                .includeDependencies(true)
                .wholeCards(true)
                .media(ExportOptions.Media.USED)
                .mediaFolders(List.of("footage/", "audio/day 1"))
                .compressMedia(true)
                .splitSizeMb(4096)
                .compressionLevel(0)
                .deflate("libdeflate")
                .missingLfs(ExportOptions.MissingLfs.FAIL)
                .includeSecrets(true)
                .exclude(List.of("*.mov", "é \"quoted\" \\\\"))
                .report(true)
                .verify(true)
                .seal("mhl")
                .sealHash("c4")
                .build();

        ExportOptions same = ExportOptions.fromJson(options.toJson());

        assertThat(same).isEqualTo(options).hasSameHashCodeAs(options).isNotEqualTo(ExportOptions.defaults());
        assertThat(same.exclude()).isEqualTo(options.exclude());
        assertThat(options.toBuilder().build()).isEqualTo(options);
    }

    @Test
    void sealHash_needsASeal() {
        assertThatThrownBy(() -> ExportOptions.fromJson("{\"seal_hash\": \"md5\", \"seal\": null}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("seal_hash needs a seal");
        ExportOptions sealed =
                ExportOptions.builder().seal("mhl").sealHash("md5").build();
        assertThat(sealed.toBuilder().unsealed().build()).isEqualTo(ExportOptions.defaults());
    }

    @Test
    void wholeCards_needDependencies() {
        assertThatThrownBy(() -> ExportOptions.fromJson("{\"whole_cards\": true}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("whole_cards requires include_dependencies");
    }

    @Test
    void usedMedia_needDependenciesAndFolders() {
        for (String json : List.of(
                "{\"media\": \"used\", \"media_folders\": [\"footage\"]}",
                "{\"media\": \"used\", \"include_dependencies\": true}")) {
            assertThatThrownBy(() -> ExportOptions.fromJson(json))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("requires include_dependencies and media_folders");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/footage", "a//b", ".", "../x", "a/../b", "footage//"})
    void mediaFolder_thatIsNotBelowTheProject_isRefused(String folder) {
        assertThatThrownBy(() -> ExportOptions.builder().mediaFolders(List.of(folder)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("media_folders must be");
    }

    @Test
    void mediaOnce_isReadAndWritten_andNeedsTheHistory() {
        ExportOptions once = ExportOptions.fromJson("{\"lfs_media\": \"once\"}");
        assertThat(once.lfsMedia()).isEqualTo(ExportOptions.LfsMedia.ONCE);
        assertThat(ExportOptions.fromJson(once.toJson())).isEqualTo(once);

        assertThatThrownBy(() -> once.toBuilder().includeHistory(false).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("history");
        assertThatThrownBy(() -> ExportOptions.fromJson("{\"lfs_media\": \"once\", \"include_history\": false}"))
                .isInstanceOf(InvalidOptionException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lfs_media | \"twice\"",
                "lfs_media | 1",
                "format | 1",
                "format | null",
                "include_history | \"true\"",
                "include_history | 1",
                "include_history | null",
                "include_cache | \"no\"",
                "include_dependencies | []",
                "compress_media | {}",
                "split_size_mb | 0",
                "split_size_mb | -1",
                "split_size_mb | 1.0",
                "split_size_mb | 2147483648",
                "split_size_mb | \"100\"",
                "compression_level | -1",
                "compression_level | 10",
                "compression_level | 6.0",
                "compression_level | 1e1",
                "compression_level | \"6\"",
                "compression_level | null",
                "deflate | true",
                "deflate | null",
                "missing_lfs | \"WARN\"",
                "missing_lfs | \"ignore\"",
                "missing_lfs | true",
                "include_secrets | 0",
                "include_unknown_git | \"yes\"",
                "exclude | \"*.mov\"",
                "exclude | [1]",
                "exclude | [null]",
                "exclude | null",
                "verify | \"\"",
            })
    void fromJson_ofAWrongValue_namesTheOption(String name, String value) {
        assertThatThrownBy(() -> ExportOptions.fromJson("{\"" + name + "\": " + value + "}"))
                .isInstanceOfSatisfying(InvalidOptionException.class, e -> assertThat(e.option())
                        .isEqualTo(name))
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Format", "include-history", "includeHistory", "", "threads", "exported_at"})
    void fromJson_ofAnUnknownOption_namesItAndListsTheKnown(String name) {
        assertThatThrownBy(() -> ExportOptions.fromJson("{\"" + name + "\": true}"))
                .isInstanceOfSatisfying(InvalidOptionException.class, e -> assertThat(e.option())
                        .isEqualTo(name))
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("split_size_mb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "true",
                "\"zip\"",
                "{",
                "{}{}",
                "{} x",
                "{\"verify\": true,}",
                "{verify: true}",
                "{'verify': true}",
                "{\"verify\": true, \"verify\": true}",
                "{} // comment",
                "{\"compression_level\": 06}",
                "{\"compression_level\": NaN}"
            })
    void fromJson_ofWhatIsNotOneObject_isRefused(String json) {
        assertThatThrownBy(() -> ExportOptions.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("options ");
    }
}
