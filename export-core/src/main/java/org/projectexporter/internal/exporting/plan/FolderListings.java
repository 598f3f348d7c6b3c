package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * Lists folders, and reads the attributes of what is in them, on several threads ahead of a walk. The walk takes the
 * folder last added first, so that is listed first, too; a folder that no thread has begun is listed by the walk
 * itself. In memory are the contents of a few folders, and not more than a part of a large one.
 */
final class FolderListings implements Closeable {
    private static final int THREADS = 3;
    /** Folders that may be listed and not yet taken by the walk. */
    private static final int FOLDERS_AHEAD = 32;
    /** Children that are handed over at once: one by one, that would cost more than to read their attributes. */
    private static final int PART = 64;

    private static final int PARTS_AHEAD = 8;
    private static final long POLL_MILLIS = 20;

    private final MountPoints mounts;
    private final ConfinedFolder ofWalk;
    private final Path root;
    /** Folders that no thread has begun. */
    private final Deque<Listing> waiting = new ArrayDeque<>();

    private final ExecutorService threads;
    private int ahead;
    private volatile boolean closed;

    /**
     * No listings yet.
     *
     * @param root all folders are below it, or it itself
     * @param ofWalk the same folder, for the thread of the walk
     */
    FolderListings(Path root, ConfinedFolder ofWalk, MountPoints mounts) {
        this.root = root;
        this.ofWalk = ofWalk;
        this.mounts = mounts;
        this.threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.numbered("export-listing"));
    }

    /**
     * A part of what a folder contains.
     *
     * @param failure why nothing follows, if it is not the end of the folder
     */
    private record Part(List<FoundChild> children, boolean last, @Nullable Throwable failure) {
        private static final Part END = new Part(List.of(), true, null);
    }

    /** Adds a folder that the walk will take. */
    Listing add(Path folder) {
        Listing listing = new Listing(folder);
        synchronized (this) {
            waiting.push(listing);
        }
        threads.execute(this::listNext);
        return listing;
    }

    private void listNext() {
        Listing next = nextAhead();
        if (next != null) {
            next.listAhead();
        }
    }

    private synchronized @Nullable Listing nextAhead() {
        if (closed || ahead == FOLDERS_AHEAD || waiting.isEmpty()) {
            return null;
        }
        ahead++;
        Listing next = waiting.pop();
        next.parts = new ArrayBlockingQueue<>(PARTS_AHEAD);
        return next;
    }

    private void endTaken() {
        synchronized (this) {
            ahead--;
        }
        threads.execute(this::listNext);
    }

    /** Stops, and waits for the threads to end. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        Futures.join(threads);
    }

    /** The contents of one folder, taken by the walk, in no particular order. */
    final class Listing {
        private final Path folder;
        private @Nullable BlockingQueue<Part> parts;
        private ConfinedFolder.@Nullable Children children;
        private Part part = new Part(List.of(), false, null);
        private int at;
        private boolean taken;

        private Listing(Path folder) {
            this.folder = folder;
        }

        /** The next child; null after the last. The walk takes all of them before it lists another folder. */
        @Nullable
        FoundChild next() throws IOException {
            if (!taken) {
                taken = true;
                children = isBegun() ? null : ofWalk.list(folder);
            }
            if (children != null) {
                Path child = children.next();
                return child == null ? null : FoundChild.of(child, mounts);
            }
            while (at == part.children.size()) {
                Throwable failure = part.failure;
                if (failure != null) {
                    part = Part.END;
                    at = 0;
                    throw Futures.asIoException(failure);
                }
                if (part.last) {
                    return null;
                }
                takePart();
            }
            return part.children.get(at++);
        }

        /** Whether another thread has begun to list the folder; if not, none will. */
        private boolean isBegun() {
            synchronized (FolderListings.this) {
                boolean begun = parts != null;
                if (!begun) {
                    waiting.remove(this);
                }
                return begun;
            }
        }

        private void takePart() throws IOException {
            part = Futures.take(parts());
            at = 0;
            if (part.last) {
                endTaken();
            }
        }

        private BlockingQueue<Part> parts() {
            return Objects.requireNonNull(parts, "no thread lists the folder");
        }

        /** Runs on one of the threads. */
        private void listAhead() {
            List<FoundChild> found = new ArrayList<>(PART);
            Throwable failure = null;
            try (ConfinedFolder own = new ConfinedFolder(root)) {
                ConfinedFolder.Children next = own.list(folder);
                for (Path child = next.next(); child != null && !closed; child = next.next()) {
                    found.add(FoundChild.of(child, mounts));
                    if (found.size() == PART) {
                        put(new Part(List.copyOf(found), false, null));
                        found.clear();
                    }
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e; // the walk throws it where it would have occurred
            }
            put(new Part(found, true, failure));
        }

        /** Waits for the walk, unless it has ended. */
        private void put(Part next) {
            try {
                boolean done = false;
                while (!done && !closed) {
                    done = Futures.offer(parts(), next, POLL_MILLIS);
                }
            } catch (IOException e) {
                // interrupted by close
            }
        }
    }
}
