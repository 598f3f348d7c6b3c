package org.projectexporter;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.ExportOptions.OnUnreadable;

/**
 * An interrupted export that is to be resumed; immutable. It keeps its original options, except for those that help to
 * get past what stopped it.
 *
 * <pre>{@code
 * ResumeRequest request = ResumeRequest.builder(target).onUnreadable(OnUnreadable.SKIP).build();
 * ExportResult result = exporter.resume(request, settings);
 * }</pre>
 */
public final class ResumeRequest {
    private final Path target;
    private final Optional<OnUnreadable> onUnreadable;

    private ResumeRequest(Builder builder) {
        target = builder.target;
        onUnreadable = builder.onUnreadable;
    }

    /**
     * Starts a request.
     *
     * @param target the target of the interrupted export
     */
    public static Builder builder(Path target) {
        return new Builder(target);
    }

    /** The target of the interrupted export. */
    public Path target() {
        return target;
    }

    /**
     * What this run does about files that cannot be read; empty for what the export was begun with. The manifest's
     * {@code export_options} are those that the export was begun with.
     */
    public Optional<OnUnreadable> onUnreadable() {
        return onUnreadable;
    }

    /** Collects the parts of a request. */
    public static final class Builder {
        private final Path target;
        private Optional<OnUnreadable> onUnreadable = Optional.empty();

        private Builder(Path target) {
            this.target = Objects.requireNonNull(target);
        }

        /** See {@link ResumeRequest#onUnreadable}. */
        public Builder onUnreadable(OnUnreadable value) {
            onUnreadable = Optional.of(value);
            return this;
        }

        /** The request. */
        public ResumeRequest build() {
            return new ResumeRequest(this);
        }
    }
}
