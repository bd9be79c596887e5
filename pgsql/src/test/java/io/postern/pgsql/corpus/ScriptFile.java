package io.postern.pgsql.corpus;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;

/** The forms in which other tests keep their SQL. */
public final class ScriptFile {

    private static final LexerLimits LIMITS = new LexerLimits(1 << 24, 1 << 22);

    private ScriptFile() {}

    /** Of a psql script: what stands between semicolons, outside parentheses and bodies of SQL functions. */
    public static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        boolean data = false;
        for (String line : script.split("\n", -1)) {
            if (data || line.startsWith("\\")) {
                data = data && !line.equals("\\.");
                continue;
            }
            int command = line.indexOf(" \\");
            open.append(command >= 0 && line.indexOf('\'') < 0 ? line.substring(0, command) : line)
                    .append('\n');
            if (line.contains(";") && ends(open.toString(), statements)) {
                data = isCopyFromClient(statements);
                open.setLength(0);
            }
        }
        return statements;
    }

    /** Whether the text is whole statements, which are then added. */
    private static boolean ends(String text, List<String> statements) {
        Tokens tokens;
        try {
            tokens = SqlLexer.lex(SqlText.of(text), LIMITS);
        } catch (LexicalError | InvalidSqlText e) {
            return false;
        }
        List<Integer> ends = new ArrayList<>();
        int depth = 0;
        boolean body = false;
        int cases = 0;
        int last = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.is(i, '(')) {
                depth++;
            } else if (tokens.is(i, ')')) {
                depth--;
            } else if (tokens.is(i, "atomic") && i > 0 && tokens.is(i - 1, "begin")) {
                body = true;
            } else if (body && tokens.is(i, "case")) {
                cases++;
            } else if (body && tokens.is(i, "end")) {
                body = cases > 0;
                cases = Math.max(0, cases - 1);
            } else if (tokens.is(i, ';') && depth <= 0 && !body) {
                ends.add(tokens.start(i));
                last = i + 1;
            }
        }
        if (last != tokens.count() || ends.isEmpty()) {
            return false;
        }
        byte[] bytes = tokens.sql().toByteArray();
        int from = 0;
        for (int end : ends) {
            String statement = SqlText.of(java.util.Arrays.copyOfRange(bytes, from, end))
                    .asString()
                    .strip();
            if (!statement.isEmpty()) {
                statements.add(statement);
            }
            from = end + 1;
        }
        return true;
    }

    private static boolean isCopyFromClient(List<String> statements) {
        return !statements.isEmpty()
                && statements
                        .get(statements.size() - 1)
                        .toLowerCase(java.util.Locale.ROOT)
                        .matches("(?s)copy .*from\\s+stdin.*");
    }

    /** Of a file of cases: what stands between lines that begin with {@code --@} or {@code --;}. */
    static List<String> blocks(String content) {
        List<String> blocks = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : (content + "\n--@").split("\n", -1)) {
            if (line.startsWith("--@") || line.startsWith("--;")) {
                if (!open.toString().isBlank()) {
                    blocks.add(open.toString().strip());
                }
                open.setLength(0);
            } else if (!line.startsWith("--")) {
                open.append(line).append('\n');
            }
        }
        return blocks;
    }

    /** Of a list: an entry begins where a line does not begin with white space; comments begin with {@code #}. */
    static List<String> entries(String content) {
        List<String> entries = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : (content + "\n#").split("\n", -1)) {
            if (line.isEmpty() || !Character.isWhitespace(line.charAt(0))) {
                if (!open.toString().isBlank()) {
                    entries.add(open.toString().strip());
                }
                open.setLength(0);
            }
            if (!line.startsWith("#")) {
                open.append(line).append('\n');
            }
        }
        return entries;
    }
}
