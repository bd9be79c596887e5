/** What a database holds, as values, and where it is told. Pure. */
@NullMarked
package io.postern.proxy.catalog;

import org.jspecify.annotations.NullMarked;
