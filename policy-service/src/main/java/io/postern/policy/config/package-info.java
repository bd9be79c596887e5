/** What policy-service has to be told. */
@NullMarked
package io.postern.policy.config;

import org.jspecify.annotations.NullMarked;
