package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

/** For each rule of the contract of sources, a source that breaks it. */
final class SourceFaults {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger OPEN = new AtomicInteger();
    /** Never closed, as the fault wants. */
    private static final List<FileChannel> LEFT_OPEN = new ArrayList<>();

    private SourceFaults() {}

    /**
     * A source that is broken.
     *
     * @param rule the rule that finds it
     * @param also further rules that cannot but find it too
     */
    record Fault(String rule, Supplier<SourceResolver> source, Set<String> also) {
        static Fault of(String rule, Supplier<SourceResolver> source, String... also) {
            return new Fault(rule, source, Set.of(also));
        }
    }

    static List<Fault> all() {
        return List.of(
                Fault.of("name_isALowerCaseWord", WithCapitals::new),
                Fault.of("source_isFoundByTheServiceLoader", NotesSource::new),
                Fault.of("plan_differsFromThatOfAWalkWithoutTheSource", Idle::new),
                Fault.of(
                        "open_twice_givesTheSameEntries",
                        Counting::new,
                        "open_fromTwoThreadsAtOnce_givesTheSameEntries"),
                Fault.of("open_fromTwoThreadsAtOnce_givesTheSameEntries", Sharing::new),
                Fault.of("entries_areUnderTheNameOfTheProject_eachOnce_withTheFoldersAboveThem", AddingElsewhere::new),
                Fault.of("entries_haveTheSizeOfTheirContent", OfAnotherSize::new),
                Fault.of(
                        "references_comeFromPlannedEntries_andLeadSomewhereWhateverTheWorkingFolder",
                        ReferringFromNowhere::new),
                Fault.of(
                        "documentReferences_comeFromPlannedEntries_andHaveAbsolutePaths_orNames",
                        ReferringRelatively::new),
                Fault.of("refine_ofASingleFile_findsWhatTheWalkFinds", NeedingTheWalk::new),
                Fault.of("walk_touchesNothingInTheProject", Touching::new),
                Fault.of("walk_ofACancelledExport_stops", Unstoppable::new),
                Fault.of("close_twice_isFine", ClosedOnce::new),
                Fault.of("fifos_areNeitherOpenedNorPlanned", PlanningFifos::new),
                Fault.of("names_ofAnyBytes_arePlannedAsTheyAre", DecodingNames::new),
                Fault.of("links_areNotFollowedOutOfTheProject", () -> new FollowingLinks("a-link")),
                Fault.of(
                        "linksInPlaceOfFiles_areNotFollowedOutOfTheProject",
                        () -> new FollowingLinks("a.txt"),
                        "eachFile_mayBeAnything"),
                Fault.of(
                        "files_ofAnyContent_arePlanned_orEndTheExportWithAReason",
                        NeedingLines::new,
                        "eachFile_mayBeAnything"),
                Fault.of("fileThatVanishes_doesNotEndTheExport", NeedingFiles::new, "eachFile_mayBeAnything"),
                Fault.of(
                        "fileThatIsReplaced_isNeitherWaitedForNorFollowed",
                        TrustingTheWalk::new,
                        "eachFile_mayBeAnything"),
                Fault.of("eachFile_mayBeAnything", NeedingFiles::new, "fileThatVanishes_doesNotEndTheExport"),
                Fault.of("failureOfTheSink_isPassedOn", SwallowingFailures::new),
                Fault.of("findings_areAboutTheProject_inOneLine_withoutPathsOfThisMachine", NamingTheMachine::new),
                Fault.of("close_leavesNoFileOpen", LeavingFilesOpen::new));
    }

    private static final class WithCapitals extends NotesSource {
        @Override
        public String name() {
            return "Notes";
        }
    }

    private static final class Idle extends NotesSource {
        @Override
        public ProjectSource open(SourceContext context) throws IOException {
            context.checkCancelled();
            return new ProjectSource() {};
        }
    }

    private static final class Counting extends NotesSource {
        @Override
        Content.Captured capture(String text, PlanSink sink) throws IOException {
            return super.capture(text + COUNT.incrementAndGet(), sink);
        }
    }

    /** All that are open share one number. */
    private static final class Sharing extends NotesSource {
        private int number;

        @Override
        public ProjectSource open(SourceContext context) throws IOException {
            number = OPEN.getAndIncrement();
            return super.open(context);
        }

        @Override
        Content.Captured capture(String text, PlanSink sink) throws IOException {
            pause();
            return super.capture(text + number, sink);
        }

        private static void pause() {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        void close() {
            OPEN.set(0);
        }
    }

    private static final class AddingElsewhere extends NotesSource {
        @Override
        void add(SourceItem item, RawPath path, PlanSink sink) throws IOException {
            super.add(item, RawPath.of("elsewhere/" + path.fileName()), sink);
        }
    }

