package org.projectexporter.internal.exporting.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.internal.exporting.engine.ContentClass;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * Writes a manifest as JSON, as documented in {@code docs/manifest.md}. It contains no clock time, host name or path of
 * the machine.
 */
public final class ManifestWriter {
    /** Version of the manifest's schema. */
    public static final String EXPORT_VERSION = "1.0";
    /**
     * The same for an archive that must be restored: a program that does not know {@code lfs_from_tree} would import a
     * project without its media.
     */
    public static final String EXPORT_VERSION_FROM_TREE = "2.0";

    private final ManifestFacts facts;
    private final JsonGenerator json;

    private ManifestWriter(ManifestFacts facts, JsonGenerator json) {
        this.facts = facts;
        this.json = json;
    }

    /** Writes the manifest into a new file. */
    public static void write(ManifestFacts facts, Path file) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(printer);
            new ManifestWriter(facts, json).write();
            json.writeRaw("\n");
        }
    }

    private void write() throws IOException {
        json.writeStartObject();
        FromTree fromTree = facts.fromTree();
        json.writeStringField("export_version", fromTree.isEmpty() ? EXPORT_VERSION : EXPORT_VERSION_FROM_TREE);
        json.writeStringField("project_id", facts.planned().projectId());
        json.writeStringField("exported_at", facts.exportedAt().toString());
        json.writeFieldName("export_options");
        json.writeRawValue(facts.options().toJson());
        if (facts.deflate().isPresent()) {
            deflateEngine(facts.deflate().get());
        }
        statistics();
        path("name", facts.name());
        json.writeStringField("contents_sha256", facts.ledger().sums().contentsSha256());
        unsummed();
        leftOut();
        findings("special_files", Set.of(Finding.Kind.SPECIAL_FILE));
        findings("git_left_out", Set.of(Finding.Kind.LEFT_OUT));
        findings("git_unknown", Set.of(Finding.Kind.UNKNOWN));
        findings("git_broken", Set.of(Finding.Kind.BROKEN));
        findings("git_rewritten", Set.of(Finding.Kind.REWRITTEN));
        findings("git_not_clean", Set.of(Finding.Kind.NOT_CLEAN));
        findings("lfs_missing", Set.of(Finding.Kind.OBJECT_MISSING));
        if (facts.findings().stream().anyMatch(f -> f.kind() == Finding.Kind.OLDER_OBJECT_MISSING)) {
            findings("lfs_older_missing", Set.of(Finding.Kind.OLDER_OBJECT_MISSING));
        }
        findings("lfs_corrupt", Set.of(Finding.Kind.OBJECT_CORRUPT));
        findings("unreadable", Set.of(Finding.Kind.UNREADABLE));
        findings("changed_while_exporting", Set.of(Finding.Kind.CHANGED, Finding.Kind.VANISHED));
        findings("not_allowed", Set.of(Finding.Kind.NOT_ALLOWED));
        if (facts.findings().stream().anyMatch(f -> f.kind() == Finding.Kind.UNRESOLVED)) {
            findings("references_unresolved", Set.of(Finding.Kind.UNRESOLVED));
        }
        if (facts.findings().stream().anyMatch(f -> f.kind() == Finding.Kind.SEAL_FAILED)) {
            findings("seal_failed", Set.of(Finding.Kind.SEAL_FAILED));
        }
        findings("notes", Set.of(Finding.Kind.NOTE));
        dependencies();
        if (!facts.planned().references().isEmpty()) {
            ReferenceList.write(facts.planned().references(), json);
        }
        portability();
        hardLinks();
        if (!fromTree.isEmpty()) {
            fromTree();
        }
        json.writeEndObject();
    }

    private void deflateEngine(DeflateEngine engine) throws IOException {
        json.writeObjectFieldStart("deflate_engine");
        json.writeStringField("name", engine.name());
        if (engine.version().isPresent()) {
            json.writeStringField("version", engine.version().get());
        }
        json.writeEndObject();
    }

    private void statistics() throws IOException {
        Ledger ledger = facts.ledger();
        json.writeObjectFieldStart("statistics");
        json.writeNumberField("total_files", ledger.total().files());
        json.writeNumberField("total_size_bytes", ledger.total().bytes());
        if (facts.planned().project().commits().isPresent()) {
            json.writeNumberField(
                    "git_commits", facts.planned().project().commits().getAsLong());
        } else {
            json.writeNullField("git_commits");
        }
        json.writeNumberField("folders", ledger.count(EntryType.DIRECTORY));
        json.writeNumberField("symbolic_links", ledger.count(EntryType.SYMBOLIC_LINK));
        count("working_tree", ledger.count(EntryRole.WORKING_TREE));
        count("git_objects", ledger.count(EntryRole.REPOSITORY_OBJECT));
        count("lfs_objects", ledger.count(EntryRole.LARGE_OBJECT).plus(ledger.count(EntryRole.OLDER_LARGE_OBJECT)));
        if (!facts.fromTree().isEmpty()) {
            count("lfs_from_tree", facts.fromTree().count(), facts.fromTree().bytes());
        }
        count("dependencies", ledger.dependencies());
        byClass();
        count("cache_left_out", facts.planned().cacheLeftOut());
        storage();
        json.writeEndObject();
    }

    /** Counts by class; each file of the archive belongs to exactly one class. */
    private void byClass() throws IOException {
        Ledger ledger = facts.ledger();
        json.writeObjectFieldStart("by_class");
        count("media", ledger.count(ContentClass.MEDIA));
        count("text", ledger.count(ContentClass.TEXT));
        count("other", ledger.count(ContentClass.OTHER));
        if (ledger.caches().files() > 0) {
            count("cache", ledger.caches());
        }
        count("git", ledger.count(EntryRole.REPOSITORY).plus(ledger.count(EntryRole.REPOSITORY_INDEX)));
        count("git_objects", ledger.count(EntryRole.REPOSITORY_OBJECT));
        count("lfs_current", ledger.count(EntryRole.LARGE_OBJECT));
        count("lfs_older", ledger.count(EntryRole.OLDER_LARGE_OBJECT));
        json.writeEndObject();
    }

    private void count(String name, LeftOut.Total total) throws IOException {
        count(name, total.files(), total.bytes());
    }

    private void count(String name, Ledger.Count count) throws IOException {
        count(name, count.files(), count.bytes());
    }

    private void count(String name, long files, long bytes) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("files", files);
        json.writeNumberField("bytes", bytes);
        json.writeEndObject();
    }

    private void storage() throws IOException {
        json.writeObjectFieldStart("storage");
        for (ContentClass contentClass : ContentClass.values()) {
            Ledger.Storage storage = facts.ledger().storage(contentClass);
            json.writeObjectFieldStart(contentClass.name().toLowerCase(Locale.ROOT));
            json.writeNumberField("stored_bytes", storage.stored());
            json.writeNumberField("compressed_bytes", storage.compressed());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void unsummed() throws IOException {
        json.writeArrayFieldStart("not_in_sha256sums");
        for (Ledger.Unsummed file : facts.ledger().unsummed()) {
            json.writeStartObject();
            path("path", file.path());
            json.writeStringField("sha256", file.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void leftOut() throws IOException {
        json.writeArrayFieldStart("left_out");
        for (LeftOut.Count count : facts.planned().leftOut()) {
            json.writeStartObject();
            json.writeStringField("pattern", count.pattern());
            json.writeStringField("reason", count.reason());
            path("file", count.file());
            json.writeNumberField("files", count.files());
            json.writeNumberField("bytes", count.bytes());
            json.writeNumberField("tracked_files", count.trackedFiles());
            json.writeNumberField("tracked_files_kept", count.trackedKept());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void dependencies() throws IOException {
        json.writeArrayFieldStart("dependencies");
        for (PlanFacts.Dependency dependency : facts.planned().dependencies()) {
            json.writeStartObject();
            path("path", dependency.from());
            path("target", dependency.target());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void findings(String field, Set<Finding.Kind> kinds) throws IOException {
        List<Finding> chosen =
                facts.findings().stream().filter(f -> kinds.contains(f.kind())).toList();
        json.writeArrayFieldStart(field);
        for (Finding finding : chosen) {
            json.writeStartObject();
            path("path", finding.path());
            json.writeStringField("what", finding.detail());
            if (finding.oid() != null) {
                json.writeStringField("oid", finding.oid());
            }
            if (finding.size() >= 0) {
                json.writeNumberField("size", finding.size());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void portability() throws IOException {
        json.writeArrayFieldStart("portability");
        for (PortabilityIssue issue : facts.planned().portability()) {
            json.writeStartObject();
            json.writeStringField("kind", issue.kind().jsonName());
            json.writeStringField("what", issue.kind().what());
            json.writeNumberField("count", issue.count());
            json.writeArrayFieldStart("examples");
            for (PortabilityIssue.Example example : issue.examples()) {
                json.writeStartObject();
                path("path", example.path());
                path("collides_with", example.collidesWith().orElse(null));
                path("leads_to", example.leadsTo().orElse(null));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Reads the plan again, so that hard links need no memory. */
    private void hardLinks() throws IOException {
        json.writeArrayFieldStart("hard_links");
        try (SealedPlan.Reader entries = facts.plan().open()) {
            for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                if (entry.type() == EntryType.HARD_LINK) {
                    json.writeStartObject();
                    path("path", entry.path());
                    path("same_file_as", entry.linkTargetOrThrow());
                    json.writeEndObject();
                }
            }
        }
        json.writeEndArray();
    }

    private void fromTree() throws IOException {
        json.writeArrayFieldStart("lfs_from_tree");
        facts.fromTree().visit(object -> {
            json.writeStartObject();
            json.writeStringField("oid", object.oid());
            json.writeNumberField("size", object.size());
            json.writeStringField("mode", "0" + Integer.toOctalString(object.mode()));
            json.writeStringField("mtime", object.mtime().toString());
            path("path", object.path());
            path("object", object.object());
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private void path(String field, @Nullable RawPath path) throws IOException {
        if (path != null) {
            PathFields.write(field, path, json);
        }
    }
}
