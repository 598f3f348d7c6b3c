package org.projectexporter.lfs;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.SourceException;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;

/** Collects objects that will be missing from the archive, and treats them as {@code missing_lfs} requires. */
final class MissingObjects {
    private record Missing(Finding.Kind kind, LfsPointer pointer, @Nullable RawPath path, String detail) {}

    private final List<Missing> all = new ArrayList<>();

    /**
     * Adds a missing object.
     *
     * @param current whether the files that are checked out need it, not only other versions of them
     * @param path the path in the archive of a file that has the object as its content
     * @param detail the reason why it is missing, for messages
     */
    void add(LfsPointer pointer, boolean current, @Nullable RawPath path, String detail) {
        Finding.Kind kind = current ? Finding.Kind.OBJECT_MISSING : Finding.Kind.OLDER_OBJECT_MISSING;
        all.add(new Missing(kind, pointer, path, detail));
    }

    /**
     * Reports all missing objects.
     *
     * @throws SourceException if there are any and the policy is to fail
     */
    void report(MissingLfs policy, PlanSink sink) throws SourceException {
        if (policy == MissingLfs.FAIL && !all.isEmpty()) {
            throw SourceException.withOption(Reason.CONTENT_MISSING, message(all.get(0)), "missingLfs WARN", null);
        }
        for (Missing missing : all) {
            LfsPointer pointer = missing.pointer;
            sink.report(Finding.ofObject(missing.kind, missing.path, missing.detail, pointer.oid(), pointer.size()));
        }
        all.clear();
    }

    private String message(Missing first) {
        String others = all.size() == 1 ? "" : ", and " + (all.size() - 1) + " more (" + all.size() + " in all)";
        return "the Git LFS object " + first.pointer.oid() + " (" + first.pointer.size() + " bytes, content of "
                + first.path
                + ") is missing: " + first.detail + others
                + "; get it with `git lfs fetch --all`, or export without it";
    }
}
