package io.postern.pgwire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;

/**
 * Bytes of one peer, from a file under {@code wire/seeds} that is named {@code <direction>-<what>.hex}: the notation of {@link Wire},
 * where a line that starts with # is a comment.
 *
 * @param direction startup, frontend or backend
 */
record Seed(String name, String direction, Bytes content) {

    private static final int MAX_BODY = 1 << 16;

    static List<Seed> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Seed.class.getResource("/wire/seeds").toURI()))) {
            return files.sorted().map(Seed::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Seed read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            String name = file.getFileName().toString().replace(".hex", "");
            String notation = lines.filter(line -> !line.startsWith("#")).collect(Collectors.joining(" "));
            return new Seed(name, name.substring(0, name.indexOf('-')), Bytes.of(Wire.bytes(notation)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads messages off the buffer as far as they are whole.
     *
     * @throws ProtocolViolation at the first that is none
     */
    List<Object> messages(ByteBuf in) {
        List<Object> messages = new ArrayList<>();
        @Nullable Object message = next(in);
        while (message != null) {
            messages.add(message);
            message = next(in);
        }
        return messages;
    }

    private @Nullable Object next(ByteBuf in) {
        if (direction.equals("startup")) {
            ByteBuf packet = new StartupFrameReader(StartupFrameReader.DEFAULT_MAX_LENGTH).next(in);
            if (packet == null) {
                return null;
            }
            try {
                return StartupPacket.decode(packet);
            } finally {
                packet.release();
            }
        }
        Frame frame = new FrameReader(MAX_BODY).next(in);
        if (frame == null) {
            return null;
        }
        try {
            return direction.equals("frontend") ? frontend(frame) : backend(frame);
        } finally {
            frame.release();
        }
    }

    private FrontendMessage frontend(Frame frame) {
        FrontendType type = FrontendType.of(frame.type());
        if (type == null) {
            throw new ProtocolViolation("type", "one of the protocol", "another");
        }
        return FrontendMessage.decode(type, frame.body(), phase());
    }

    private static BackendMessage backend(Frame frame) {
        BackendType type = BackendType.of(frame.type());
        if (type == null) {
            throw new ProtocolViolation("type", "one of the protocol", "another");
        }
        return BackendMessage.decode(type, frame.body());
    }

    private AuthenticationPhase phase() {
        return switch (name) {
            case "frontend-PasswordMessage" -> AuthenticationPhase.PASSWORD;
            case "frontend-SASLInitialResponse" -> AuthenticationPhase.SASL_INITIAL;
            case "frontend-SASLResponse" -> AuthenticationPhase.SASL;
            case "frontend-GSSResponse" -> AuthenticationPhase.GSS;
            default -> AuthenticationPhase.NONE;
        };
    }

    byte[] bytes() {
        return content.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
