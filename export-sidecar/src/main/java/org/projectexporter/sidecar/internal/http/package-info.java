/** Routes, what stands before them (token, Host, Origin, limits), and how failures are told (RFC 9457). */
@NullMarked
package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.NullMarked;
