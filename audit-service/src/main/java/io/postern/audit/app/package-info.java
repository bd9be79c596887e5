/**
 * What the service does, in terms of ports: {@link io.postern.audit.app.FactStore} to write,
 * {@link io.postern.audit.app.SessionArchive} to read, {@link io.postern.audit.app.FactReader} to understand bytes, and
 * {@link io.postern.audit.app.IngestStatus} to tell how far the store is behind the log.
 */
@NullMarked
package io.postern.audit.app;

import org.jspecify.annotations.NullMarked;
