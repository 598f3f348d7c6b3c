package org.projectexporter.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps the phrases out of texts that {@code CONTRIBUTING.md} replaces with plain English; only those that are never right. */
class PlainEnglishTest {
    private static final Pattern PHRASES = Pattern.compile(
            "\\b(anew"
                    + "|go(es|ing)? on with|gone on with|went on with"
                    + "|l(ies|ie|ying) (beside|here|elsewhere)"
                    + "|(stands?|stood) (at|beside|there|elsewhere)"
                    + "|(is|are|was|were|be|been) (told|let)"
                    + "|tells? (of|its)"
                    + "|lets? go"
                    + "|taken for|takes? (it|them|each) for"
                    + "|what it knows of|has noted"
                    + "|twins?"
                    + "|beside (it|them|each other)"
                    + "|(?<!there )is no (folder|file|repository|archive|list|object)"
                    + "|a fault in this program|wrong usage)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A line break, with the mark of a comment or a list on the next line. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*((\\*|//|#)\\s)?\\s*");

    private static final String LIST_OF_THESE_WORDS = "## Plain English";

    private static Stream<String> found(Path file) {
        String text = RepositoryTexts.read(file);
        int list = file.endsWith("CONTRIBUTING.md") ? text.indexOf(LIST_OF_THESE_WORDS) : -1;
        return phrases(list < 0 ? text : text.substring(0, list))
                .map(phrase -> RepositoryTexts.ROOT.relativize(file) + ": " + phrase);
    }

    private static Stream<String> phrases(String text) {
        String line = LINE_BREAK.matcher(text).replaceAll(" ");
        return PHRASES.matcher(line)
                .results()
                .map(phrase -> "… "
                        + line.substring(Math.max(0, phrase.start() - 30), Math.min(line.length(), phrase.end() + 20))
                        + " …");
    }

    @Test
    void documents_areInPlainEnglish() {
        List<Path> documents = RepositoryTexts.documents();
        assertThat(documents).hasSizeGreaterThan(50);
        assertThat(documents.stream().flatMap(PlainEnglishTest::found)).isEmpty();
    }

    @Test
    void mainSources_areInPlainEnglish() {
        List<Path> sources = RepositoryTexts.javaMainSources();
        assertThat(sources).hasSizeGreaterThan(300);
        assertThat(sources.stream().flatMap(PlainEnglishTest::found)).isEmpty();
    }

    @Test
    void phrase_isFound_evenAcrossLines_andPlainEnglishIsNot() {
        assertThat(phrases("It goes on\n     * with the export.")).hasSize(1);
        assertThat(phrases("It is\n// told.")).hasSize(1);
        assertThat(phrases("It starts Anew.")).hasSize(1);
        assertThat(phrases("There is no file to resume next to case_twin. It tells A from B, and lets you stand by."))
                .isEmpty();
    }
}
