/**
 * Webhooks: notifications of ends of exports and imports, sent to the targets that the operator has configured. A
 * notification is stored before it is sent, and sent until it is accepted or given up. This package is independent of
 * the server's routes.
 */
@NullMarked
package org.projectexporter.sidecar.internal.webhooks;

import org.jspecify.annotations.NullMarked;
