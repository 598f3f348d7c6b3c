/**
 * Exports over HTTP and WebSocket. {@link org.projectexporter.sidecar.Sidecar} is the entry point; {@code
 * SidecarOptions} configure where it listens and what it may use.
 *
 * <p>Inside, {@code internal.jobs} runs and stores exports, independently of HTTP; {@code internal.http} answers
 * requests, independently of archives. It gets the state of a job from {@code JobView} and {@code EventLog}.
 */
@NullMarked
package org.projectexporter.sidecar;

import org.jspecify.annotations.NullMarked;
