package org.projectexporter;

import org.jspecify.annotations.Nullable;

/** What must be known at one time does not fit into the memory that Java was started with. With more it would. */
public final class MemoryException extends ExportException {
    private static final long serialVersionUID = 1L;

    private static final String OUTSIDE_HEAP =
            "outside the heap than Java may take; take less (--memory-mb), or start it with a larger -XX:MaxDirectMemorySize";

    /**
     * Says what to do, too.
     *
     * @param what needs the memory, for people
     */
    public MemoryException(String what, @Nullable Throwable cause) {
        super(what + " need more memory " + (isOutsideHeap(cause) ? OUTSIDE_HEAP : inHeap()), cause);
    }

    private static boolean isOutsideHeap(@Nullable Throwable cause) {
        return cause != null && String.valueOf(cause.getMessage()).contains("direct buffer");
    }

    private static String inHeap() {
        return "than Java was started with (a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB); start it with more, as in PROJECT_EXPORT_JAVA_OPTIONS=-Xmx4g for project-export";
    }
}
