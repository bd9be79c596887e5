package io.postern.pgsql.read;

import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgwire.sql.TokenKind;

/** The readers of {@link GrammarPiece}s. */
final class GrammarPieces {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Options options;
    private final StorageClauses storage;
    private final Routines routines;
    private final Bodies bodies;
    private final Settings settings;

    GrammarPieces(TokenCursor cursor, RowGrammar rows, Settings settings, Bodies bodies) {
        this.cursor = cursor;
        this.rows = rows;
        this.options = new Options(cursor);
        this.storage = new StorageClauses(cursor, rows);
        this.routines = new Routines(cursor, rows, storage);
        this.bodies = bodies;
        this.settings = settings;
    }

    boolean starts(GrammarPiece piece, int ahead) {
        return switch (piece) {
            case COLID, ANY, REL -> cursor.isColumnName(ahead);
            case LABEL -> cursor.isLabel(ahead);
            case NONRESERVED -> cursor.isNonReserved(ahead);
            case IDENT -> cursor.isPlainIdentifier(ahead);
            case RELX -> cursor.isColumnName(ahead) || cursor.is(ahead, "only");
            case FN, FNSIG, AGGSIG -> cursor.isNonReserved(ahead);
            case OPSIG, OP -> storage.startsOperator(ahead);
            case ARG, TYPE, FUNCTYPE ->
                routines.startsType(ahead) || cursor.isAnyOf(ahead, "in", "out", "inout", "variadic");
            case AGGARGS, RELOPTS, UTILITYOPTIONS -> cursor.isSelf(ahead, '(');
            case STR -> cursor.isString(ahead);
            case NUM ->
                cursor.isKind(ahead, TokenKind.INTEGER) || cursor.isKind(ahead, TokenKind.NUMERIC) || isSign(ahead);
            case INT -> cursor.isKind(ahead, TokenKind.INTEGER) || isSign(ahead);
            case ICONST -> cursor.isKind(ahead, TokenKind.INTEGER);
            case WORD -> cursor.isString(ahead) || cursor.isNonReserved(ahead);
            case BOOL ->
                cursor.isString(ahead) || cursor.isNonReserved(ahead) || cursor.isAnyOf(ahead, "true", "false", "on");
            case ROLE ->
                cursor.isNonReserved(ahead) || cursor.isAnyOf(ahead, "current_role", "current_user", "session_user");
            case BODY -> cursor.is(ahead, "return") || (cursor.is(ahead, "begin") && cursor.is(ahead + 1, "atomic"));
            case SETMORE, RESETREST, EXPR, BEXPR, DEFARG, INDEXELEM, STATPARAM, FROMLIST, RULEACTIONS, SCHEMAELEMENTS ->
                true;
        };
    }

    private boolean isSign(int ahead) {
        return cursor.isSelf(ahead, '-') || cursor.isSelf(ahead, '+');
    }

    /** The name read, where it is one. */
    Optional<ObjectName> read(GrammarPiece piece) {
        return switch (piece) {
            case COLID -> Optional.of(single(cursor.columnName()));
            case LABEL -> Optional.of(single(cursor.label()));
            case NONRESERVED -> Optional.of(single(cursor.nonReserved()));
            case IDENT -> Optional.of(identifier());
            case ANY -> Optional.of(cursor.objectName());
            case REL -> Optional.of(cursor.relationName());
            case RELX -> Optional.of(rows.relation().name());
            case FN -> Optional.of(routines.name());
            case FNSIG -> Optional.of(routines.signature());
            case AGGSIG -> Optional.of(routines.aggregateSignature());
            case ROLE -> Optional.of(role());
            case OPSIG -> none(routines::operatorSignature);
            case OP -> none(storage::anyOperator);
            case ARG -> none(routines::argument);
            case AGGARGS -> none(routines::aggregateArguments);
            case TYPE -> none(rows::type);
            case FUNCTYPE -> none(routines::type);
            case EXPR -> none(rows::expression);
            case BEXPR -> none(rows::restrictedExpression);
            case STR -> none(cursor::expectString);
            case NUM -> none(options::number);
            case INT -> none(options::signedInteger);
            case ICONST -> none(this::integer);
            case WORD -> none(options::nonReservedOrString);
            case BOOL -> none(options::wordOrString);
            case RELOPTS -> none(storage::parameters);
            case UTILITYOPTIONS -> none(options::utilityOptions);
            case DEFARG -> none(storage::value);
            case INDEXELEM -> none(this::indexElement);
            case STATPARAM -> none(this::columnOrExpression);
            case FROMLIST -> none(this::fromList);
            case SETMORE -> none(settings::settingOfDefinition);
            case RESETREST -> none(settings::resetOfDefinition);
            case RULEACTIONS -> none(bodies::ruleActions);
            case BODY -> none(bodies::routineBody);
            case SCHEMAELEMENTS -> none(bodies::schemaElements);
        };
    }

    private static Optional<ObjectName> none(Runnable reader) {
        reader.run();
        return Optional.empty();
    }

    private ObjectName single(Name name) {
        return new ObjectName(List.of(name), cursor.since(name.token()));
    }

    private ObjectName identifier() {
        if (!cursor.isPlainIdentifier(0)) {
            throw cursor.unexpected();
        }
        return single(cursor.label());
    }

    private ObjectName role() {
        if (!starts(GrammarPiece.ROLE, 0)) {
            throw cursor.unexpected();
        }
        return single(cursor.label());
    }

    private void integer() {
        if (!cursor.acceptKind(TokenKind.INTEGER)) {
            throw cursor.unexpected();
        }
    }

    private void fromList() {
        do {
            rows.fromItem();
        } while (cursor.acceptSelf(','));
    }

    private void columnOrExpression() {
        if (cursor.acceptSelf('(')) {
            rows.expression();
            cursor.expectSelf(')');
        } else if (cursor.isColumnName(0) && !cursor.isSelf(1, '(') && !cursor.isSelf(1, '.')) {
            cursor.advance();
        } else {
            rows.windowlessCall();
        }
    }

    private void indexElement() {
        columnOrExpression();
        if (cursor.accept("collate")) {
            cursor.objectName();
        }
        if (cursor.isColumnName(0) && !startsNullOrder()) {
            cursor.objectName();
            if (cursor.isSelf('(')) {
                storage.parameters();
            }
        }
        if (!cursor.accept("asc")) {
            cursor.accept("desc");
        }
        if (startsNullOrder()) {
            cursor.advance();
            cursor.advance();
        }
    }

    private boolean startsNullOrder() {
        return cursor.is("nulls") && cursor.isAnyOf(1, "first", "last");
    }
}
