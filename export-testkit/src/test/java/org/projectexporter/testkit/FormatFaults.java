package org.projectexporter.testkit;

import static org.projectexporter.testkit.BrokenFormats.changing;
import static org.projectexporter.testkit.BrokenFormats.named;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.example.BoxFormat;

/** For each rule of the contract of formats, a format that breaks it. */
final class FormatFaults {
    private FormatFaults() {}

    /**
     * A format that is broken.
     *
     * @param rule the rule that finds it
     * @param also further rules that cannot but find it too
     */
    record Fault(String rule, ArchiveFormat format, Set<String> also) {
        static Fault of(String rule, ArchiveFormat format, String... also) {
            return new Fault(rule, format, Set.of(also));
        }
    }

    static List<Fault> all() {
        return List.of(
                Fault.of("bytes_areTheSame_howeverManyThreadsThereAre", BrokenSnapshots.dependingOnThreads()),
                Fault.of("bytes_areTheSame_howeverLittleMemoryThereIs", BrokenSnapshots.dependingOnMemory()),
                Fault.of(
                        "writer_closedWhileThreadsWorkForIt_leavesTheOutputAlone",
                        BrokenSnapshots.flushingWhenClosed()),
                Fault.of(
                        "writerRestoredFromASnapshot_writesTheSameBytes",
                        BrokenSnapshots.restoringWrongly(false),
                        "writerRestoredFromEachSnapshot_writesTheSameBytes"),
                Fault.of(
                        "writerRestoredFromEachSnapshot_writesTheSameBytes",
                        BrokenSnapshots.restoringWrongly(false),
                        "writerRestoredFromASnapshot_writesTheSameBytes"),
                Fault.of("snapshots_areSmall_andOftenEnough", BrokenSnapshots.withLargeState()),
                Fault.of("snapshot_afterTheEnd_isRefused", BrokenSnapshots.takingSnapshotsAtTheEnd()),
                Fault.of("archiveOfNoEntries_isValid", BrokenFormats.refusing(null)),
                Fault.of("archiveOfOneEntry_comesBack", BrokenFormats.refusing(named("film"))),
                Fault.of(
                        "archive_isReadFromAChannelThatReturnsFewBytesAtATime",
                        BrokenReaders.assumingThatReadsAreWhole()),
                Fault.of(
                        "smallFiles_ofAllSizesAroundBlockEdges_comeBack",
                        changing(named("noise-519"), BrokenFormats::withOtherMode)),
                Fault.of(
                        "largeFiles_compressibleOrNot_comeBack",
                        changing(named("zeros"), BrokenFormats::withOtherMode)),
                Fault.of("largeStoredContent_beginsWhereTheWriterSays", BrokenFormats.claimingToAlign()),
                Fault.of("filesOfUnknownCrc_comeBack", changing(named("small.stored"), BrokenFormats::withOtherMode)),
                Fault.of("crcThatWasAnnouncedWrong_isRightInTheArchive", BrokenFormats.trustingTheAnnouncedCrc()),
                Fault.of(
                        "foldersAndLinks_comeBack",
                        changing(entry -> entry.type() == EntryType.SYMBOLIC_LINK, entry -> entry.toBuilder()
                                .linkTarget(RawPath.of(entry.linkTargetOrThrow().toString()))
                                .build())),
                Fault.of("modes_comeBack", changing(entry -> entry.mode() > 0777, entry -> entry.toBuilder()
                        .mode(entry.mode() & 0777)
                        .build())),
                Fault.of(
                        "mtimes_comeBack_asFinelyAsTheFormatKeepsThem",
                        changing(
                                entry -> entry.mtime().isBefore(Instant.EPOCH),
                                entry -> entry.toBuilder().mtime(Instant.EPOCH).build())),
                Fault.of("names_comeBackAsTheBytesThatTheyAre", changing(entry -> true, FormatFaults::withDecodedName)),
                Fault.of("seventyThousandEntries_comeBack", BrokenReaders.forgettingEntries()),
                Fault.of("fileOfFourGib_comesBack_withWhatFollowsIt", BrokenFormats.with32BitSizes()),
                Fault.of("failureOfAnyCall_isPassedOn_andNothingIsCalledAfterIt", BrokenFormats.wrappingFailures()),
                Fault.of("closedWriter_leavesNoThreadAndNoTask", BrokenFormats.leavingAThread()),
                Fault.of(
                        "writer_closedWithoutFinish_leavesTheOutputAlone_andMayBeClosedTwice",
                        BrokenFormats.finishingWhenClosed()),
                Fault.of("callsAfterClose_areRefused", BrokenFormats.neverClosed()),
                Fault.of("callsOutOfOrder_areRefused", BrokenFormats.finishingTwice()),
                Fault.of("reader_leavesTheChannelOpen_andMayBeClosedTwice", BrokenReaders.closingTheChannel()),
                Fault.of("bytesThatAreNoArchive_areRefused", BrokenReaders.readingAnEmptyFile()),
                Fault.of("archiveThatWasCutShort_isRefused", BrokenReaders.endingAnywhere()),
                Fault.of("export_isVerified_andImportedAsTheSameTree", BrokenReaders.importingOtherwise()),
                Fault.of(
                        "volumes_joined_areAnArchiveOfTheSameEntries",
                        BrokenFormats.exportingTheTime(),
                        "export_isVerified_andImportedAsTheSameTree",
                        "exportThatWasStopped_isResumed_toTheSameBytes",
                        "exportThatWasStoppedAtManyOffsets_isResumed_toTheSameBytes"),
                Fault.of(
                        "exportThatWasStopped_isResumed_toTheSameBytes",
                        BrokenSnapshots.restoringWrongly(true),
                        "exportThatWasStoppedAtManyOffsets_isResumed_toTheSameBytes"),
                Fault.of(
                        "exportThatWasStoppedAtManyOffsets_isResumed_toTheSameBytes",
                        BrokenSnapshots.restoringWrongly(true),
                        "exportThatWasStopped_isResumed_toTheSameBytes"),
                Fault.of("flippedBits_areFound", BrokenReaders.allocatingAnything(), "everyFlippedBit_isFound"),
                Fault.of("everyFlippedBit_isFound", BrokenReaders.allocatingAnything(), "flippedBits_areFound"),
                Fault.of("foreignReaders_unpackTheSameTree", BrokenFormats.foreignToOthers()),
                Fault.of("name_isLowerCase_andSuffixesBeginWithADot", BrokenFormats.withoutDescription()),
                Fault.of("format_isFoundByTheServiceLoader", new DelegatingFormat(new BoxFormat())),
                Fault.of("start_isRecognized_onlyOfAnArchiveOfThisFormat_orNever", BrokenFormats.recognizingAnything()),
                Fault.of("hardLink_isRefused_byAFormatThatKeepsNone", BrokenFormats.acceptingHardLinks()),
                Fault.of("bytes_doNotDependOnHowTheContentIsCut", BrokenFormats.dependingOnTheCut()),
                Fault.of("bytes_areTheSame_fromHeapAndDirectBuffers", BrokenFormats.needingAnArray()),
                Fault.of("bytes_areTheSame_whenEntriesAreAppendedInGroups", BrokenFormats.losingGroups(1 << 17)),
                Fault.of("group_withoutRoomForAnEntry_isUnchanged", BrokenFormats.losingGroups(50_000)),
                Fault.of("bytes_areTheSame_whenWrittenTwice", BrokenFormats.writingTheTime()),
                Fault.of("everyLevel_givesAnArchiveThatComesBack", BrokenFormats.breakingLevelNine()),
                Fault.of("content_isCompressed_onlyWhereItIsWorthIt", BrokenFormats.claimingToCompress()),
                Fault.of("write_takesAllOfTheBuffer_andLeavesItsContentAlone", BrokenFormats.leavingTheBuffer()),
                Fault.of("contentPosition_ifThereIsOne_isWhereTheContentIs", BrokenReaders.placingFolders()),
                Fault.of("content_mayBeLeftUnread_orReadInPart", BrokenReaders.needingAllContentToBeRead()));
    }

    private static ArchiveEntry withDecodedName(ArchiveEntry entry) {
        return ArchiveEntry.builder(RawPath.of(entry.path().toString()), entry.type())
                .size(entry.size())
                .mtime(entry.mtime())
                .mode(entry.mode())
                .linkTarget(entry.linkTarget())
                .compress(entry.compress())
                .crc32(entry.crc32())
                .build();
    }
}
