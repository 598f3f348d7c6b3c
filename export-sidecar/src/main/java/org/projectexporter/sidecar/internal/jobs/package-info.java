/** Exports as jobs that wait, run, are stopped, go on, and are remembered after a crash. Nothing here knows of HTTP. */
@NullMarked
package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.NullMarked;
