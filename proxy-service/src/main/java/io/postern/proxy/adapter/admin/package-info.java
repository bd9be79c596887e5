/** Health, readiness and metrics over HTTP, for those who run the proxy. */
@NullMarked
package io.postern.proxy.adapter.admin;

import org.jspecify.annotations.NullMarked;
