package org.projectexporter.internal.exporting.database;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.RawPath;

/**
 * What the files of a database contained at one moment. An archive that has files of these contents has the database as
 * it was then, whenever they were read.
 *
 * @param database the database's path in the archive
 * @param files those that hold its content, the database itself first, whether or not they exist
 * @param settled whether there was such a moment; otherwise it was written to whenever it was read
 * @param open whether a program appears to have it open
 */
public record DatabaseState(RawPath database, List<Member> files, boolean settled, boolean open) {
    /**
     * A file.
     *
     * @param sha256 of its content, in hexadecimal, or its {@link QuickSum}; null if it is empty or does not exist, which
     *     is the same to SQLite
     */
    public record Member(RawPath path, @Nullable String sha256) {
        private static void write(WireWriter out, Member member) throws IOException {
            out.writePath(member.path);
            out.writeOptional(member.sha256, WireWriter::writeText);
        }

        private static Member read(WireReader in) throws IOException {
            return new Member(in.readPath(), in.readOptional(WireReader::readText));
        }
    }

    public DatabaseState {
        files = List.copyOf(files);
    }

    /**
     * Whether a file may have this content without making the archive's copy another state: it has the content of this
     * state, or is only an index, which SQLite rebuilds.
     *
     * @param sha256 null if the file is empty or does not exist
     */
    public boolean agreesWith(RawPath path, @Nullable String sha256) {
        for (Member file : files) {
            if (file.path.equals(path)) {
                return Objects.equals(file.sha256, sha256);
            }
        }
        return true;
    }

    /** Writes it into a file of the work folder. */
    public static void write(WireWriter out, DatabaseState state) throws IOException {
        out.writePath(state.database);
        out.writeList(state.files, Member::write);
        out.writeBoolean(state.settled);
        out.writeBoolean(state.open);
    }

    /** Reads what {@link #write} wrote. */
    public static DatabaseState read(WireReader in) throws IOException {
        return new DatabaseState(in.readPath(), in.readList(Member::read), in.readBoolean(), in.readBoolean());
    }
}
