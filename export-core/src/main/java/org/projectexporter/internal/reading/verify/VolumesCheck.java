package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.util.List;

import org.projectexporter.internal.layout.ArchiveParts;
import org.projectexporter.internal.layout.ArchiveParts.Part;
import org.projectexporter.internal.layout.ChecksumsFile;

/**
 * Checks which of an archive's files are the ones that were written. They are compared with the lines of {@code
 * FILE.sha256} by content and order, not by name, since an archive may have been renamed; without that file, by their
 * sizes.
 */
final class VolumesCheck {
    private final ArchiveParts archive;
    private final List<Part> parts;
    private final @Nullable ChecksumsFile sums;
    private final List<String> listed;
    private final Problems problems;
    private boolean mismatched;

    VolumesCheck(ArchiveParts archive, @Nullable ChecksumsFile sums, Problems problems) {
        this.archive = archive;
        this.parts = archive.parts();
        this.sums = sums;
        this.listed = sums == null ? List.of() : sums.volumes();
        this.problems = problems;
    }

    /** Records missing volumes; false if there are any. */
    boolean areAllThere() {
        List<Integer> missing = archive.isSplit() ? archive.missing(listed.size()) : List.of();
        missing.forEach(number -> problems.ofFile(archive.volume(number), -1, "this volume is missing"));
        return missing.isEmpty();
    }

    /** Records which parts differ; true if all are proven intact. */
    boolean compare(List<String> sha256) {
        if (sums == null || isJoined()) {
            for (int i = 0; i < parts.size(); i++) {
                String size = wrongSize(i);
                if (size != null) {
                    problems.ofFile(parts.get(i).file(), i, size);
                }
            }
            return false;
        }
        if (sums.isDamaged() || listed.isEmpty()) {
            problems.ofFile(archive.sibling(ChecksumsFile.SUFFIX), -1, "is not a list of checksums, or is incomplete");
        }
        if (listed.isEmpty()) {
            return false;
        }
        boolean all = !sums.isDamaged() && parts.size() == listed.size();
        for (int i = 0; i < parts.size(); i++) {
            all &= compare(i, parts.get(i), sha256.get(i));
        }
        return all;
    }

    private boolean compare(int index, Part part, String sha256) {
        int place = part.number() - 1;
        if (place < listed.size() && listed.get(place).equals(sha256)) {
            return true;
        }
        int other = listed.indexOf(sha256);
        String size = wrongSize(index);
        String what;
        if (other >= 0) {
            mismatched = true;
            what = "holds volume " + (other + 1) + ", and should hold volume " + part.number()
                    + ": volumes were swapped";
        } else if (place >= listed.size()) {
            mismatched = true;
            what = "is not one of the " + listed.size() + " volumes that " + sumsName() + " lists";
        } else if (size != null) {
            what = size;
        } else {
            what = "differs from its checksum in " + sumsName() + ": damaged, or part of another archive";
        }
        problems.ofFile(part.file(), index, what);
        return false;
    }

    /** The problem with a volume's size, null if there is none: all volumes but the last have the same size. */
    private @Nullable String wrongSize(int index) {
        long bytes = parts.get(index).bytes();
        long longest = parts.stream().mapToLong(Part::bytes).max().orElse(bytes);
        boolean last = index == parts.size() - 1;
        return last || bytes == longest
                ? null
                : "is cut short: it has " + bytes + " bytes, a volume next to it has " + longest;
    }

    /** Whether volumes were joined into one file, which {@code FILE.sha256} does not list. */
    private boolean isJoined() {
        return !archive.isSplit() && listed.size() > 1;
    }

    /** Whether some file does not belong where it is, which explains every problem within the archive. */
    boolean explainAll() {
        return mismatched;
    }

    /** Why the bytes that no reader looks at are not verified. */
    String whyNotProven() {
        String proven = "the content of every file was verified; the bytes between the files could not be, because ";
        return isJoined()
                ? proven + sumsName() + " has the checksums of the volumes, not of the file that was joined from them"
                : proven + "there is no " + sumsName();
    }

    private String sumsName() {
        return String.valueOf(archive.sibling(ChecksumsFile.SUFFIX).getFileName());
    }
}
