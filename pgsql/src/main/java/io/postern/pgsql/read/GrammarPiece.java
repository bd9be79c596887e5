package io.postern.pgsql.read;

/** What patterns take from the readers written by hand; in brackets, PostgreSQL's name for it. */
enum GrammarPiece {
    /** [ColId]. */
    COLID,
    /** [ColLabel]. */
    LABEL,
    /** [NonReservedWord]. */
    NONRESERVED,
    /** [IDENT]: no keyword. */
    IDENT,
    /** [any_name]. */
    ANY,
    /** [qualified_name]. */
    REL,
    /** [relation_expr]. */
    RELX,
    /** [func_name]. */
    FN,
    /** [function_with_argtypes]. */
    FNSIG,
    /** [aggregate_with_argtypes]. */
    AGGSIG,
    /** [operator_with_argtypes]. */
    OPSIG,
    /** [any_operator]. */
    OP,
    /** [func_arg_with_default]. */
    ARG,
    /** [aggr_args]. */
    AGGARGS,
    /** [Typename]. */
    TYPE,
    /** [func_type]. */
    FUNCTYPE,
    /** [a_expr]. */
    EXPR,
    /** [b_expr]. */
    BEXPR,
    /** [Sconst]. */
    STR,
    /** [NumericOnly]. */
    NUM,
    /** [SignedIconst]. */
    INT,
    /** [Iconst]. */
    ICONST,
    /** [NonReservedWord_or_Sconst]. */
    WORD,
    /** [opt_boolean_or_string]. */
    BOOL,
    /** [RoleSpec]. */
    ROLE,
    /** [reloptions]. */
    RELOPTS,
    /** [def_arg]. */
    DEFARG,
    /** [index_elem]. */
    INDEXELEM,
    /** [stats_param]. */
    STATPARAM,
    /** [from_list]. */
    FROMLIST,
    /** [set_rest_more]. */
    SETMORE,
    /** [reset_rest]. */
    RESETREST,
    /** [RuleActionList]. */
    RULEACTIONS,
    /** [SQL body of a routine]. */
    BODY,
    /** [OptSchemaEltList]. */
    SCHEMAELEMENTS,
    /** [utility_option_list]. */
    UTILITYOPTIONS;

    boolean isOneToken() {
        return switch (this) {
            case COLID, LABEL, NONRESERVED, IDENT, STR, ICONST, WORD, BOOL, ROLE -> true;
            case ANY,
                    REL,
                    RELX,
                    FN,
                    FNSIG,
                    AGGSIG,
                    OPSIG,
                    OP,
                    ARG,
                    AGGARGS,
                    TYPE,
                    FUNCTYPE,
                    EXPR,
                    BEXPR,
                    NUM,
                    INT,
                    RELOPTS,
                    DEFARG,
                    INDEXELEM,
                    STATPARAM,
                    FROMLIST,
                    SETMORE,
                    RESETREST,
                    RULEACTIONS,
                    BODY,
                    SCHEMAELEMENTS,
                    UTILITYOPTIONS -> false;
        };
    }
}