    private static final class OfAnotherSize extends NotesSource {
        @Override
        PlannedEntry refined(PlannedEntry entry) {
            return entry.type() == EntryType.FILE && entry.path().toString().endsWith("script.txt")
                    ? entry.withContent(entry.contentOrThrow(), entry.size() + 1, entry.storage())
                    : entry;
        }
    }

    private static final class ReferringFromNowhere extends NotesSource {
        @Override
        void refer(SourceItem timeline, PlannedEntry entry, PlanSink sink) throws IOException {
            super.refer(timeline, entry, sink);
            sink.refer(RawPath.of("project/nowhere"), timeline.file());
        }
    }

    private static final class ReferringRelatively extends NotesSource {
        @Override
        void refer(SourceItem timeline, PlannedEntry entry, PlanSink sink) throws IOException {
            sink.refer(PlanSink.Reference.of(entry.path(), "media/a.mov", List.of(Path.of("media/a.mov"))));
        }
    }

    private static final class NeedingTheWalk extends NotesSource {
        private boolean walked;

        @Override
        void asked() {
            walked = true;
        }

        @Override
        void refer(SourceItem timeline, PlannedEntry entry, PlanSink sink) throws IOException {
            if (walked) {
                super.refer(timeline, entry, sink);
            }
        }
    }

    private static final class Touching extends NotesSource {
        @Override
        void add(SourceItem item, RawPath path, PlanSink sink) throws IOException {
            super.add(item, path, sink);
            Files.setLastModifiedTime(item.file(), Files.getLastModifiedTime(item.file())); // ctime is another now
        }
    }

    private static final class Unstoppable extends NotesSource {
        @Override
        void checkCancelled(SourceContext context) {}
    }

    private static final class ClosedOnce extends NotesSource {
        private boolean closed;

        @Override
        void close() {
            if (closed) {
                throw new IllegalStateException("it is closed");
            }
            closed = true;
        }
    }

    private static final class PlanningFifos extends NotesSource {
        @Override
        boolean isNote(SourceItem item) {
            return super.isNote(item) || item.stat().kind() == FileStat.Kind.FIFO;
        }
    }

    private static final class DecodingNames extends NotesSource {
        @Override
        PlannedEntry refined(PlannedEntry entry) {
            RawPath path = RawPath.of(entry.path().toString());
            return entry.type() != EntryType.FILE
                    ? entry
                    : PlannedEntry.file(
                            path,
                            entry.role(),
                            entry.size(),
                            entry.mtime(),
                            entry.mode(),
                            entry.contentOrThrow(),
                            entry.storage());
        }
    }

    private static final class FollowingLinks extends NotesSource {
        private final String name;

        FollowingLinks(String name) {
            this.name = name;
        }

        @Override
        boolean isNote(SourceItem item) {
            return super.isNote(item) || isFollowed(item);
        }

        private boolean isFollowed(SourceItem item) {
            return item.stat().kind() == FileStat.Kind.SYMBOLIC_LINK && item.isNamed(RawPath.of(name));
        }

        @Override
        String read(SourceItem item) throws IOException {
            return isFollowed(item) && Files.isRegularFile(item.file())
                    ? Files.readString(item.file())
                    : super.read(item);
        }
    }

    private static final class NeedingLines extends NotesSource {
        @Override
        String read(SourceItem item) throws IOException {
            String text = super.read(item);
            if (text.startsWith("The") && !text.endsWith("\n")) {
                throw new IllegalStateException("the last line does not end");
            }
            return text;
        }
    }

    private static final class NeedingFiles extends NotesSource {
        @Override
        String read(SourceItem item) throws IOException {
            if (Files.notExists(item.file())) {
                throw new NoSuchFileException(item.file().toString());
            }
            return super.read(item);
        }
    }

    private static final class TrustingTheWalk extends NotesSource {
        @Override
        String read(SourceItem item) throws IOException {
            return Files.isSymbolicLink(item.file()) && Files.isRegularFile(item.file())
                    ? Files.readString(item.file())
                    : super.read(item);
        }
    }

    private static final class SwallowingFailures extends NotesSource {
        @Override
        void refer(SourceItem timeline, PlannedEntry entry, PlanSink sink) {
            try {
                super.refer(timeline, entry, sink);
            } catch (IOException e) {
                // as if the timeline could not be read
            }
        }
    }

    private static final class NamingTheMachine extends NotesSource {
        @Override
        String finding(SourceItem folder) {
            return "has notes in " + folder.file();
        }
    }

    private static final class LeavingFilesOpen extends NotesSource {
        @Override
        String read(SourceItem item) throws IOException {
            if (Files.isRegularFile(item.file())) {
                LEFT_OPEN.add(FileChannel.open(item.file()));
            }
            return super.read(item);
        }
    }
}
