package io.postern.deploy.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.DataRow;
import io.postern.pgwire.EmptyQueryResponse;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.FieldDescription;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ParameterDescription;
import io.postern.pgwire.PortalSuspended;
import io.postern.pgwire.RowDescription;

/** Everything that came back to one client, as bytes and as lines that can be compared. Not thread-safe. */
final class Heard {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();
    private Optional<ErrorResponse> error = Optional.empty();
    private long rowCount;

    void add(BackendMessage message) throws IOException {
        ByteBuf buffer = Unpooled.buffer();
        message.encode(buffer);
        byte[] encoded = new byte[buffer.readableBytes()];
        buffer.readBytes(encoded);
        bytes.write(encoded);
        if (message instanceof DataRow row) {
            rowCount++;
            lines.add("row " + row.values().stream().map(Heard::value).collect(Collectors.joining(" | ")));
        } else if (message instanceof CopyData data) {
            rowCount++;
            lines.add("copied " + new String(data.data().toByteArray(), StandardCharsets.UTF_8));
        } else if (message instanceof RowDescription described) {
            lines.add(
                    "columns " + described.fields().stream().map(Heard::column).collect(Collectors.joining(", ")));
        } else if (message instanceof CommandComplete complete) {
            lines.add(complete.tag());
        } else if (message instanceof ErrorResponse failure) {
            if (error.isEmpty()) {
                error = Optional.of(failure);
            }
            lines.add("error " + failure.sqlState());
        } else if (message instanceof EmptyQueryResponse || message instanceof PortalSuspended) {
            lines.add(message.backendType().name());
        } else if (message instanceof ParameterDescription parameters) {
            lines.add(parameters.toString());
        }
    }

    private static String column(FieldDescription field) {
        return field.name() + " " + field.typeOid() + "(" + field.typeModifier() + ")";
    }

    private static String value(BindValue value) {
        Bytes raw = value.bytes();
        if (raw == null) {
            return "NULL";
        }
        String text = new String(raw.toByteArray(), StandardCharsets.UTF_8);
        return text.chars().allMatch(c -> c >= ' ' && c != 0xFFFD)
                ? text
                : "x" + HexFormat.of().formatHex(raw.toByteArray());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** What failed before is of no account. */
    void forgetErrors() {
        error = Optional.empty();
    }

    /** The first that is of account. */
    Optional<ErrorResponse> error() {
        return error;
    }

    Optional<String> sqlState() {
        return error.map(ErrorResponse::sqlState);
    }

    /** Whether the first error is the gate's own rather than the server's, whose text may have been reduced. */
    boolean refusedByGate() {
        return error.filter(found -> found.fields().stream().noneMatch(field -> field.code() == 'R')
                        && !found.message().equals("the statement failed"))
                .isPresent();
    }

    long rowCount() {
        return rowCount;
    }

    /** Columns, tags, SQLSTATEs and rows in their order; unless that counts, rows come last, and sorted. */
    List<String> lines(boolean ordered) {
        if (ordered) {
            return List.copyOf(lines);
        }
        List<String> sorted = new ArrayList<>();
        lines.stream().filter(line -> !isRow(line)).forEach(sorted::add);
        lines.stream().filter(Heard::isRow).sorted().forEach(sorted::add);
        return sorted;
    }

    private static boolean isRow(String line) {
        return line.startsWith("row ") || line.startsWith("copied ");
    }

    static boolean isParked(BackendMessage message) {
        return message instanceof NoticeResponse notice && notice.message().startsWith("parked, approval");
    }
}
