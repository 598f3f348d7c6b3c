package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.RawPath;

/**
 * What became of a reference in a document.
 *
 * @param from the path in the archive of the document
 * @param written the reference as the document has it
 * @param target the path in the archive of the target, or of the folder of a sequence; null if it was not found
 * @param frames for a sequence, its files; else null
 * @param companions the paths in the archive of what is exported with the target as a whole, such as a camera's card
 */
public record DocumentReference(
        RawPath from,
        String written,
        Status status,
        @Nullable RawPath target,
        @Nullable Frames frames,
        List<RawPath> companions) {
    /** What became of it. Files of a work folder contain the positions, so new ones are added at the end. */
    public enum Status {
        /** The target is in the project, and exported with it. */
        IN_PROJECT,
        /** The target is outside the project, and exported as a dependency. */
        TAKEN_ALONG,
        /** The target exists, but patterns leave it out, or it is not a file. */
        LEFT_OUT,
        /** The target is neither in the project nor below an allowed folder; it was not read. */
        OUTSIDE,
        /** There is no target. */
        MISSING
    }

    private static final Status[] STATUSES = Status.values();

    /**
     * The files of a sequence.
     *
     * @param name their name with {@code #} for each digit of the number, or with {@code *} for any text
     * @param first the first number: the one that the document names, else the first one found
     * @param last the last number, likewise
     * @param files the number of files found
     * @param missing the number of files that the document uses and that do not exist
     */
    public record Frames(String name, long first, long last, long files, long missing) {
        private static void write(WireWriter out, Frames frames) throws IOException {
            out.writeText(frames.name);
            out.writeLong(frames.first);
            out.writeLong(frames.last);
            out.writeLong(frames.files);
            out.writeLong(frames.missing);
        }

        private static Frames read(WireReader in) throws IOException {
            return new Frames(in.readText(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }
    }

    public DocumentReference {
        companions = List.copyOf(companions);
    }

    /** The same, with another status. */
    DocumentReference with(Status other) {
        return new DocumentReference(from, written, other, target, frames, companions);
    }

    static void write(WireWriter out, DocumentReference reference) throws IOException {
        out.writePath(reference.from);
        out.writeText(reference.written);
        out.writeEnum(reference.status);
        out.writeOptional(reference.target, WireWriter::writePath);
        out.writeOptional(reference.frames, Frames::write);
        out.writeList(reference.companions, WireWriter::writePath);
    }

    static DocumentReference read(WireReader in) throws IOException {
        return new DocumentReference(
                in.readPath(),
                in.readText(),
                in.readEnum(STATUSES),
                in.readOptional(WireReader::readPath),
                in.readOptional(Frames::read),
                in.readList(WireReader::readPath));
    }
}
