package org.projectexporter;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that is not as it was when the archive was made.
 *
 * @param volume the file in which it lies, or in which it begins; empty if that is not known
 * @param offset byte of that file at which it lies, or at which the range begins in which it lies
 * @param length bytes of that range, which may reach into the following volumes
 * @param entry path of the entry, as in the archive
 * @param what one line for people
 */
public record VerifyProblem(
        Optional<Path> volume, OptionalLong offset, OptionalLong length, Optional<String> entry, String what) {

    /** All of it as one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        volume.ifPresent(file -> text.append(file.getFileName()));
        if (offset.isPresent()) {
            text.append(text.isEmpty() ? "byte " : ", byte ").append(offset.getAsLong());
        }
        if (length.isPresent()) {
            text.append(" and the ").append(length.getAsLong()).append(" from there");
        }
        entry.ifPresent(path -> text.append(text.isEmpty() ? "" : ", ").append(path));
        return text.append(text.isEmpty() ? "" : ": ").append(what).toString();
    }
}
