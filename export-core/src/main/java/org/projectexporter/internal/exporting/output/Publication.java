package org.projectexporter.internal.exporting.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.exporting.output.Target.Naming;
import org.projectexporter.internal.io.Durable;

/** Gives finished files their names: all of them, or none. */
final class Publication {
    /** The names under which the work folder keeps replaced files until all new files have their names. */
    static final String REPLACED = "replaced-";

    private final Path folder;
    private final boolean replace;
    private final DiskSteps steps;
    /** The steps done so far, the last first. */
    private final Deque<Undo> done = new ArrayDeque<>();

    /** Undoes one name. */
    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    /**
     * A publication in one folder.
     *
     * @param replace whether existing files are replaced
     */
    Publication(Path folder, boolean replace, DiskSteps steps) {
        this.folder = folder;
        this.replace = replace;
        this.steps = steps;
    }

    /**
     * Gives the names in this order, and makes them durable. If that fails for any reason, no new name remains, and
     * replaced files are restored. A file that already has its name, from a run that was killed here, keeps it.
     */
    void run(List<Naming> namings) throws IOException {
        try {
            for (Naming naming : namings) {
                steps.before(DiskSteps.Kind.NAME, 0);
                publish(naming);
            }
            Durable.syncFolder(folder);
        } catch (IOException | RuntimeException | Error e) {
            undoAll(e);
            throw e;
        }
    }

    private void undoAll(Throwable cause) {
        for (Undo undo : done) {
            try {
                undo.run();
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void publish(Naming naming) throws IOException {
        if (Files.notExists(naming.file(), LinkOption.NOFOLLOW_LINKS)
                && Files.exists(naming.name(), LinkOption.NOFOLLOW_LINKS)) {
            return; // it was moved by a run that was killed
        }
        try {
            Durable.nameWithoutReplacing(naming.file(), naming.name());
            done.push(() -> Durable.undoNaming(naming.name(), naming.file()));
        } catch (FileAlreadyExistsException e) {
            if (replace) {
                replace(naming);
                return;
            }
            throw new ExportException(
                    Reason.TARGET_CHANGED,
                    naming.name() + " has appeared while the export ran; it was not touched. Move it away, then resume"
                            + " the export",
                    e);
        }
    }

    /** The old file keeps its name until the new one has it. Without hard links it cannot be restored. */
    private void replace(Naming naming) throws IOException {
        Path old = Objects.requireNonNull(naming.file().getParent())
                .resolve(REPLACED + naming.file().getFileName());
        boolean kept = keep(naming.name(), old);
        Files.move(naming.file(), naming.name(), StandardCopyOption.ATOMIC_MOVE);
        if (kept) {
            done.push(() -> {
                Files.createLink(naming.file(), naming.name());
                Files.move(old, naming.name(), StandardCopyOption.ATOMIC_MOVE);
            });
        }
    }

    private static boolean keep(Path name, Path old) {
        try {
            Files.deleteIfExists(old);
            Files.createLink(old, name);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
