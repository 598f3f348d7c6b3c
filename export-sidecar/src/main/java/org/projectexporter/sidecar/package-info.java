/**
 * Exports over HTTP and WebSocket. {@link org.projectexporter.sidecar.Sidecar} is the way in;
 * {@code SidecarOptions} says where it listens and what it may use.
 *
 * <p>Inside, {@code internal.jobs} runs exports and remembers them, and knows nothing of HTTP; {@code internal.http} answers requests
 * and knows nothing of archives. What HTTP wants of a job it takes from {@code JobView} and {@code EventLog}.
 */
@NullMarked
package org.projectexporter.sidecar;

import org.jspecify.annotations.NullMarked;
