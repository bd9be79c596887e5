/** What the small parts of the hot path cost: JMH benchmarks, one class for each part. */
@NullMarked
package io.postern.benchmarks;

import org.jspecify.annotations.NullMarked;
