/** Routes, the checks before them (token, Host, Origin, limits), and the reporting of failures (RFC 9457). */
@NullMarked
package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.NullMarked;
