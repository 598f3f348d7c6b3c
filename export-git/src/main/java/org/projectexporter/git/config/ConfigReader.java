package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitErrors;

/**
 * Reads the text of a Git configuration: git-config(1), "Syntax". Includes are ordinary entries and are not followed.
 * The text is the file's bytes decoded as ISO-8859-1.
 */
public final class ConfigReader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReader.class);

    private static final int END = -1;
    /** Far more than any repository has. */
    private static final int MAX_ENTRIES = 100_000;
    /** Each setting keeps a copy of its subsection, so its length is limited to that of a path. */
    private static final int LONGEST_SUBSECTION = 4096;

    private final String text;
    private final List<ConfigEntry> entries = new ArrayList<>();
    private int at;
    private String section = "";
    private @Nullable String subsection;

    private ConfigReader(String text) {
        this.text = text;
    }

    /**
     * All entries of a file, in order.
     *
     * @param config its bytes; null if it does not exist, which is like an empty one
     * @param file the file, for messages
     * @throws SourceException if Git would not read it either
     */
    public static List<ConfigEntry> read(byte @Nullable [] config, Path file) throws SourceException {
        try {
            return config == null ? List.of() : read(new String(config, StandardCharsets.ISO_8859_1));
        } catch (SourceException e) {
            throw GitErrors.explained(file, e);
        }
    }

    /**
     * The entries up to the first error, in order. For files of a repository whose damage is reported elsewhere.
     *
     * @param config its bytes; null if it does not exist, which is like an empty one
     */
    public static List<ConfigEntry> readable(byte @Nullable [] config) {
        ConfigReader reader = of(config == null ? "" : new String(config, StandardCharsets.ISO_8859_1));
        try {
            reader.readAll();
        } catch (SourceException e) {
            LOG.debug("read in part: {}", e.getMessage());
        }
        return reader.entries;
    }

    /** What is wrong with a file, in one phrase; null if nothing is. */
    public static @Nullable String damage(byte[] config) {
        try {
            read(new String(config, StandardCharsets.ISO_8859_1));
            return null;
        } catch (SourceException e) {
            return GitErrors.what(e);
        }
    }

    /**
     * All entries, in order.
     *
     * @throws SourceException if Git would not read it either
     */
    public static List<ConfigEntry> read(String text) throws SourceException {
        ConfigReader reader = of(text);
        reader.readAll();
        return reader.entries;
    }

    private static ConfigReader of(String text) {
        String byteOrderMark = "\u00ef\u00bb\u00bf";
        return new ConfigReader(text.startsWith(byteOrderMark) ? text.substring(3) : text);
    }

    private void readAll() throws SourceException {
        while (readOne()) {
            if (entries.size() > MAX_ENTRIES) {
                throw new SourceException("its config has more than " + MAX_ENTRIES
                        + " settings; remove those of branches and remotes that no longer exist");
            }
        }
    }

    private SourceException invalid() {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new SourceException("its config has a syntax error in line " + Math.max(1, line));
    }

    /** The next character; a carriage return before a newline is skipped. */
    private int next() {
        if (at + 1 < text.length() && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n') {
            at++;
        }
        return at < text.length() ? text.charAt(at++) : END;
    }

    private boolean readOne() throws SourceException {
        int c = next();
        if (c == '#' || c == ';') {
            skipLine();
        } else if (c == '[') {
            readSection();
        } else if (isLetter(c)) {
            at--;
            readVariable();
        } else if (c != END && !isSpace(c)) {
            throw invalid();
        }
        return c != END;
    }

    private void skipLine() {
        int c = next();
        while (c != '\n' && c != END) {
            c = next();
        }
    }

    private void readSection() throws SourceException {
        StringBuilder name = new StringBuilder();
        subsection = null;
        int c = next();
        for (; isOfName(c) || c == '.'; c = next()) {
            name.append((char) c);
        }
        section = name.toString().toLowerCase(Locale.ROOT);
        if (c == ' ' || c == '\t') {
            subsection = readSubsection();
            c = next();
        } else if (section.indexOf('.') >= 0) {
            subsection = section.substring(section.indexOf('.') + 1);
            section = section.substring(0, section.indexOf('.'));
        }
        if (c != ']' || section.isEmpty()) {
            throw invalid();
        }
        if (subsection != null && subsection.length() > LONGEST_SUBSECTION) {
            throw new SourceException("its config has a section named with " + subsection.length()
                    + " characters; at most " + LONGEST_SUBSECTION + " are read");
        }
    }

    private String readSubsection() throws SourceException {
        int c = next();
        while (c == ' ' || c == '\t') {
            c = next();
        }
        if (c != '"') {
            throw invalid();
        }
        StringBuilder name = new StringBuilder();
        for (c = next(); c != '"'; c = next()) {
            c = c == '\\' ? next() : c;
            if (c == '\n' || c == END) {
                throw invalid();
            }
            name.append((char) c);
        }
        return name.toString();
    }

    private void readVariable() throws SourceException {
        StringBuilder name = new StringBuilder();
        int c = next();
        for (; isOfName(c); c = next()) {
            name.append((char) c);
        }
        while (c == ' ' || c == '\t') {
            c = next();
        }
        if (c == '=') {
            entries.add(new ConfigEntry(section, subsection, name.toString(), readValue()));
        } else if (c == '\n' || c == END || c == '#' || c == ';') {
            at -= c == '#' || c == ';' ? 1 : 0;
            entries.add(new ConfigEntry(section, subsection, name.toString(), null));
        } else {
            throw invalid();
        }
    }

    private String readValue() throws SourceException {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        int trimmed = 0;
        for (int c = next(); quoted || (c != '\n' && c != END); c = next()) {
            if (c == END || c == '\n') {
                throw invalid();
            } else if (!quoted && (c == '#' || c == ';')) {
                skipLine();
                break;
            } else if (c == '"') {
                quoted = !quoted;
                trimmed = value.length();
            } else if (c == '\\') {
                appendEscaped(value);
                trimmed = value.length();
            } else if (quoted || !isSpace(c)) {
                value.append((char) c);
                trimmed = value.length();
            } else if (value.length() > 0) {
                value.append((char) c);
            }
        }
        return value.substring(0, trimmed);
    }

    private void appendEscaped(StringBuilder value) throws SourceException {
        int c = next();
        switch (c) {
            case '\n' -> {}
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'b' -> value.append('\b');
            case '"', '\\' -> value.append((char) c);
            default -> throw invalid();
        }
    }

    /** As {@code sane_ctype} in Git's {@code ctype.c}: no vertical tab, no form feed. */
    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isOfName(int c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
    }
}
