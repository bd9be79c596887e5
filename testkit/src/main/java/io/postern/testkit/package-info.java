/**
 * What integration tests stand on, as JUnit extensions held in {@code static} fields with {@code @RegisterExtension}:
 * {@link io.postern.testkit.KafkaFixture}, {@link io.postern.testkit.PostgresFixture} and
 * {@link io.postern.testkit.TestIssuer}. What they start ends with the test class or, where it is shared, with the run;
 * its data lies in a temporary directory that goes with it.
 */
@NullMarked
package io.postern.testkit;

import org.jspecify.annotations.NullMarked;
