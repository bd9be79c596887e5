/**
 * What a text does: names resolved as PostgreSQL resolves them, to relations by object id and columns by number, and which columns
 * each result, condition and written value can carry information of. Pure.
 */
@NullMarked
package io.postern.policy.analysis;

import org.jspecify.annotations.NullMarked;
