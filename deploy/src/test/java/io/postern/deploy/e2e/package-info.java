/** The whole story, on real parts: real clients, real Kafka, real PostgreSQL, through the four services. */
@NullMarked
package io.postern.deploy.e2e;

import org.jspecify.annotations.NullMarked;
