package org.projectexporter.internal.exporting.journal;

/**
 * The plan is sealed: what the files are that it consists of.
 *
 * @param plan checksum of the plan's file
 * @param captures what was captured for it
 * @param facts what planning has found beside the entries
 * @param request what was asked for
 */
public record Planned(long plan, FileMark captures, FileMark facts, FileMark request) {}
