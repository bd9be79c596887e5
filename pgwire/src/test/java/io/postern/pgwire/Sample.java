package io.postern.pgwire;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;

/**
 * One message with its bytes.
 *
 * @param message what the bytes mean
 * @param wire the whole message as {@link Wire} writes bytes
 * @param headerBytes what stands before the body
 * @param ending whether the body tells its own end, so that a shorter or longer one is a violation
 */
record Sample(
        Object message,
        String wire,
        int headerBytes,
        Ending ending,
        Consumer<ByteBuf> encode,
        Function<ByteBuf, Object> decode) {

    enum Ending {
        /** The body tells its end. */
        EXACT,
        /** The body's last part is as long as the body is. */
        OPEN
    }

    static Sample frontend(FrontendMessage message, String wire) {
        return frontend(message, AuthenticationPhase.NONE, wire);
    }

    static Sample frontend(FrontendMessage message, AuthenticationPhase phase, String wire) {
        return new Sample(
                message,
                wire,
                5,
                Ending.EXACT,
                message::encode,
                body -> FrontendMessage.decode(message.frontendType(), body, phase));
    }

    static Sample backend(BackendMessage message, String wire) {
        return new Sample(
                message,
                wire,
                5,
                Ending.EXACT,
                message::encode,
                body -> BackendMessage.decode(message.backendType(), body));
    }

    static Sample startup(StartupPacket packet, String wire) {
        return new Sample(packet, wire, 4, Ending.EXACT, packet::encode, StartupPacket::decode);
    }

    Sample open() {
        return new Sample(message, wire, headerBytes, Ending.OPEN, encode, decode);
    }

    byte[] bytes() {
        return Wire.bytes(wire);
    }

    byte[] body() {
        byte[] bytes = bytes();
        return Arrays.copyOfRange(bytes, headerBytes, bytes.length);
    }

    Object decoded(byte[] body) {
        return Buffers.decode(body, decode);
    }

    @Override
    public String toString() {
        return message.getClass().getSimpleName() + " " + wire;
    }
}
