package example.sevenz;

import java.io.IOException;

import org.projectexporter.spi.EntryType;

/**
 * The attributes of an entry: those of Windows in the lower 16 bits, and with the flag {@code UNIX_EXTENSION} the
 * {@code st_mode} of POSIX in the upper ones, as 7-Zip and p7zip have it ({@code FILE_ATTRIBUTE_UNIX_EXTENSION}).
 */
final class Attributes {
    private static final int DIRECTORY = 0x10;
    private static final int ARCHIVE = 0x20;
    private static final int UNIX_EXTENSION = 0x8000;
    private static final int PERMISSIONS = 0xfff;

    /** Of {@code st_mode}, in octal 170000: see inode(7). */
    private static final int TYPE = 0xf000;

    private static final int TYPE_FILE = 0x8000;
    private static final int TYPE_DIRECTORY = 0x4000;
    private static final int TYPE_LINK = 0xa000;

    private Attributes() {}

    static int of(EntryType type, int mode) {
        int windows = type == EntryType.DIRECTORY ? DIRECTORY : ARCHIVE;
        return windows | UNIX_EXTENSION | (typeBits(type) | mode) << 16;
    }

    private static int typeBits(EntryType type) {
        return switch (type) {
            case FILE -> TYPE_FILE;
            case DIRECTORY -> TYPE_DIRECTORY;
            case SYMBOLIC_LINK -> TYPE_LINK;
            case HARD_LINK -> throw new IllegalArgumentException("7z has no hard links");
        };
    }

    static int mode(int attributes) {
        return attributes >>> 16 & PERMISSIONS;
    }

    /** The type of an entry that a {@link SevenZWriter} has written. */
    static EntryType type(int attributes) throws IOException {
        EntryType type =
                switch (attributes >>> 16 & TYPE) {
                    case TYPE_FILE -> EntryType.FILE;
                    case TYPE_DIRECTORY -> EntryType.DIRECTORY;
                    case TYPE_LINK -> EntryType.SYMBOLIC_LINK;
                    default -> throw new IOException("an entry is neither a file nor a folder nor a link");
                };
        if (attributes != of(type, mode(attributes))) {
            throw new IOException("the attributes 0x" + Integer.toHexString(attributes) + " contradict each other");
        }
        return type;
    }
}
