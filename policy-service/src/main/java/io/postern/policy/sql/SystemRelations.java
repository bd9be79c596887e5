package io.postern.policy.sql;

import java.util.Set;

import io.postern.policy.catalog.QualifiedName;

/**
 * What may be read of pg_catalog and information_schema: names and shapes of objects, as psql and drivers ask for them. Left out on
 * purpose: statistics (they hold values of columns), activity and locks (others' statements), sources of functions and views,
 * settings (they can be written through), large objects, passwords, connection strings of foreign servers.
 */
final class SystemRelations {

    /** Readable one shown setting at a time. */
    static final QualifiedName SETTINGS = new QualifiedName("pg_catalog", "pg_settings");

    private static final Set<String> PG_CATALOG = Keywords.words("""
            pg_aggregate pg_am pg_attrdef pg_attribute pg_auth_members pg_cast pg_class pg_collation pg_constraint
            pg_conversion pg_database pg_depend pg_description pg_enum pg_extension pg_foreign_table pg_index pg_indexes
            pg_inherits pg_language pg_namespace pg_opclass pg_operator pg_opfamily pg_partitioned_table pg_policy
            pg_publication pg_publication_namespace pg_publication_rel pg_range pg_roles pg_sequence pg_shdescription
            pg_statistic_ext pg_tables pg_tablespace pg_timezone_abbrevs pg_timezone_names pg_trigger pg_ts_config
            pg_type""");

    private static final Set<String> INFORMATION_SCHEMA = Keywords.words("""
            character_sets check_constraints collations column_privileges columns constraint_column_usage
            constraint_table_usage domains enabled_roles information_schema_catalog_name key_column_usage
            referential_constraints role_table_grants schemata sequences table_constraints table_privileges tables""");

    private SystemRelations() {}

    static boolean isSystemSchema(String schema) {
        return schema.equals("pg_catalog") || schema.equals("information_schema") || schema.startsWith("pg_toast");
    }

    static boolean isReadable(String schema, String name) {
        return (schema.equals("pg_catalog") && PG_CATALOG.contains(name))
                || (schema.equals("information_schema") && INFORMATION_SCHEMA.contains(name));
    }
}
