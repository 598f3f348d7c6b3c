package org.projectexporter;

/**
 * What is wrong with an archive that was refused. An archive may come from anyone, so each of these is a refusal, not a
 * warning. Whatever readers interpret differently is refused as well, since a user could be shown something else than
 * what is imported.
 */
public enum ArchiveDefect {
    /** Nothing in it says that it is an archive of this format. */
    NOT_AN_ARCHIVE,
    /** It ends too early. */
    TRUNCATED,
    /** There are bytes before its first entry. */
    LEADING_BYTES,
    /** Bytes follow its end. */
    TRAILING_BYTES,
    /** Bytes between two entries, or after the last one, belong to no entry. */
    GAP,
    /**
     * An entry begins within another one, or the directory lists entries in a different order than the file has them.
     */
    OVERLAP,
    /** It, or an entry, has a comment: room for bytes that no tool checks. */
    COMMENT,
    /** It says that it is one part of several. */
    MULTI_DISK,
    /** The number of its entries differs from the number that it declares. */
    WRONG_ENTRY_COUNT,
    /** Its directory is not at the declared position, or does not have the declared length. */
    WRONG_DIRECTORY,
    /** It has two end records, and therefore two directories. */
    SECOND_END,
    /** Its 64-bit records are missing, misplaced, unnecessary, or contradict the 32-bit ones. */
    WRONG_ZIP64,
    /** A header has the wrong signature. */
    NO_HEADER,
    /** The two headers of an entry contradict each other. */
    HEADERS_DISAGREE,
    /** The size and checksum of an entry follow its content. */
    DATA_DESCRIPTOR,
    /** It is encrypted. */
    ENCRYPTED,
    /** A compression method that this program does not write. */
    UNKNOWN_METHOD,
    /** A flag that this program does not write. */
    UNKNOWN_FLAG,
    /** Extra fields or extended records that are malformed, duplicate or unknown. */
    BAD_EXTRA,
    /** An entry has a second name in addition to the one in its header. */
    SECOND_NAME,
    /** Its content is longer or shorter than declared. */
    WRONG_SIZE,
    /** Content, or a header, does not match its checksum. */
    WRONG_CHECKSUM,
    /** Compressed content ends before its last byte. */
    BYTES_BEHIND_CONTENT,
    /** Compressed content cannot be decompressed. */
    DAMAGED_CONTENT,
    /** A number in a header is malformed. */
    BAD_NUMBER,
    /** Padding that is not zero: room for bytes that no tool checks. */
    BAD_PADDING,
    /** A kind of entry that this program does not write. */
    UNKNOWN_TYPE,
    /** A device, FIFO or socket. */
    SPECIAL_FILE,
    /** Name, type, size and link target of an entry do not match. */
    INCONSISTENT_ENTRY,
    /** The headers of an entry are valid, but not those that this program writes. */
    FOREIGN_HEADER,

    /** An absolute path. */
    ABSOLUTE_PATH,
    /** A path that begins with a Windows drive. */
    DRIVE_LETTER,
    /** A path with two slashes in a row. */
    EMPTY_SEGMENT,
    /** A path with {@code .} or {@code ..} in it. */
    DOT_SEGMENT,
    /** A name that leads elsewhere where a backslash separates names. */
    BACKSLASH,
    /** A name with a NUL in it, at which other programs end it. */
    NUL_IN_NAME,
    /** A path with a name in it of more than 255 bytes, which no file system of Linux can hold. */
    LONG_NAME,
    /** A path of more bytes than {@link ImportLimits#pathBytes} allows. */
    LONG_PATH,
    /**
     * A name that some file system treats as {@code .git} although it is spelled differently, or a {@code .git} where
     * none is allowed; or another spelling of a name that Git reads in a Git folder, such as {@code config}.
     */
    GIT_LOOKALIKE,
    /** Two entries with the same name. */
    DUPLICATE_NAME,
    /** An entry below something that is not a folder. */
    BELOW_NO_FOLDER,
    /** An entry that does not belong to an export: outside NAME and NAME.dependencies, or not where it has to be. */
    WRONG_LAYOUT,
    /** The manifest or SHA256SUMS is missing, or not at the end. */
    NO_METADATA,
    /** A link in a Git folder. */
    LINK_IN_GIT,
    /**
     * A {@code .git} file or a {@code core.worktree} that leads to anything but a repository, or a working tree, in the
     * archive.
     */
    GIT_LEADS_OUT,
    /** An index with a path that Git would never check out. */
    BAD_INDEX_PATH,
    /** A repository configuration that Git cannot read, or that requires an unknown feature. */
    BAD_GIT_CONFIG,
    /** The target of a link is empty, too long, or has a NUL in it. */
    BAD_LINK_TARGET,
    /** A hard link to anything but an earlier file of the working tree. */
    BAD_HARD_LINK,
    /** The manifest makes a claim about a path that is not in the archive, or is an entry of another kind. */
    FALSE_MANIFEST,

    /** More entries than allowed. */
    TOO_MANY_ENTRIES,
    /** More bytes than allowed. */
    TOO_MANY_BYTES,
    /** More bytes than allowed for an archive of its size. */
    RATIO,
    /** A larger manifest than allowed. */
    LARGE_MANIFEST
}
