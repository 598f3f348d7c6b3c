package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.StorageHint;

/** The contract accepts a correct source, and detects each fault of an incorrect one. */
class SourceContractTest {
    @TempDir
    Path temp;

    /** Claims folders called {@code notes} and gives each file in them a first line. */
    private static class NotesSource implements SourceResolver {
        @Override
        public String name() {
            return "notes";
        }

        @Override
        public int specificity() {
            return 50;
        }

        @Override
        public ProjectSource open(SourceContext context) throws IOException {
            return new ProjectSource() {
                @Override
                public boolean claims(SourceItem item) {
                    return item.isDirectory() && item.name().toString().equals("notes");
                }

                @Override
                public void contribute(SourceItem item, PlanSink sink) throws IOException {
                    context.checkCancelled();
                    RawPath path = context.inArchive(item.path());
                    FileStat stat = item.stat();
                    sink.add(PlannedEntry.directory(path, EntryRole.WORKING_TREE, stat.mtime(), stat.mode()));
                    addNote(item, path, sink);
                }
            };
        }

        void addNote(SourceItem item, RawPath folder, PlanSink sink) throws IOException {
            add(
                    folder.resolve("a.txt"),
                    ("# a\n" + Files.readString(item.file().resolve("a.txt")))
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    sink,
                    item);
        }

        static void add(RawPath path, byte[] text, PlanSink sink, SourceItem item) throws IOException {
            sink.add(PlannedEntry.file(
                    path,
                    EntryRole.WORKING_TREE,
                    text.length,
                    item.stat().mtime(),
                    0644,
                    sink.capture(text),
                    StorageHint.COMPRESS));
        }
    }

    /** Anonymous, so that it is not run as a test itself. */
    private SourceContract contract(SourceResolver source) throws IOException {
        SourceContract contract = new SourceContract() {
            @Override
            protected SourceResolver source() {
                return source;
            }

            @Override
            protected void makeProject(Path folder) throws IOException {
                Files.createDirectories(folder.resolve("deep/notes"));
                Files.writeString(folder.resolve("deep/notes/a.txt"), "a\n");
            }

            @Override
            protected List<String> foldersForFifos() {
                return List.of("deep/notes");
            }
        };
        contract.temp = Files.createTempDirectory(temp, "contract");
        contract.makeTheProject();
        return contract;
    }

    private static void assertFails(ThrowingCallable test) {
        assertThatThrownBy(test)
                .isInstanceOfAny(AssertionError.class, IllegalArgumentException.class, IOException.class);
    }

    @Test
    void aSoundSource_passes() throws IOException {
        assertThatCode(() -> {
                    contract(new NotesSource()).name_isALowerCaseWord();
                    contract(new NotesSource()).plan_differsFromThatOfAWalkWithoutTheSource();
                    contract(new NotesSource()).open_twice_givesTheSameEntries();
                    contract(new NotesSource()).open_fromTwoThreadsAtOnce_givesTheSameEntries();
                    contract(new NotesSource()).entries_areUnderTheNameOfTheProject_eachOnce_withTheFoldersAboveThem();
                    contract(new NotesSource()).entries_haveTheSizeOfTheirContent();
                    contract(new NotesSource()).walk_touchesNothingInTheProject();
                    contract(new NotesSource()).walk_pastAFifo_neitherHangsNorPlansIt();
                    contract(new NotesSource()).walk_ofACancelledExport_stops();
                    contract(new NotesSource()).close_twice_isFine();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aSourceThatContributesNothing_fails() throws IOException {
        SourceContract contract = contract(new NotesSource() {
            @Override
            public ProjectSource open(SourceContext context) {
                return new ProjectSource() {};
            }
        });

        assertFails(contract::plan_differsFromThatOfAWalkWithoutTheSource);
        assertFails(contract::walk_ofACancelledExport_stops);
    }

    @Test
    void aSourceWithANameInCapitals_fails() throws IOException {
        SourceContract contract = contract(new NotesSource() {
            @Override
            public String name() {
                return "Notes";
            }
        });

        assertFails(contract::name_isALowerCaseWord);
    }

    @Test
    void aSourceThatWritesToTheProject_fails() throws IOException {
        SourceContract contract = contract(new NotesSource() {
            @Override
            void addNote(SourceItem item, RawPath folder, PlanSink sink) throws IOException {
                Files.delete(Files.createFile(item.file().resolve("probe")));
            }
        });

        assertFails(contract::walk_touchesNothingInTheProject);
    }

    @Test
    void aSourceWhoseEntriesAreNotTheSameTwice_fails() throws IOException {
        SourceContract contract = contract(new NotesSource() {
            private int count;

            @Override
            void addNote(SourceItem item, RawPath folder, PlanSink sink) throws IOException {
                add(folder.resolve("n" + count++), new byte[0], sink, item);
            }
        });

        assertFails(contract::open_twice_givesTheSameEntries);
    }

    @Test
    void aSourceWhoseEntriesLieElsewhere_fails() throws IOException {
        for (String path :
                List.of("elsewhere/x", "project/no/such/folder", "/project/x", "project/../x", "project//x")) {
            SourceContract contract = contract(new NotesSource() {
                @Override
                void addNote(SourceItem item, RawPath folder, PlanSink sink) throws IOException {
                    add(RawPath.of(path), new byte[0], sink, item);
                }
            });

            assertFails(contract::entries_areUnderTheNameOfTheProject_eachOnce_withTheFoldersAboveThem);
        }
    }

    @Test
    void aSourceThatAddsAnEntryTwice_fails() throws IOException {
        SourceContract contract = contract(new NotesSource() {
            @Override
            void addNote(SourceItem item, RawPath folder, PlanSink sink) throws IOException {
                add(folder.resolve("twice"), new byte[0], sink, item);
                add(folder.resolve("twice"), new byte[0], sink, item);
            }
        });

        assertFails(contract::entries_areUnderTheNameOfTheProject_eachOnce_withTheFoldersAboveThem);
    }

    @Test
    void aSourceThatPlansTheWrongSize_fails() throws IOException {
        SourceContract contract = contract(new NotesSource() {
            @Override
            void addNote(SourceItem item, RawPath folder, PlanSink sink) throws IOException {
                sink.add(PlannedEntry.file(
                        folder.resolve("x"),
                        EntryRole.WORKING_TREE,
                        2,
                        item.stat().mtime(),
                        0644,
                        sink.capture(new byte[1]),
                        StorageHint.AUTO));
            }
        });

        assertFails(contract::entries_haveTheSizeOfTheirContent);
    }

    @Test
    void aSourceThatPlansAFifo_fails() throws IOException {
        SourceContract contract = contract(new NotesSource() {
            @Override
            void addNote(SourceItem item, RawPath folder, PlanSink sink) throws IOException {
                add(folder.resolve("a-fifo"), new byte[0], sink, item);
            }
        });

        assertFails(contract::walk_pastAFifo_neitherHangsNorPlansIt);
    }
}
