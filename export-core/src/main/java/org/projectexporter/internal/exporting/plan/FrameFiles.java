package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

import org.projectexporter.spi.PlanSink.Frames;
import org.projectexporter.spi.RawPath;

/** Selects the files of a sequence among the names of a folder, and counts them. */
final class FrameFiles {
    /** More digits than a long has cannot be a frame's number. */
    private static final int MOST_DIGITS = 18;

    private static final String NUMBER = "#";
    private static final String ANY = "*";

    private final Frames frames;
    private long files;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private @Nullable RawPath one;

    private FrameFiles(Frames frames) {
        this.frames = frames;
    }

    /** Calls {@code each} with every name that belongs to the sequence. */
    static FrameFiles of(Frames frames, Iterable<RawPath> names, Consumer<RawPath> each) {
        FrameFiles found = new FrameFiles(frames);
        for (RawPath name : names) {
            if (found.take(name)) {
                each.accept(name);
            }
        }
        return found;
    }

    private boolean take(RawPath name) {
        int from = frames.before().length();
        int to = name.length() - frames.after().length();
        if (to <= from || !has(name, 0, frames.before()) || !has(name, to, frames.after())) {
            return false;
        }
        if (frames.digits() > 0) {
            long number = number(name, from, to);
            if (number < 0 || !isUsed(number)) {
                return false;
            }
            first = Math.min(first, number);
            last = Math.max(last, number);
        }
        files++;
        one = one == null ? name : one;
        return true;
    }

    private static boolean has(RawPath name, int at, RawPath part) {
        for (int i = 0; i < part.length(); i++) {
            if (name.byteAt(at + i) != part.byteAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number between two positions, as printf's {@code %0Nd} writes it; -1 if it is none. */
    private long number(RawPath name, int from, int to) {
        int digits = to - from;
        boolean filled = name.byteAt(from) == '0' && digits > 1;
        if (digits < frames.digits() || digits > MOST_DIGITS || (filled && digits > frames.digits())) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = name.byteAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private boolean isUsed(long number) {
        Frames.Range range = frames.range();
        return range == null
                || (number >= range.first() && number <= range.last() && (number - range.first()) % range.step() == 0);
    }

    /** The name of one of the files; null if there are none. */
    @Nullable
    RawPath one() {
        return one;
    }

    /** The files in numbers, for the manifest. */
    DocumentReference.Frames counted() {
        Frames.Range range = frames.range();
        if (range != null) {
            long expected = range.last() < range.first() ? 0 : (range.last() - range.first()) / range.step() + 1;
            return new DocumentReference.Frames(
                    pattern(), range.first(), range.last(), files, Math.max(0, expected - files));
        }
        boolean numbered = files > 0 && frames.digits() > 0;
        return new DocumentReference.Frames(pattern(), numbered ? first : 0, numbered ? last : 0, files, 0);
    }

    private String pattern() {
        return frames.before()
                + (frames.digits() == 0 ? ANY : NUMBER.repeat(Math.min(MOST_DIGITS, frames.digits())))
                + frames.after();
    }
}
