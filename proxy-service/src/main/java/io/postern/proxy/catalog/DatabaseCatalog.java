package io.postern.proxy.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A snapshot of what a database holds, ordered by object id. Of what is PostgreSQL's own it has the relations, and what is in
 * information_schema.
 *
 * @param database as clients call it
 * @param serverVersion as in server_version_num, such as 170005
 */
public record DatabaseCatalog(String database, int serverVersion, List<Relation> relations, Routines routines) {

    public DatabaseCatalog {
        relations = List.copyOf(relations);
    }

    /** What expressions can name. */
    public record Routines(List<Function> functions, List<Operator> operators, List<DataType> types, List<Cast> casts) {
        public Routines {
            functions = List.copyOf(functions);
            operators = List.copyOf(operators);
            types = List.copyOf(types);
            casts = List.copyOf(casts);
        }
    }

    /**
     * @param kind pg_class.relkind
     * @param view of a view or materialized view that is not PostgreSQL's own
     */
    public record Relation(
            long oid,
            String schema,
            String name,
            char kind,
            List<Column> columns,
            List<Long> parentOids,
            Optional<View> view,
            Behaviour behaviour) {
        public Relation {
            columns = List.copyOf(columns);
            parentOids = List.copyOf(parentOids);
        }
    }

    /** @param number pg_attribute.attnum; the place among them for results of a function */
    public record Column(int number, String name, long typeOid, String typeName, boolean generated) {}

    /** @param definition as pg_get_viewdef() spells it while only pg_catalog is on the search path */
    public record View(String definition, boolean securityBarrier, boolean securityInvoker) {}

    /**
     * @param hasRules whether there are rules other than the one that makes a view
     * @param writeFunctionOids functions that are not PostgreSQL's own and that a write may run
     * @param digest of rules, triggers, policies, defaults and checks; empty without any
     */
    public record Behaviour(boolean rowSecurity, boolean hasRules, List<Long> writeFunctionOids, String digest) {
        public Behaviour {
            writeFunctionOids = List.copyOf(writeFunctionOids);
        }
    }

    /**
     * @param kind pg_proc.prokind
     * @param bodyDigest of everything that makes it what it does
     */
    public record Function(
            long oid,
            String schema,
            String name,
            char kind,
            Signature signature,
            boolean securityDefiner,
            String bodyDigest) {}

    /**
     * @param arguments as pg_get_function_identity_arguments() spells them
     * @param argumentTypeOids of the input arguments
     * @param outColumns of OUT, INOUT and TABLE arguments
     */
    public record Signature(
            String arguments,
            List<Long> argumentTypeOids,
            long resultTypeOid,
            boolean returnsSet,
            List<Column> outColumns) {
        public Signature {
            argumentTypeOids = List.copyOf(argumentTypeOids);
            outColumns = List.copyOf(outColumns);
        }
    }

    /** @param leftTypeOid 0 for a prefix operator */
    public record Operator(
            long oid, String schema, String name, long leftTypeOid, long rightTypeOid, long functionOid) {}

    /**
     * @param kind pg_type.typtype
     * @param arrayOid 0 for none
     * @param baseTypeOid of a domain, or the subtype of a range; else 0
     * @param relationOid of a composite type; else 0
     * @param functionOids functions that are not PostgreSQL's own and that converting to it, or showing it, runs
     * @param checksDigest of the checks and the default of a domain; empty without any
     */
    public record DataType(
            long oid,
            String schema,
            String name,
            char kind,
            long arrayOid,
            long baseTypeOid,
            long relationOid,
            List<Long> functionOids,
            String checksDigest) {
        public DataType {
            functionOids = List.copyOf(functionOids);
        }
    }

    /** @param functionOid 0 where no function is called */
    public record Cast(long oid, long sourceTypeOid, long targetTypeOid, long functionOid) {}
}
