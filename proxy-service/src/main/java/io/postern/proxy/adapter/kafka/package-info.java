/**
 * The rest of the system, through Kafka: facts, questions and requests out, decisions, versions and approvals in. The only
 * package that knows the generated event classes.
 */
@NullMarked
package io.postern.proxy.adapter.kafka;

import org.jspecify.annotations.NullMarked;
