package org.projectexporter.it.exports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.testkit.fixtures.Exec;

/**
 * Files of a working tree in use: they are replaced, rewritten in place, appended to, truncated, renamed,
 * removed, and swapped for FIFOs and for links that lead out of the project. Their contents are {@link ProvenContent}.
 */
final class LiveFiles implements Mutator.Step {
    static final String CANARY = "this is outside of the project";

    /** Some files are larger than what is read at once with little memory. */
    private static final int[] BLOCKS = {1, 2, 5, 20, 100, 700, 1200};

    private static final int FILES = 12;
    private static final int MOST_GROWN_BLOCKS = 1000;
    private static final long SWAPPED_MILLIS = 60;

    /** A writer that is held up for longer leaves a file that looks as if it were at rest. */
    private static final long MOMENT_NANOS = 40_000_000;

    private final Path live;
    private final Map<String, Long> writing = new ConcurrentHashMap<>();
    private final Map<String, Long> heldUp = new ConcurrentHashMap<>();
    private final Path workshop;
    private final Path outside;
    private int generation = 1;
    private int moved;

    /**
     * Creates the files.
     *
     * @param workshop a folder outside the project, on the same file system
     */
    LiveFiles(Path project, Path workshop) throws IOException {
        this.live = project.resolve("live");
        this.workshop = Files.createDirectories(workshop);
        this.outside = Files.createDirectories(workshop.resolve("outside"));
        Files.writeString(outside.resolve("file"), CANARY);
        Exec.in(workshop).run("mkfifo", "fifo").ok();
        for (String folder : new String[] {"whole", "growing", "moving", "swapped/folder"}) {
            Files.createDirectories(live.resolve(folder));
        }
        for (int i = 0; i < FILES; i++) {
            Files.write(live.resolve("whole/" + i), ProvenContent.whole("whole" + i, 0, BLOCKS[i % BLOCKS.length]));
            Files.write(live.resolve("growing/" + i), ProvenContent.growing("growing" + i, 0, BLOCKS[i % 4]));
        }
        Files.write(live.resolve("moving/at0"), ProvenContent.whole("moving", 0, 50));
        Files.write(live.resolve("swapped/file"), ProvenContent.whole("swapped", 0, 3));
        Files.write(live.resolve("swapped/folder/file"), ProvenContent.whole("folder", 0, 3));
    }

    @Override
    public void run(Random random) throws IOException {
        int number = random.nextInt(FILES);
        int blocks = BLOCKS[random.nextInt(BLOCKS.length)];
        generation++;
        switch (random.nextInt(16)) {
            case 0, 1 ->
                replace(live.resolve("whole/" + number), ProvenContent.whole("whole" + number, generation, blocks));
            case 2, 3, 4 -> writeInPlace(number, blocks, random);
            case 5 -> removeAndRecreate(number, blocks);
            case 6, 7, 8, 9 -> append(number, 1 + random.nextInt(60), random.nextInt(ProvenContent.BLOCK_BYTES));
            case 10 -> truncate(number, random);
            case 11, 12 -> rename();
            case 13 -> swapFileForFifo();
            case 14 -> swapFileForLink();
            default -> swapFolderForLink(random.nextBoolean());
        }
        Mutator.sleep(random.nextInt(4));
    }

    /** Replaces a file like an editor that saves under another name and renames. */
    private void replace(Path file, byte[] content) throws IOException {
        Path made = workshop.resolve("made");
        Files.write(made, content);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Rewrites a file like a renderer: over the old content, piece by piece, then to the new length. */
    private void writeInPlace(int number, int blocks, Random random) throws IOException {
        byte[] content = ProvenContent.whole("whole" + number, generation, blocks);
        long begin = System.nanoTime();
        writing.put("whole/" + number, begin);
        try (FileChannel file = FileChannel.open(live.resolve("whole/" + number), StandardOpenOption.WRITE)) {
            int step = ProvenContent.BLOCK_BYTES * (1 + random.nextInt(100));
            for (int at = 0; at < content.length; at += step) {
                file.write(ByteBuffer.wrap(content, at, Math.min(step, content.length - at)));
            }
            file.truncate(content.length);
        }
        wrote(number, begin);
    }

    private void removeAndRecreate(int number, int blocks) throws IOException {
        Path file = live.resolve("whole/" + number);
        byte[] content = ProvenContent.whole("whole" + number, generation, blocks);
        Files.delete(file);
        Mutator.sleep(2);
        long begin = System.nanoTime();
        writing.put("whole/" + number, begin);
        Files.write(file, content);
        wrote(number, begin);
    }

    /** Records the end of a write that took so long that the export could not notice it. */
    private void wrote(int number, long begin) {
        long end = System.nanoTime();
        if (end - begin > MOMENT_NANOS) {
            heldUp.put("whole/" + number, end);
        }
        writing.remove("whole/" + number);
    }

    /** The files that were half written for a while since that time. */
    Set<String> heldUpSince(long nanos) {
        Set<String> files = new TreeSet<>();
        long now = System.nanoTime();
        writing.forEach((file, begin) -> {
            if (now - begin > MOMENT_NANOS) {
                files.add(file);
            }
        });
        heldUp.forEach((file, end) -> {
            if (end - nanos > 0) {
                files.add(file);
            }
        });
        return files;
    }

    /** Starts within a block if the file was truncated there. */
    private void append(int number, int blocks, int more) throws IOException {
        try (FileChannel file = FileChannel.open(live.resolve("growing/" + number), StandardOpenOption.WRITE)) {
            int at = (int) file.size();
            int first = at / ProvenContent.BLOCK_BYTES;
            if (first < MOST_GROWN_BLOCKS) {
                byte[] all = ProvenContent.growing("growing" + number, first, blocks + 1);
                int skip = at % ProvenContent.BLOCK_BYTES;
                int length = blocks * ProvenContent.BLOCK_BYTES - skip + more;
                file.write(ByteBuffer.wrap(all, skip, length), at);
            }
        }
    }

    private void truncate(int number, Random random) throws IOException {
        try (FileChannel file = FileChannel.open(live.resolve("growing/" + number), StandardOpenOption.WRITE)) {
            file.truncate(random.nextInt((int) file.size() + 1));
        }
    }

    private void rename() throws IOException {
        Path from = live.resolve("moving/at" + moved % 3);
        moved++;
        Files.move(from, live.resolve("moving/at" + moved % 3), StandardCopyOption.ATOMIC_MOVE);
    }

    private void swapFileForFifo() throws IOException {
        Path file = live.resolve("swapped/file");
        Path fifo = workshop.resolve("fifo");
        Files.move(fifo, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Mutator.sleep(SWAPPED_MILLIS);
        Files.move(file, fifo, StandardCopyOption.ATOMIC_MOVE);
        Files.write(file, ProvenContent.whole("swapped", generation, 3));
    }

    private void swapFileForLink() throws IOException {
        Path file = live.resolve("swapped/file");
        Path link = Files.createSymbolicLink(workshop.resolve("link"), outside.resolve("file"));
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Mutator.sleep(1);
        replace(file, ProvenContent.whole("swapped", generation, 3));
    }

    private void swapFolderForLink(boolean loop) throws IOException {
        Path folder = live.resolve("swapped/folder");
        Path away = workshop.resolve("away");
        Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(folder, loop ? folder : outside);
        Mutator.sleep(1);
        Files.delete(folder);
        Files.move(away, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
