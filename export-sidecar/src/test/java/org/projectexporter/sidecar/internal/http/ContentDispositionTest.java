package org.projectexporter.sidecar.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentDispositionTest {
    @ParameterizedTest
    @CsvSource({
        "film.zip, film.zip, film.zip",
        "Früh Stück.zip, Fr_h St_ck.zip, Fr%C3%BCh%20St%C3%BCck.zip",
        "a\"b\\c%d.zip, a_b_c_d.zip, a%22b%5Cc%25d.zip",
        "'it''s;1*2.tar.gz', it's;1*2.tar.gz, it%27s%3B1%2A2.tar.gz",
        "映画\uD83C\uDFAC.zip, ___.zip, %E6%98%A0%E7%94%BB%F0%9F%8E%AC.zip"
    })
    void attachment_hasTheNameForOldAndForNewReaders(String name, String plain, String encoded) {
        assertThat(ContentDisposition.attachment(name))
                .isEqualTo("attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
    }
}
