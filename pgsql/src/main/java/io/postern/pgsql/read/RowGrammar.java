package io.postern.pgsql.read;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgsql.tree.TypeName;

/** What utilities need of the rest of the grammar; the names in brackets are PostgreSQL's. */
interface RowGrammar {

    /** A value expression [a_expr]. */
    Expression expression();

    /** One without AND, OR, NOT, IN, LIKE and IS NULL at its top, as DEFAULT has [b_expr]. */
    Expression restrictedExpression();

    /** A call in either syntax, without FILTER and OVER, as an index has [func_expr_windowless]. */
    Expression windowlessCall();

    /** A call by name, as CALL has [func_application]. */
    Expression.FunctionCall plainCall();

    /** [Typename]. */
    TypeName type();

    /** One element of ORDER BY [sortby]. */
    SortKey sortKey();

    /** SELECT, VALUES, TABLE, with WITH and in parentheses [SelectStmt]. */
    Query query();

    /** A query, INSERT, UPDATE, DELETE or MERGE [PreparableStmt]. */
    RowStatement rowStatement();

    /** One element of FROM [table_ref]. */
    FromItem fromItem();

    /** A relation without alias, with ONLY and star [relation_expr]. */
    FromItem.Table relation();
}
