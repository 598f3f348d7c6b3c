package org.projectexporter;

/**
 * What is wrong with an archive that was refused. An archive may come from anyone, so each of these is a refusal, not a warning; what
 * readers disagree about is refused as well, since one of them would be shown something else.
 */
public enum ArchiveDefect {
    /** Nothing in it says that it is an archive of this format. */
    NOT_AN_ARCHIVE,
    /** It ends too early. */
    TRUNCATED,
    /** Bytes stand before its first entry. */
    LEADING_BYTES,
    /** Bytes follow its end. */
    TRAILING_BYTES,
    /** Bytes between two entries, or behind the last, belong to none. */
    GAP,
    /** An entry begins within another one, or entries are listed in another order than they lie in. */
    OVERLAP,
    /** It, or an entry, bears a comment: room for bytes that nobody looks at. */
    COMMENT,
    /** It says that it is one part of several. */
    MULTI_DISK,
    /** It has another number of entries than it says. */
    WRONG_ENTRY_COUNT,
    /** Its directory does not lie where, or is not as long as, it says. */
    WRONG_DIRECTORY,
    /** There are two ends, and so two directories. */
    SECOND_END,
    /** Its records of 64 bits are missing, misplaced, needless, or say something else than those of 32 bits. */
    WRONG_ZIP64,
    /** A header does not begin as one does. */
    NO_HEADER,
    /** The two headers of an entry say two things. */
    HEADERS_DISAGREE,
    /** The size and checksum of an entry stand behind its content. */
    DATA_DESCRIPTOR,
    /** It is encrypted. */
    ENCRYPTED,
    /** A way of compression that this program does not write. */
    UNKNOWN_METHOD,
    /** A flag that this program does not write. */
    UNKNOWN_FLAG,
    /** Extra fields or extended records that are malformed, come twice, or mean what this program does not know. */
    BAD_EXTRA,
    /** An entry has a second name beside the one in its header. */
    SECOND_NAME,
    /** Its content is longer or shorter than it says. */
    WRONG_SIZE,
    /** Content, or a header, does not match its checksum. */
    WRONG_CHECKSUM,
    /** Compressed content has ended, and bytes of it are left. */
    BYTES_BEHIND_CONTENT,
    /** Compressed content is no such thing. */
    DAMAGED_CONTENT,
    /** A number in a header is none. */
    BAD_NUMBER,
    /** Padding that is not zero: room for bytes that nobody looks at. */
    BAD_PADDING,
    /** A kind of entry that this program does not write. */
    UNKNOWN_TYPE,
    /** A device, FIFO or socket. */
    SPECIAL_FILE,
    /** Name, type, size and link target of an entry do not go together. */
    INCONSISTENT_ENTRY,
    /** The headers of an entry are valid, but not those that this program writes. */
    FOREIGN_HEADER,

    /** A path that begins at the root. */
    ABSOLUTE_PATH,
    /** A path that begins with a drive of Windows. */
    DRIVE_LETTER,
    /** A path with nothing between two slashes. */
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
     * A name that some file system treats as {@code .git} although it is spelled differently, or a {@code .git} where none may be; or
     * another spelling of a name that Git reads in a Git folder, such as {@code config}.
     */
    GIT_LOOKALIKE,
    /** Two entries of one name. */
    DUPLICATE_NAME,
    /** An entry below something that is no folder. */
    BELOW_NO_FOLDER,
    /** An entry that does not belong to an export: beside NAME and NAME.dependencies, or not where it has to be. */
    WRONG_LAYOUT,
    /** The manifest or SHA256SUMS is missing, or not at the end. */
    NO_METADATA,
    /** A link in a Git folder. */
    LINK_IN_GIT,
    /** A {@code .git} file or a {@code core.worktree} that leads elsewhere than to a repository, or a working tree, of the archive. */
    GIT_LEADS_OUT,
    /** An index with a path that Git would never check out. */
    BAD_INDEX_PATH,
    /** A configuration of a repository that Git does not read, or that asks for what is not known. */
    BAD_GIT_CONFIG,
    /** The target of a link is empty, too long, or has a NUL in it. */
    BAD_LINK_TARGET,
    /** A hard link to something else than an earlier file of the working tree. */
    BAD_HARD_LINK,
    /** The manifest claims something of a path that is no entry of the archive, or not such a one. */
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
