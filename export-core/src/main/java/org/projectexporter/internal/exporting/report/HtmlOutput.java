package org.projectexporter.internal.exporting.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

import org.projectexporter.spi.RawPath;

/**
 * Writes HTML that is well-formed XML too. Markup is constant text of this program; everything else is escaped here,
 * whoever chose it: names in a project may contain markup, or characters that reverse the writing direction to disguise
 * a name.
 */
final class HtmlOutput {
    /** Characters written of one name or sentence; what is longer is cut. */
    private static final int LONGEST = 1_000;

    private final Writer out;

    /** Output to a writer, which the caller closes. */
    HtmlOutput(Writer out) {
        this.out = out;
    }

    /** Writes constant markup. */
    HtmlOutput markup(String constant) throws IOException {
        out.write(constant);
        return this;
    }

    /** Writes the number as part of markup. */
    HtmlOutput markup(double number) throws IOException {
        out.write(String.format(Locale.ROOT, "%.2f", number));
        return this;
    }

    /** Writes text. */
    HtmlOutput text(String text) throws IOException {
        return text(text, Integer.MAX_VALUE);
    }

    private HtmlOutput text(String text, int most) throws IOException {
        int written = 0;
        int i = 0;
        while (i < text.length() && written < most) {
            int character = text.codePointAt(i);
            character(character);
            i += Character.charCount(character);
            written++;
        }
        return i < text.length() ? markup("…") : this;
    }

    private void character(int character) throws IOException {
        switch (character) {
            case '<' -> out.write("&lt;");
            case '>' -> out.write("&gt;");
            case '&' -> out.write("&amp;");
            case '"' -> out.write("&quot;");
            case '\'' -> out.write("&#39;");
            default -> {
                if (isHidden(character)) {
                    out.write(String.format(Locale.ROOT, "<span class=\"hidden\">U+%04X</span>", character));
                } else {
                    out.write(Character.toChars(character));
                }
            }
        }
    }

    /**
     * Whether a character cannot be seen, or changes how others are shown: controls, line breaks, and formats such as
     * those of the writing direction (Unicode, section 23.2). The two that join letters are part of words (section
     * 23.2, "Cursive Connection").
     */
    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> character != 0x200C && character != 0x200D;
            default -> false;
        };
    }

    /** Writes a name or path; its writing direction does not affect the text around it. */
    HtmlOutput name(String name) throws IOException {
        return markup("<bdi class=\"name\">").text(name, LONGEST).markup("</bdi>");
    }

    HtmlOutput name(RawPath path) throws IOException {
        return name(path.toString());
    }

    /** Writes a sentence that may contain names. */
    HtmlOutput sentence(String sentence) throws IOException {
        return markup("<bdi>").text(sentence, LONGEST).markup("</bdi>");
    }

    /** Writes a command to be typed. */
    HtmlOutput command(String command) throws IOException {
        return markup("<code>").text(command).markup("</code>");
    }

    /** Writes a heading of a section. */
    HtmlOutput heading(String text) throws IOException {
        return markup("<h2>").text(text).markup("</h2>\n");
    }

    HtmlOutput subheading(String text) throws IOException {
        return markup("<h3>").text(text).markup("</h3>\n");
    }

    HtmlOutput paragraph(String text) throws IOException {
        return markup("<p>").text(text).markup("</p>\n");
    }
}
