package io.postern.deploy.e2e;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Everything of the database that an attack might change, as one line. */
final class ShopState {

    private static final String QUERY = """
            SELECT (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM customers t) AS customers,
                   (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM products t) AS products,
                   (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM orders t) AS orders,
                   (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM order_items t) AS order_items,
                   (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM employees t) AS employees,
                   (SELECT md5(string_agg(concat(oid, relname, relnamespace, relkind, relacl), '|' ORDER BY oid))
                      FROM pg_class WHERE oid > 16000 AND relkind NOT IN ('t', 'i')) AS relations,
                   (SELECT md5(string_agg(concat(attrelid, attname, atttypid), '|' ORDER BY attrelid, attnum))
                      FROM pg_attribute WHERE attrelid > 16000) AS columns,
                   (SELECT count(*) FROM pg_proc) AS functions,
                   (SELECT count(*) FROM pg_operator) AS operators,
                   (SELECT count(*) FROM pg_cast) AS casts,
                   (SELECT count(*) FROM pg_trigger) AS triggers,
                   (SELECT count(*) FROM pg_rewrite) AS rules,
                   (SELECT count(*) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp') AS schemas,
                   (SELECT count(*) FROM pg_extension) AS extensions,
                   (SELECT count(*) FROM pg_statistic_ext) AS statistics,
                   (SELECT count(*) FROM pg_largeobject_metadata) AS large_objects,
                   (SELECT count(*) FROM pg_description) AS comments,
                   (SELECT count(*) FROM pg_prepared_xacts) AS prepared,
                   (SELECT count(*) FROM pg_replication_slots) AS slots,
                   (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') AS advisory_locks,
                   (SELECT md5(string_agg(a::text, '|' ORDER BY oid)) FROM pg_authid a) AS roles,
                   (SELECT count(*) FROM pg_db_role_setting) AS role_settings,
                   (SELECT count(*) FROM pg_file_settings) AS settings""";

    private ShopState() {}

    static String of(Connection oracle) throws SQLException {
        try (PreparedStatement query = oracle.prepareStatement(QUERY);
                ResultSet row = query.executeQuery()) {
            row.next();
            StringBuilder state = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                state.append(row.getMetaData().getColumnLabel(i))
                        .append(' ')
                        .append(row.getString(i))
                        .append('\n');
            }
            return state.toString();
        }
    }
}
