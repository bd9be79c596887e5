package io.postern.proxy.adapter.netty;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.AuthenticationCleartextPassword;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyInResponse;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.ReadyForQuery;

/** What the client got: a stream of messages, each well-formed, each where one may be. */
final class Received {

    private final Findings findings;
    private final FuzzTotals totals;
    private final FrameReader frames = new FrameReader(Integer.MAX_VALUE - 16);
    private final ByteBuf unread = Unpooled.buffer();
    private int encryptionAnswers;
    private boolean typed;
    private boolean passwordAsked;
    private int ready;
    private int answers;
    private boolean copyingIn;
    private @Nullable BackendKeyData key;
    private @Nullable ErrorResponse fatal;
    private @Nullable BackendMessage last;

    Received(Findings findings, FuzzTotals totals) {
        this.findings = findings;
        this.totals = totals;
    }

    void on(byte[] bytes) {
        unread.writeBytes(bytes);
        // Before the login only a single byte can begin with N: no notice comes that early.
        while (!typed && unread.isReadable() && unread.getByte(unread.readerIndex()) == 'N') {
            unread.skipBytes(1);
            encryptionAnswers++;
        }
        try {
            @Nullable Frame frame;
            while ((frame = frames.next(unread)) != null) {
                typed = true;
                on(frame);
                frame.release();
            }
        } catch (ProtocolViolation e) {
            findings.add("the client got " + e.getMessage());
            unread.clear();
        }
        unread.discardReadBytes();
    }

    private void on(Frame frame) {
        BackendType type = BackendType.of(frame.type());
        if (type == null) {
            throw new ProtocolViolation("type", "one of the protocol", Byte.toString(frame.type()));
        }
        totals.clientGot(frame.type());
        if (fatal != null) {
            findings.add("the client got " + type + " after a fatal error");
        }
        BackendMessage message = BackendMessage.decode(type, frame.body());
        if (!isAsynchronous(type)) {
            last = message;
        }
        if (type != BackendType.DATA_ROW && type != BackendType.COPY_DATA) {
            findings.happened("client got " + message);
        }
        if (message instanceof AuthenticationCleartextPassword) {
            passwordAsked = true;
        } else if (message instanceof ReadyForQuery) {
            ready++;
            answers++;
            copyingIn = false;
        } else if (message instanceof CopyInResponse) {
            answers++;
            copyingIn = true;
        } else if (message instanceof CommandComplete) {
            answers++;
        } else if (message instanceof BackendKeyData minted) {
            if (key != null || minted.processId() == FuzzServer.PROCESS_ID) {
                findings.add("the client got a second key, or the server's");
            }
            key = minted;
        } else if (message instanceof ErrorResponse error) {
            answers++;
            copyingIn = false;
            if (error.severity().equals("FATAL")) {
                fatal = error;
                totals.ended(error.sqlState());
            }
            if (error.sqlState().equals("XX000")) {
                findings.add("the client got an internal error: " + error.message());
            }
        }
        if (type == BackendType.AUTHENTICATION && ready > 0) {
            findings.add("the client got a login message in a session");
        }
    }

    private static boolean isAsynchronous(BackendType type) {
        return type == BackendType.NOTICE_RESPONSE
                || type == BackendType.NOTIFICATION_RESPONSE
                || type == BackendType.PARAMETER_STATUS;
    }

    /** A message that was begun and not ended: only a row can be, where the server went away in it. */
    void checkEnd(boolean serverIsTrue) {
        if (unread.isReadable()) {
            byte type = unread.getByte(unread.readerIndex());
            if (serverIsTrue || (type != 'D' && type != 'd')) {
                findings.add("the client got part of a message of type " + (char) type);
            }
        }
    }

    int encryptionAnswers() {
        return encryptionAnswers;
    }

    boolean passwordAsked() {
        return passwordAsked;
    }

    int readyCount() {
        return ready;
    }

    /** Of commands: results, errors, and the server waiting for data. */
    int answers() {
        return answers;
    }

    boolean isCopyingIn() {
        return copyingIn;
    }

    void copyInEnded() {
        copyingIn = false;
    }

    @Nullable
    BackendKeyData key() {
        return key;
    }

    @Nullable
    ErrorResponse fatal() {
        return fatal;
    }

    /** The latest that somebody asked for. */
    @Nullable
    BackendMessage last() {
        return last;
    }
}
