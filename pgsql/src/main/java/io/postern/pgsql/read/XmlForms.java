package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.Aggregation;
import io.postern.pgsql.tree.Expression.SpecialCall;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgsql.tree.TypeName;

/** Functions of SQL/XML: manual, section 9.15. */
final class XmlForms {

    private final Grammar grammar;
    private final TokenCursor cursor;

    XmlForms(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Behind the word. */
    Expression read(String word, int from) {
        cursor.expectSelf('(');
        return switch (word) {
            case "xmlconcat" -> call(SpecialForm.XMLCONCAT, grammar.expressions.list(), from);
            case "xmlelement" -> element(from);
            case "xmlexists" -> exists(from);
            case "xmlforest" -> call(SpecialForm.XMLFOREST, attributes(), from);
            case "xmlparse" -> parse(from);
            case "xmlpi" -> instruction(from);
            case "xmlroot" -> root(from);
            default -> serialize(from);
        };
    }

    private Expression call(SpecialForm form, List<Expression> arguments, int from) {
        return call(form, Optional.empty(), arguments, List.of(), from);
    }

    /** Reads the closing parenthesis. */
    private Expression call(
            SpecialForm form, Optional<String> calls, List<Expression> arguments, List<TypeName> types, int from) {
        cursor.expectSelf(')');
        return new SpecialCall(form, calls, arguments, List.of(), types, Aggregation.NONE, cursor.since(from));
    }

    private Expression element(int from) {
        cursor.expect("name");
        cursor.label();
        List<Expression> arguments = new ArrayList<>();
        if (cursor.acceptSelf(',')) {
            boolean attributes = cursor.is("xmlattributes") && cursor.isSelf(1, '(');
            if (attributes) {
                cursor.advance();
                cursor.advance();
                arguments.addAll(attributes());
                cursor.expectSelf(')');
            }
            if (!attributes || cursor.acceptSelf(',')) {
                arguments.addAll(grammar.expressions.list());
            }
        }
        return call(SpecialForm.XMLELEMENT, arguments, from);
    }

    /** {@code value [AS label] {, …}}. */
    private List<Expression> attributes() {
        List<Expression> values = new ArrayList<>();
        do {
            values.add(grammar.expressions.expression());
            if (cursor.accept("as")) {
                cursor.label();
            }
        } while (cursor.acceptSelf(','));
        return values;
    }

    private Expression exists(int from) {
        List<Expression> arguments = new ArrayList<>();
        arguments.add(grammar.primaries.primary());
        arguments.add(passing());
        return call(SpecialForm.XMLEXISTS, Optional.of("xmlexists"), arguments, List.of(), from);
    }

    /** PASSING, of XMLEXISTS and XMLTABLE. */
    Expression passing() {
        cursor.expect("passing");
        mechanism();
        Expression document = grammar.primaries.primary();
        mechanism();
        return document;
    }

    private void mechanism() {
        if (cursor.accept("by")) {
            cursor.expectAnyOf("ref", "value");
        }
    }

    private Expression parse(int from) {
        cursor.expectAnyOf("document", "content");
        Expression text = grammar.expressions.expression();
        if (cursor.isAnyOf("preserve", "strip")) {
            cursor.advance();
            cursor.expect("whitespace");
        }
        return call(SpecialForm.XMLPARSE, List.of(text), from);
    }

    private Expression instruction(int from) {
        cursor.expect("name");
        cursor.label();
        List<Expression> arguments = cursor.acceptSelf(',') ? List.of(grammar.expressions.expression()) : List.of();
        return call(SpecialForm.XMLPI, arguments, from);
    }

    private Expression root(int from) {
        List<Expression> arguments = new ArrayList<>();
        arguments.add(grammar.expressions.expression());
        cursor.expectSelf(',');
        cursor.expect("version");
        if (!cursor.acceptAll("no", "value")) {
            arguments.add(grammar.expressions.expression());
        }
        if (cursor.acceptSelf(',')) {
            cursor.expect("standalone");
            if (cursor.expectAnyOf("yes", "no").equals("no")) {
                cursor.accept("value");
            }
        }
        return call(SpecialForm.XMLROOT, arguments, from);
    }

    private Expression serialize(int from) {
        cursor.expectAnyOf("document", "content");
        Expression value = grammar.expressions.expression();
        cursor.expect("as");
        TypeName type = grammar.types.simple();
        if (cursor.major() >= 16 && !cursor.acceptAll("no", "indent")) {
            cursor.accept("indent");
        }
        return call(SpecialForm.XMLSERIALIZE, Optional.empty(), List.of(value), List.of(type), from);
    }
}
