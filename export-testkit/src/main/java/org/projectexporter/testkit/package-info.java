/**
 * The classes that tests of formats and sources extend and use.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.SourceContract} is the abstract test of a source. It walks a
 * project with {@link org.projectexporter.testkit.PlanWalk}, which calls sources as the planner does, into a {@link
 * org.projectexporter.testkit.RecordingPlanSink}. Rules about projects that contain anything, and change, are in
 * {@code ProjectContract} and {@code LivingProjectContract}.
 *
 * <p>{@link org.projectexporter.testkit.ArchiveFormatContract} is the abstract test of an archive format. It writes and
 * reads {@linkplain org.projectexporter.testkit.SampleEntry sample entries} through {@link
 * org.projectexporter.testkit.SampleArchive}, into a {@link org.projectexporter.testkit.MemoryOutput}; {@link
 * org.projectexporter.testkit.SampleTree} creates the files that another program, a {@link
 * org.projectexporter.testkit.ForeignReader}, should unpack. Its rules are in {@code SnapshotContract}, {@code
 * EntriesContract}, {@code FailuresContract} and {@code EngineContract}, each of which extends the one before.
 */
@NullMarked
package org.projectexporter.testkit;

import org.jspecify.annotations.NullMarked;
