/**
 * policy-service: understands statements, decides them under a policy, and answers proxies over Kafka.
 *
 * <pre>
 * sql        what a statement does            (pure)
 * domain     rules, masks, decisions          (pure)
 * document   policies as people write them    (pure)
 * adapter    Kafka Streams
 * </pre>
 *
 * <p>Start with {@link io.postern.policy.PolicyService}.
 */
@NullMarked
package io.postern.policy;

import org.jspecify.annotations.NullMarked;
