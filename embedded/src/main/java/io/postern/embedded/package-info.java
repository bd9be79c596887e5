/**
 * What Postern runs beside, on this machine and in this process's care: {@link io.postern.embedded.EmbeddedKafka}, {@link
 * io.postern.embedded.EmbeddedDatabase} and {@link io.postern.embedded.DevIssuer}. All three listen on the loopback
 * address only and keep their data in a directory given to them.
 */
@NullMarked
package io.postern.embedded;

import org.jspecify.annotations.NullMarked;
