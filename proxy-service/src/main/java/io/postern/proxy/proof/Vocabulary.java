package io.postern.proxy.proof;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The nodes of analysed queries in PostgreSQL 15 to 18 with all their fields: a closed list, made of what servers of these
 * versions print. Nodes of utility statements, of unanalysed ones and of plans are not among them.
 */
final class Vocabulary {

    /** What the number in a field names. */
    enum Role {
        /** Nothing to be looked at, or nodes, which are looked at themselves. */
        PLAIN,
        /** A function; 0 where there is none. */
        FUNCTION,
        /** An operator, or several, where the node does not tell its function; 0 where there is none. */
        OPERATOR,
        /** A type, or several, whose own functions make values of other values. */
        TYPE
    }

    /** A label, then its fields; behind them f for a function, o for operators, t for types. */
    private static final String NODES = """
            AGGREF aggfnoid!f aggtype aggcollid inputcollid aggtranstype aggargtypes aggdirectargs args aggorder \
               aggdistinct aggfilter aggstar aggvariadic aggkind agglevelsup aggsplit aggno aggtransno location \
               aggpresorted
            ALIAS aliasname colnames
            ARRAYCOERCEEXPR arg elemexpr resulttype!t resulttypmod resultcollid coerceformat location
            ARRAYEXPR array_typeid array_collid element_typeid elements multidims location list_start list_end
            BOOLEANTEST arg booltesttype location
            BOOLEXPR boolop args location
            CASEEXPR casetype casecollid arg args defresult location
            CASETESTEXPR typeId typeMod collation
            CASEWHEN expr result location
            COALESCEEXPR coalescetype coalescecollid args location
            COERCETODOMAIN arg resulttype!t resulttypmod resultcollid coercionformat location
            COERCEVIAIO arg resulttype!t resultcollid coerceformat location
            COLLATEEXPR arg collOid location
            COMMONTABLEEXPR ctename aliascolnames ctematerialized ctequery search_clause cycle_clause location \
               cterecursive cterefcount ctecolnames ctecoltypes ctecoltypmods ctecolcollations
            CONST consttype!t consttypmod constcollid constlen constbyval constisnull location constvalue
            CONVERTROWTYPEEXPR arg resulttype convertformat location
            CTECYCLECLAUSE cycle_col_list cycle_mark_column cycle_mark_value cycle_mark_default cycle_path_column \
               location cycle_mark_type cycle_mark_typmod cycle_mark_collation cycle_mark_neop!o
            CTESEARCHCLAUSE search_col_list search_breadth_first search_seq_column location
            CURRENTOFEXPR cvarno cursor_name cursor_param
            DISTINCTEXPR opno opfuncid!f opresulttype opretset opcollid inputcollid args location
            FIELDSELECT arg fieldnum resulttype resulttypmod resultcollid
            FIELDSTORE arg newvals fieldnums resulttype
            FROMEXPR fromlist quals
            FUNCEXPR funcid!f funcresulttype funcretset funcvariadic funcformat funccollid inputcollid args location
            GROUPINGFUNC args refs cols agglevelsup location
            GROUPINGSET kind content location
            INFERENCEELEM expr infercollid inferopclass
            JOINEXPR jointype isNatural larg rarg usingClause join_using_alias quals alias rtindex
            JSONBEHAVIOR btype expr coerce location
            JSONCONSTRUCTOREXPR type args func coercion returning absent_on_null unique location
            JSONEXPR op column_name formatted_expr format path_spec returning passing_names passing_values on_empty \
               on_error use_io_coercion use_json_coercion wrapper omit_quotes collation location
            JSONFORMAT format_type encoding location
            JSONISPREDICATE expr format item_type unique_keys location
            JSONRETURNING format typid!t typmod
            JSONTABLEPATH value name
            JSONTABLEPATHSCAN path errorOnError child colMin colMax
            JSONTABLESIBLINGJOIN lplan rplan
            JSONVALUEEXPR raw_expr formatted_expr format
            MERGEACTION matched commandType override qual targetList updateColnos matchKind
            MERGESUPPORTFUNC msftype msfcollid location
            MINMAXEXPR minmaxtype minmaxcollid inputcollid op args location
            NAMEDARGEXPR arg name argnumber location
            NEXTVALUEEXPR seqid typeId
            NULLIFEXPR opno opfuncid!f opresulttype opretset opcollid inputcollid args location
            NULLTEST arg nulltesttype argisrow location
            ONCONFLICTEXPR action arbiterElems arbiterWhere constraint onConflictSet onConflictWhere exclRelIndex \
               exclRelTlist
            OPEXPR opno opfuncid!f opresulttype opretset opcollid inputcollid args location
            PARAM paramkind paramid paramtype!t paramtypmod paramcollid location
            QUERY commandType querySource canSetTag utilityStmt resultRelation hasAggs hasWindowFuncs hasTargetSRFs \
               hasSubLinks hasDistinctOn hasRecursive hasModifyingCTE hasForUpdate hasRowSecurity isReturn cteList \
               rtable jointree targetList override onConflict returningList groupClause groupDistinct groupingSets \
               havingQual windowClause distinctClause sortClause limitOffset limitCount limitOption rowMarks \
               setOperations constraintDeps withCheckOptions mergeActionList mergeUseOuterJoin stmt_location stmt_len \
               rteperminfos mergeTargetRelation mergeJoinCondition hasGroupRTE returningOldAlias returningNewAlias
            RANGETBLENTRY alias eref rtekind relid relkind rellockmode tablesample lateral inh inFromCl requiredPerms \
               checkAsUser selectedCols insertedCols updatedCols extraUpdatedCols securityQuals subquery \
               security_barrier ctename ctelevelsup self_reference coltypes coltypmods colcollations jointype \
               joinmergedcols joinaliasvars joinleftcols joinrightcols join_using_alias values_lists functions \
               funcordinality tablefunc perminfoindex groupexprs
            RANGETBLFUNCTION funcexpr funccolcount funccolnames funccoltypes!t funccoltypmods funccolcollations \
               funcparams
            RANGETBLREF rtindex
            RELABELTYPE arg resulttype resulttypmod resultcollid relabelformat location
            RETURNINGEXPR retlevelsup retold retexpr
            ROWCOMPAREEXPR rctype opnos!o opfamilies inputcollids largs rargs cmptype
            ROWEXPR args row_typeid row_format colnames location
            ROWMARKCLAUSE rti strength waitPolicy pushedDown
            RTEPERMISSIONINFO relid inh requiredPerms checkAsUser selectedCols insertedCols updatedCols
            SCALARARRAYOPEXPR opno opfuncid!f hashfuncid!f negfuncid!f useOr inputcollid args location
            SETOPERATIONSTMT op all larg rarg colTypes colTypmods colCollations groupClauses
            SORTGROUPCLAUSE tleSortGroupRef eqop!o sortop!o nulls_first hashable reverse_sort
            SQLVALUEFUNCTION op type typmod location
            SUBLINK subLinkType subLinkId testexpr operName subselect location
            SUBSCRIPTINGREF refcontainertype refelemtype refrestype reftypmod refcollid refupperindexpr \
               reflowerindexpr refexpr refassgnexpr
            TABLEFUNC ns_uris ns_names docexpr rowexpr colnames coltypes!t coltypmods colcollations colexprs \
               coldefexprs notnulls ordinalitycol location functype colvalexprs passingvalexprs plan
            TABLESAMPLECLAUSE tsmhandler!f args repeatable
            TARGETENTRY expr resno resname ressortgroupref resorigtbl resorigcol resjunk
            VAR varno varattno vartype vartypmod varcollid varlevelsup varnosyn varattnosyn location varnullingrels \
               varreturningtype
            WINDOWCLAUSE name refname partitionClause orderClause frameOptions startOffset endOffset runCondition \
               startInRangeFunc!f endInRangeFunc!f inRangeColl inRangeAsc inRangeNullsFirst winref copiedOrder
            WINDOWFUNC winfnoid!f wintype wincollid inputcollid args aggfilter winref winstar winagg location \
               runCondition
            WITHCHECKOPTION kind relname polname qual cascaded
            XMLEXPR op name named_args arg_names args xmloption type!t typmod location indent
            """;

    private static final Map<String, Map<String, Role>> FIELDS = read();

    private Vocabulary() {}

    private static Map<String, Map<String, Role>> read() {
        Map<String, Map<String, Role>> nodes = new HashMap<>();
        NODES.lines().forEach(line -> {
            String[] words = line.split(" +", -1);
            Map<String, Role> fields = new HashMap<>();
            for (int i = 1; i < words.length; i++) {
                String[] field = words[i].split("!", -1);
                fields.put(field[0], field.length == 1 ? Role.PLAIN : role(field[1].charAt(0)));
            }
            nodes.put(words[0], Map.copyOf(fields));
        });
        return Map.copyOf(nodes);
    }

    private static Role role(char mark) {
        return switch (mark) {
            case 'f' -> Role.FUNCTION;
            case 'o' -> Role.OPERATOR;
            case 't' -> Role.TYPE;
            default -> throw new IllegalStateException("no role " + mark);
        };
    }

    /** The fields of a node, null where the node is not known. */
    static @Nullable Map<String, Role> fields(String label) {
        return FIELDS.get(label);
    }
}
