/** Reads pg_catalog of every database behind the gate, with a role that can do nothing else. */
@NullMarked
package io.postern.proxy.adapter.catalog;

import org.jspecify.annotations.NullMarked;
