package io.postern.pgsql.tree;

/** One statement. */
public sealed interface Statement extends SyntaxNode permits RowStatement, Utility {}
