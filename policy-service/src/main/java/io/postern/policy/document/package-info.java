/**
 * Policies as people write them: one YAML document per policy. Pure.
 *
 * <p>Start with {@link io.postern.policy.document.PolicyDocument}.
 */
@NullMarked
package io.postern.policy.document;

import org.jspecify.annotations.NullMarked;
