package org.projectexporter.internal.exporting.journal;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The archive is complete: from here on an export only gives names.
 *
 * @param sha256 of the finished files, in hexadecimal, in the order in which they get their names; the target and the
 *     number of volumes determine the files and names
 * @param volumes number of files that hold the archive
 * @param archiveBytes size of the archive
 * @param contentBytes bytes of the files in it
 * @param files number of files in it
 * @param commits commits in it; empty if unknown
 * @param media the Git LFS objects
 * @param leftOut files that patterns left out
 * @param warnings what is missing or changed, in lines for people
 * @param notes what is worth knowing, in lines for people
 * @param incomplete whether something unexpected is missing
 */
public record Commit(
        List<String> sha256,
        int volumes,
        long archiveBytes,
        long contentBytes,
        long files,
        OptionalLong commits,
        Media media,
        long leftOut,
        List<String> warnings,
        List<String> notes,
        boolean incomplete) {
    private static final long UNKNOWN = -1;

    /**
     * The Git LFS objects of an archive.
     *
     * @param objects number of objects in it
     * @param fromTree number of objects that are in it only as files of the working tree
     * @param fromTreeBytes their total size
     * @param saving bytes of objects that could have been left out; 0 if they are hardly worth it
     */
    public record Media(long objects, long fromTree, long fromTreeBytes, long saving) {
        private static void write(WireWriter out, Media media) throws IOException {
            out.writeLong(media.objects);
            out.writeLong(media.fromTree);
            out.writeLong(media.fromTreeBytes);
            out.writeLong(media.saving);
        }

        private static Media read(WireReader in) throws IOException {
            return new Media(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }
    }

    public Commit {
        sha256 = List.copyOf(sha256);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        if (volumes < 1) {
            throw new IllegalArgumentException("an archive in " + volumes + " files");
        }
    }

    static void write(WireWriter out, Commit commit) throws IOException {
        out.writeList(commit.sha256, WireWriter::writeText);
        out.writeInt(commit.volumes);
        out.writeLong(commit.archiveBytes);
        out.writeLong(commit.contentBytes);
        out.writeLong(commit.files);
        out.writeLong(commit.commits.orElse(UNKNOWN));
        Media.write(out, commit.media);
        out.writeLong(commit.leftOut);
        out.writeList(commit.warnings, WireWriter::writeText);
        out.writeList(commit.notes, WireWriter::writeText);
        out.writeBoolean(commit.incomplete);
    }

    static Commit read(WireReader in) throws IOException {
        return new Commit(
                in.readList(WireReader::readText),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                known(in.readLong()),
                Media.read(in),
                in.readLong(),
                in.readList(WireReader::readText),
                in.readList(WireReader::readText),
                in.readBoolean());
    }

    private static OptionalLong known(long commits) {
        return commits == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(commits);
    }
}
