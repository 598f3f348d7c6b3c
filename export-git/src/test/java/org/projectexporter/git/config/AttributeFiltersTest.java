package org.projectexporter.git.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

class AttributeFiltersTest {
    private static Collection<Filter> in(String content) {
        return AttributeFilters.in(content.getBytes(StandardCharsets.UTF_8)).values();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.key filter=git-crypt diff=git-crypt | git-crypt",
                "*.key filter=git-crypt-staff diff=git-crypt-staff | git-crypt-staff",
                "secret/** filter=crypt diff=crypt merge=crypt | crypt",
                "* diff=x\tfilter=git-agecrypt -text | git-agecrypt",
                "[attr]secret filter=sops diff=sopsdiffer | sops",
                "\"a \\\" filter=x\" filter=openssl | openssl",
                "  *.txt   filter=vault-x | vault-x",
                "*.doc filter=age | age",
                "*.own filter=ours diff=ours | ours"
            })
    void filtersThatEncrypt_areFound(String line, String name) {
        assertThat(in("# filter=comment\r\n" + line + "\r\n*.mov filter=lfs diff=lfs merge=lfs -text\n"))
                .containsExactly(new Filter(name, true));
    }

    @ParameterizedTest
    @CsvSource({
        "*.ipynb filter=nbstripout, nbstripout",
        "*.c filter=indent diff=cpp, indent",
        "* filter=storage, storage"
    })
    void filtersThatOnlyChange_areFoundToo(String line, String name) {
        assertThat(in(line)).containsExactly(new Filter(name, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*.key -filter",
                "*.key !filter",
                "*.key filter",
                "*.key filter=",
                "*.mov filter=lfs",
                "#*.key filter=crypt",
                "\"filter=crypt\"",
                "*.key filter=-x",
                "*.key filter=$(harm)",
                "*.key xfilter=crypt",
                ""
            })
    void linesWithoutAFilterName_nameNone(String line) {
        assertThat(in(line)).isEmpty();
    }

    @Test
    void filterInSeveralLines_encryptsIfOneSaysSo() {
        assertThat(in("a filter=ours\nb filter=ours diff=ours\nc filter=ours\n"))
                .containsExactly(new Filter("ours", true));
    }

    @Test
    void moreFiltersThanAnyProjectHas_areNotKept() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            many.append("a filter=crypt-").append(i).append('\n');
        }
        assertThat(in(many.toString())).hasSize(100);
        assertThat(in("a filter=" + "x".repeat(101))).isEmpty();
        assertThat(in("a" + " b".repeat(2000) + " filter=crypt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "git-crypt, git-crypt unlock",
        "git-crypt-staff, git-crypt unlock",
        "crypt, transcrypt -c",
        "crypt-a, transcrypt -c",
        "git-agecrypt, git-agecrypt init",
        "vault, git config filter.vault.clean"
    })
    void messages_nameTheFilter_andWhatToDoFirst(String name, String command) {
        Filter filter = new Filter(name, true);

        assertThat(filter.exported()).contains("the filter " + name, "plain text", command);
        assertThat(filter.imported()).contains("the filter " + name, "plain text", command, "filter." + name);
    }
}
