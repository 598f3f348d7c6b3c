package org.projectexporter.sidecar.internal.http;

import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.jobs.Estimates;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.Workspace;
import org.projectexporter.sidecar.internal.webhooks.Webhooks;

/** What the routes give access to. */
record Services(
        ExportJobs exports,
        ImportJobs imports,
        Webhooks webhooks,
        Workspace workspace,
        ProjectExporter exporter,
        Estimates estimates) {}
