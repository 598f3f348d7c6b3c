package org.projectexporter.internal.exporting.estimate;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import org.projectexporter.internal.exporting.engine.ContentClass;
import org.projectexporter.internal.exporting.engine.ContentSamples;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * Sorts files into groups by what is known of them without reading them: role, suffix, whether they are large, and
 * whether they will be compressed. First all files are counted, then samples are chosen among them, by a second pass
 * through the same files.
 */
public final class SampleGroups {
    /** Content above this size is compressed in blocks of its own in every format, whatever is around it. */
    static final long LARGE_FILE = 1 << 20;

    static final long LARGEST_SAMPLE = 4 << 20;

    /** About how many bytes are read, in addition to the least of each group. */
    private static final long BYTES = 48 << 20;
    /** About how many files are opened, in addition to the least of each group. */
    private static final long FILES = 3_000;

    private static final long LEAST_BYTES = 128 << 10;
    private static final long LEAST_FILES = 8;
    /** Of what is stored, only the rate of reading and the class are of interest. */
    private static final long MOST_BYTES_OF_STORED = 2 << 20;

    /** Suffixes beyond these are not distinguished. */
    private static final int MOST_GROUPS = 200;

    private static final int LONGEST_SUFFIX = 8;

    private record Key(
            @Nullable Boolean compress,
            @Nullable ContentClass contentClass,
            EntryRole role,
            String suffix,
            boolean large) {}

    /** A sample, and the how many-th of its group it is. */
    private record Turn(int number, Sample sample) {}

    private final ContentSamples content;
    private final boolean compresses;
    private final Map<Key, SampleGroup> groups = new HashMap<>();
    private final Map<SampleGroup, SampleChoice> choices = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    /**
     * No files yet.
     *
     * @param compresses whether the archive's format compresses anything
     */
    public SampleGroups(ContentSamples content, boolean compresses) {
        this.content = content;
        this.compresses = compresses;
    }

    /** Counts an entry. */
    public void count(PlannedEntry entry) {
        if (isFile(entry)) {
            Key key = keyOf(entry);
            SampleGroup group = groups.get(key);
            if (group == null) {
                Key known = groups.size() < MOST_GROUPS ? key : withoutSuffix(key);
                group = groups.computeIfAbsent(known, first -> new SampleGroup(key.compress, key.contentClass));
            }
            group.add(entry.size());
        }
    }

    /** The group of an entry that was counted; null if it is not a file with content. */
    @Nullable
    SampleGroup of(PlannedEntry entry) {
        if (!isFile(entry)) {
            return null;
        }
        Key key = keyOf(entry);
        SampleGroup group = groups.get(key);
        return group == null ? groups.get(withoutSuffix(key)) : group;
    }

    private static boolean isFile(PlannedEntry entry) {
        return entry.type() == EntryType.FILE && entry.size() > 0;
    }

    private Key keyOf(PlannedEntry entry) {
        Boolean compress = compresses ? content.compress(entry) : Boolean.FALSE;
        ContentClass contentClass = content.contentClass(entry);
        boolean known = compress != null && contentClass != null && !compress;
        boolean tree = entry.role() == EntryRole.WORKING_TREE || entry.role() == EntryRole.DEPENDENCY;
        String suffix = known || !tree ? "" : suffixOf(entry.path());
        return new Key(compress, contentClass, entry.role(), suffix, entry.size() > LARGE_FILE);
    }

    private static Key withoutSuffix(Key key) {
        return new Key(key.compress, key.contentClass, key.role, "", key.large);
    }

    private static String suffixOf(RawPath path) {
        int from = path.length();
        while (from > 0 && path.byteAt(from - 1) != '.' && path.byteAt(from - 1) != '/') {
            from--;
        }
        int length = path.length() - from;
        if (length > LONGEST_SUFFIX || from == 0 || path.byteAt(from - 1) != '.') {
            return "";
        }
        byte[] suffix = new byte[length];
        for (int i = 0; i < length; i++) {
            suffix[i] = path.byteAt(from + i);
        }
        return new String(suffix, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** All groups. */
    Iterable<SampleGroup> all() {
        return groups.values();
    }

    /** Begins the second pass. */
    public void startChoosing() {
        long files = 0;
        long bytes = 0;
        for (SampleGroup group : groups.values()) {
            files += group.isStored() ? 0 : group.files();
            bytes += group.isStored() ? 0 : group.bytes();
        }
        for (SampleGroup group : groups.values()) {
            choices.put(group, new SampleChoice(group, share(group, files, bytes), samples::add));
        }
    }

    private static long share(SampleGroup group, long allFiles, long allBytes) {
        long byBytes;
        long byFiles;
        if (group.isStored()) {
            byBytes = MOST_BYTES_OF_STORED;
            byFiles = 2 * LEAST_FILES;
        } else {
            byBytes = Math.max(LEAST_BYTES, (long) (BYTES * (double) group.bytes() / allBytes));
            byFiles = Math.max(LEAST_FILES, (long) (FILES * (double) group.files() / allFiles));
        }
        double bytesPerFile = (double) group.bytes() / group.files();
        boolean large = bytesPerFile > LARGE_FILE;
        return Math.max(1, large ? byBytes : Math.min(byBytes, (long) Math.ceil(byFiles * bytesPerFile)));
    }

    /** Passes an entry in the second pass. */
    public void choose(PlannedEntry entry) {
        SampleGroup group = of(entry);
        SampleChoice choice = group == null ? null : choices.get(group);
        if (choice != null) {
            choice.offer(entry);
        }
    }

    /**
     * The samples in the order in which they are to be measured: of each group one in turn, so that those that remain
     * when the time is over are spread over all.
     */
    List<Sample> samples() {
        choices.values().forEach(SampleChoice::finish);
        choices.clear();
        Collections.shuffle(samples, new Random(0));
        Map<SampleGroup, Integer> turns = new HashMap<>();
        List<Turn> inTurn = new ArrayList<>();
        for (Sample sample : samples) {
            inTurn.add(new Turn(turns.merge(sample.group(), 1, Integer::sum), sample));
        }
        inTurn.sort(Comparator.comparingInt(Turn::number));
        return inTurn.stream().map(Turn::sample).toList();
    }
}
