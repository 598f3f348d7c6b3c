package org.projectexporter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.projectexporter.spi.RawPath;

/**
 * Something in a project that another system cannot keep as it is when the archive is unpacked there. The archive
 * contains it nevertheless.
 *
 * @param kind what it is
 * @param count the exact number of names, files or links concerned
 * @param examples the first of them in the order of the archive, at most {@link #MOST_EXAMPLES}
 */
public record PortabilityIssue(Kind kind, long count, List<Example> examples) {
    /** The largest number of examples. */
    public static final int MOST_EXAMPLES = 10;

    /** What another system cannot keep, and which one. */
    public enum Kind {
        /** As {@code nul} and {@code com1.txt}. */
        RESERVED_NAME("names that Windows keeps for devices"),
        /** As {@code shots.} and {@code notes }: Windows drops the end. */
        TRAILING_DOT_OR_SPACE("names that end in a dot or a space, which Windows drops"),
        /** One of {@code < > : " | ? * \} or a control character, which Windows does not allow. */
        FORBIDDEN_CHARACTER("names with a character that Windows does not allow"),
        /** As {@code Film} and {@code film}, which Windows and macOS keep as one. */
        CASE_COLLISION("names that differ from another only in case, so that Windows and macOS keep one of the two"),
        /** Composed and decomposed characters, which macOS keeps as one name. */
        UNICODE_COLLISION(
                "names that differ from another only in how accents are encoded, so that macOS keeps one of the two"),
        /** Names of other bytes, which Windows and macOS cannot write. */
        NOT_UTF8("names that are not UTF-8, which Windows and macOS cannot write"),
        /** More than 255 characters. */
        LONG_NAME("names of more than the 255 characters that Windows and macOS allow"),
        /** More than the 260 characters that Windows allows by default. */
        LONG_PATH("paths of more than the 260 characters that Windows allows by default, even at the top of a drive"),
        /** 4 GiB or more, too large for FAT32. */
        LARGE_FILE("files of 4 GiB or more, which a disk or card with FAT32 cannot hold"),
        /** Windows lets only some users create symbolic links. */
        SYMBOLIC_LINK("symbolic links, which on Windows only administrators and users in developer mode may create"),
        /** A link into the project by an absolute path, which leads to the old place. */
        ABSOLUTE_LINK(
                "symbolic links into the project by its absolute path, which lead to the old place once the project is"
                        + " elsewhere (an import sets those that Git does not track)"),
        /** Several names for one file, which become copies. */
        HARD_LINK("hard links (several names for one file), which become separate copies"),
        /** Before 1970 or after 2038. */
        UNUSUAL_TIME("times before 1970 or after 2038, which not every file system and program can keep"),
        /** A folder that not even its owner may write to. */
        CLOSED_FOLDER("folders that not even their owner may write to, in which many programs cannot unpack what is in"
                + " them"),
        /** A misleading name or target, because of which an import refuses the archive. */
        NOT_IMPORTED("entries with misleading names or link targets, because of which an import refuses the whole"
                + " archive; rename or remove them, then export again");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        /** {@return a description for people: what is counted, and what happens to it} */
        public String what() {
            return what;
        }

        /** {@return the name in JSON, for example {@code case_collision}} */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One name, file or link.
     *
     * @param path its path in the archive
     * @param collidesWith for a collision, the earlier path that is equal to this one on the other system; else empty
     * @param leadsTo for an absolute link, the path in the archive of what it leads to; else empty
     */
    public record Example(RawPath path, Optional<RawPath> collidesWith, Optional<RawPath> leadsTo) {
        /**
         * Makes an example that is not an absolute link.
         *
         * @param path its path in the archive
         * @param collidesWith for a collision, the earlier path; else empty
         */
        public Example(RawPath path, Optional<RawPath> collidesWith) {
            this(path, collidesWith, Optional.empty());
        }
    }

    /**
     * Copies the list.
     *
     * @param kind what it is
     * @param count the exact number of names, files or links concerned
     * @param examples the first of them
     */
    public PortabilityIssue {
        examples = List.copyOf(examples);
    }
}
