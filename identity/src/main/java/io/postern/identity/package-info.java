/**
 * Who is asking. {@link io.postern.identity.TokenVerifier} turns a token of the OIDC issuer into an
 * {@link io.postern.identity.Identity} or a reason why not; {@link io.postern.identity.Secret} names a secret without
 * holding it.
 *
 * <p>Nothing here logs, prints or throws a token or a secret.
 */
@NullMarked
package io.postern.identity;

import org.jspecify.annotations.NullMarked;
