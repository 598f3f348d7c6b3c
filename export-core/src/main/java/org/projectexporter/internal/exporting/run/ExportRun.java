package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.internal.exporting.engine.UnreadableFiles;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.io.Afterwards;
import org.projectexporter.internal.io.ErrorText;
import org.projectexporter.internal.io.LackOfMemory;
import org.projectexporter.internal.io.SystemError;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;

/** One export, begun or resumed, from its request to its result. Runs once. */
public final class ExportRun {
    private final ExportEnvironment environment;
    private final long startNanos = System.nanoTime();

    public ExportRun(ExportEnvironment environment) {
        this.environment = environment;
    }

    /** Begins an export. If it fails, it leaves either nothing behind, or an export that can be resumed. */
    public ExportResult start(ExportRequest request, Instant exportedAt) throws IOException {
        Optional<ExportResult> result = reported(() -> {
            Codecs codecs = Codecs.of(environment, request.options());
            Preflight.requireSplittable(codecs.format(), request.options());
            SealContext.formatOf(environment, request.options());
            Path project = Preflight.projectFolder(request.projectFolder());
            RawPath name = Preflight.name(request, project);
            ReadAccess access = Preflight.access(request);
            Target target = Target.check(request.target(), request.replaceTarget());
            FileStat folderBefore = FileStat.read(target.folder());
            WorkFolder work = WorkFolder.open(target.workFolder());
            return releasing(work, () -> {
                requireNothingInterrupted(work, target, request.replaceTarget());
                work.clear();
                StoredRequest stored = StoredRequest.of(
                        request,
                        project,
                        name,
                        access,
                        exportedAt,
                        folderBefore,
                        codecs.fingerprint(),
                        environment.sourceNames());
                RunChoices choices = new RunChoices(
                        true, new UnreadableFiles(request.options().onUnreadable()));
                ExportContext context = new ExportContext(
                        environment, stored, codecs.in(stored.options(), name), target, work, choices);
                TargetLimits.requireRewriting(context);
                begin(stored, work, target);
                return Optional.of(run(context));
            });
        });
        return result.orElseThrow();
    }

    /** From here on the export can be resumed. */
    private static void begin(StoredRequest stored, WorkFolder work, Target target) throws ExportException {
        try {
            stored.write(work);
        } catch (IOException e) {
            throw ExportException.builder(
                            SystemError.OUT_OF_SPACE.causes(e) ? Reason.OUT_OF_SPACE : Reason.TARGET_UNUSABLE,
                            "cannot write next to " + target.archive() + " (" + ErrorText.of(e) + ")")
                    .path(target.archive())
                    .cause(e)
                    .build();
        }
    }

    private static void requireNothingInterrupted(WorkFolder work, Target target, boolean replace)
            throws ExportException {
        if (!replace && StoredRequest.isIn(work)) {
            work.keep();
            throw ExportException.builder(
                            Reason.INTERRUPTED_BEFORE,
                            "an export to " + target.archive() + " was interrupted before; resume it, discard it, or"
                                    + " start over")
                    .option("replaceTarget")
                    .path(target.archive())
                    .build();
        }
    }

    /** Resumes an export that was interrupted, with its original options. */
    public Optional<ExportResult> resume(Path archive, boolean sameProject) throws IOException {
        return resume(archive, sameProject, Optional.empty());
    }

    /**
     * Resumes an export that was interrupted.
     *
     * @param archive its target
     * @param sameProject whether the project is assumed to be what was planned even if nothing in it looks like it
     * @param onUnreadable what this run does about files that cannot be read; empty for what was requested
     * @return empty if there is nothing to do because the archive exists
     */
    public Optional<ExportResult> resume(Path archive, boolean sameProject, Optional<OnUnreadable> onUnreadable)
            throws IOException {
        Target target = Target.ofInterrupted(archive, false);
        if (!Files.isDirectory(target.workFolder(), LinkOption.NOFOLLOW_LINKS)) {
            return finished(target);
        }
        return reported(() -> {
            WorkFolder work = WorkFolder.open(target.workFolder());
            return releasing(work, () -> {
                if (!StoredRequest.isIn(work)) {
                    return finished(target); // the folder was made by a run that died before its first step
                }
                work.keep();
                return Optional.of(resume(work, target, sameProject, onUnreadable));
            });
        });
    }

    private ExportResult resume(
            WorkFolder work, Target target, boolean sameProject, Optional<OnUnreadable> onUnreadable)
            throws IOException {
        work.requireFilesAlone();
        StoredRequest stored = StoredRequest.read(work);
        Codecs codecs = Codecs.of(environment, stored.options());
        codecs.requireSame(stored.fingerprint());
        Target resumed = Target.ofInterrupted(target.archive(), stored.replace());
        RunChoices choices = new RunChoices(
                sameProject,
                new UnreadableFiles(onUnreadable.orElse(stored.options().onUnreadable())));
        Codecs placing = codecs.in(stored.options(), stored.name());
        ExportEnvironment same = environment.withSources(stored.sources());
        return run(new ExportContext(same, stored, placing, resumed, work, choices));
    }

    private ExportResult run(ExportContext context) throws IOException {
        return new ExportSession(context, startNanos).run();
    }

    /** Runs a task in a work folder. Once the archive has its name, failures of the folder are warnings. */
    private static Optional<ExportResult> releasing(WorkFolder work, Afterwards.Task<Optional<ExportResult>> task)
            throws IOException {
        List<String> warnings = new ArrayList<>();
        Optional<ExportResult> result = Afterwards.using(
                work,
                task,
                e -> warnings.add("its work folder " + work.folder() + " could not be removed (" + e + "); remove it"));
        return result.map(done -> Results.withWarnings(done, warnings));
    }

    private static Optional<ExportResult> finished(Target target) throws ExportException {
        if (target.isThere()) {
            return Optional.empty();
        }
        throw ExportException.builder(
                        Reason.NOTHING_TO_RESUME,
                        "there is no interrupted export to " + target.archive() + "; nothing to resume")
                .path(target.archive())
                .build();
    }

    /** Removes what an interrupted export has left behind. */
    public static boolean discard(Path archive) throws IOException {
        Target target = Target.ofInterrupted(archive, false);
        if (!Files.isDirectory(target.workFolder(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        WorkFolder.open(target.workFolder()).close();
        return true;
    }

    /** Runs the task, and reports to the listener how it ended. */
    private Optional<ExportResult> reported(Afterwards.Task<Optional<ExportResult>> task) throws IOException {
        try {
            Optional<ExportResult> result = task.run();
            result.ifPresent(done -> environment.progress().finished("exported to " + done.archive()));
            return result;
        } catch (OutOfMemoryError e) {
            MemoryException failure = LackOfMemory.explained("the parts of this project that are examined together", e);
            environment.progress().failed(String.valueOf(failure.getMessage()));
            throw failure;
        } catch (IOException e) {
            IOException failure = explained(e);
            environment.progress().failed(String.valueOf(failure.getMessage()));
            throw failure;
        } catch (RuntimeException | Error e) {
            environment.progress().failed(ErrorText.of(e));
            throw e;
        }
    }

    /** The disk was full before there was anything to resume. */
    private static IOException explained(IOException e) {
        return e instanceof ExportException || !SystemError.OUT_OF_SPACE.causes(e)
                ? e
                : new ExportException(
                        Reason.OUT_OF_SPACE,
                        "no space is left to begin the export (" + ErrorText.of(e) + "); free up space",
                        e);
    }
}
