/** PostgreSQL's own judgement of SQL, for tests: real servers and libpg_query. */
@NullMarked
package io.postern.pgsql.oracle;

import org.jspecify.annotations.NullMarked;
