package io.postern.deploy.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.Bind;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.Close;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.Describe;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Flush;
import io.postern.pgwire.Format;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.pgwire.Terminate;
import io.postern.pgwire.sql.SqlText;

/**
 * The client's messages as {@link WireScript} writes them, one on a line. A dash is the unnamed statement or portal.
 *
 * <pre>
 * Query SQL                                    Parse NAME [type OIDs] SQL
 * Bind PORTAL STATEMENT [t b] ['text',x'00ff',NULL] [t b]
 * Describe S|P NAME    Close S|P NAME          Execute PORTAL ROWS
 * Sync   Flush   Terminate                     CopyData text with \n and \t
 * CopyBytes hex   CopyDone   CopyFail WHY      Bytes hex, of no message necessarily
 * times N MESSAGE, in which {n} is 1, 2, 3 …   {{text*N}} anywhere: the text N times over
 * </pre>
 */
final class WireMessages {

    private static final Pattern REPEATED = Pattern.compile("\\{\\{(.+?)\\*(\\d+)}}", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("NULL|x'([0-9a-f]*)'|'([^']*)'");
    private static final Pattern PARSE = Pattern.compile("(\\S+) \\[([0-9, ]*)] ?(.*)", Pattern.DOTALL);
    private static final Pattern BIND =
            Pattern.compile("(\\S+) (\\S+) \\[([tb ]*)] \\[(.*)] \\[([tb ]*)]", Pattern.DOTALL);

    private WireMessages() {}

    static byte[] encode(String line) {
        ByteBuf out = Unpooled.buffer();
        write(line, out);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static void write(String line, ByteBuf out) {
        String[] words = line.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        if (words[0].equals("times")) {
            String[] repeated = rest.split(" ", 2);
            for (int n = 1; n <= Integer.parseInt(repeated[0]); n++) {
                write(repeated[1].replace("{n}", Integer.toString(n)), out);
            }
        } else {
            encoder(words[0], repeated(rest)).accept(out);
        }
    }

    private static Consumer<ByteBuf> encoder(String type, String rest) {
        return switch (type) {
            case "Query" -> new Query(SqlText.of(rest))::encode;
            case "Parse" -> parse(rest)::encode;
            case "Bind" -> bind(rest)::encode;
            case "Describe" -> new Describe(target(rest), name(rest.substring(2)))::encode;
            case "Close" -> new Close(target(rest), name(rest.substring(2)))::encode;
            case "Execute" -> execute(rest)::encode;
            case "Sync" -> new Sync()::encode;
            case "Flush" -> new Flush()::encode;
            case "Terminate" -> new Terminate()::encode;
            case "CopyData" -> new CopyData(Bytes.of(rest.translateEscapes().getBytes(StandardCharsets.UTF_8)))::encode;
            case "CopyBytes" -> new CopyData(Bytes.of(hex(rest)))::encode;
            case "CopyDone" -> new CopyDone()::encode;
            case "CopyFail" -> new CopyFail(rest)::encode;
            case "Bytes" -> out -> out.writeBytes(hex(rest));
            default -> throw new IllegalArgumentException("no message " + type);
        };
    }

    private static Parse parse(String rest) {
        MatchResult parts = match(PARSE, rest);
        List<Long> types = new ArrayList<>();
        for (String oid : words(parts.group(2))) {
            types.add(Long.parseLong(oid));
        }
        return new Parse(name(parts.group(1)), SqlText.of(parts.group(3)), types);
    }

    private static Bind bind(String rest) {
        MatchResult parts = match(BIND, rest);
        List<BindValue> values = new ArrayList<>();
        VALUE.matcher(parts.group(4)).results().forEach(value -> values.add(value(value)));
        return new Bind(
                name(parts.group(1)), name(parts.group(2)), formats(parts.group(3)), values, formats(parts.group(5)));
    }

    private static Execute execute(String rest) {
        List<String> parts = words(rest);
        return new Execute(name(parts.get(0)), Integer.parseInt(parts.get(1)));
    }

    private static BindValue value(MatchResult value) {
        if (value.group(1) != null) {
            return BindValue.of(hex(value.group(1)));
        }
        return value.group(2) == null ? BindValue.NULL : BindValue.text(value.group(2));
    }

    private static List<Format> formats(String letters) {
        return words(letters).stream()
                .map(letter -> letter.equals("b") ? Format.BINARY : Format.TEXT)
                .toList();
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[ ,]+"));
    }

    private static Target target(String rest) {
        return rest.startsWith("S ") ? Target.STATEMENT : Target.PORTAL;
    }

    private static String name(String word) {
        return word.equals("-") ? "" : word;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static String repeated(String text) {
        return REPEATED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }

    private static MatchResult match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is not " + pattern);
        }
        return matcher.toMatchResult();
    }
}
