package org.projectexporter.testkit;

import java.util.List;
import java.util.Objects;

/**
 * A program that is not ours and unpacks archives of a format, for {@link ArchiveFormatContract#foreignReaders}.
 * Immutable.
 *
 * <pre>{@code
 * ForeignReader.of("unzip", "-q", "{archive}").withMtimeStep(1_000_000_000)
 * }</pre>
 */
public final class ForeignReader {
    private final List<String> command;
    private final long mtimeStepNanos;

    private ForeignReader(List<String> command, long mtimeStepNanos) {
        this.command = List.copyOf(command);
        this.mtimeStepNanos = mtimeStepNanos;
    }

    /**
     * {@return a program that restores paths, content, links, modes, and times to the nanosecond}
     *
     * @param command the program, which is looked for on the PATH, and its arguments, in which <code>{archive}</code>
     *     is the path of the archive; it is run in the empty folder into which it is to unpack
     */
    public static ForeignReader of(String... command) {
        return new ForeignReader(List.of(command), 1);
    }

    /**
     * {@return the same with coarser times}
     *
     * @param nanos the smallest step of a modification time that it restores, in nanoseconds
     */
    public ForeignReader withMtimeStep(long nanos) {
        return new ForeignReader(command, nanos);
    }

    /** {@return the name of the program} */
    public String program() {
        return command.get(0);
    }

    /** {@return the smallest step of a modification time that it restores, in nanoseconds} */
    public long mtimeStepNanos() {
        return mtimeStepNanos;
    }

    /**
     * {@return the command for one archive}
     *
     * @param archive its absolute path
     */
    public List<String> command(String archive) {
        Objects.requireNonNull(archive);
        return command.stream().map(word -> word.replace("{archive}", archive)).toList();
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
