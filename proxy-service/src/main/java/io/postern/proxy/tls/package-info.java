/** Certificates and keys from PEM files, for both sides of the proxy. Blocking. */
@NullMarked
package io.postern.proxy.tls;

import org.jspecify.annotations.NullMarked;
