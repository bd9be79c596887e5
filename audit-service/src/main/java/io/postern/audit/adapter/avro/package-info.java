/** The log's Avro records in the words of the domain. The only package that knows the generated classes. */
@NullMarked
package io.postern.audit.adapter.avro;

import org.jspecify.annotations.NullMarked;
