package io.postern.proxy.adapter.netty;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

/** Warnings and errors of the gate and of Netty: a leak, an exception that nobody took, a session that failed. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final String FAILED_LOGIN = "no connection to the database";

    private final List<String> lines = new ArrayList<>();
    private final List<Logger> loggers = new ArrayList<>();

    CapturedLog() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(context);
        start();
        for (String name : List.of("io.postern", "io.netty")) {
            Logger logger = context.getLogger(name);
            logger.setLevel(Level.WARN);
            logger.setAdditive(false);
            logger.addAppender(this);
            loggers.add(logger);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        // A login that failed is an outcome like any other.
        boolean failedLogin =
                event.getLevel() == Level.WARN && event.getFormattedMessage().equals(FAILED_LOGIN);
        if (event.getLevel().isGreaterOrEqual(Level.WARN) && !failedLogin) {
            String cause = event.getThrowableProxy() == null
                    ? ""
                    : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
            synchronized (lines) {
                lines.add(
                        event.getLevel() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs() + cause);
            }
        }
    }

    /** What was logged since the last call. */
    List<String> taken() {
        synchronized (lines) {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }
    }

    @Override
    public void close() {
        for (Logger logger : loggers) {
            logger.detachAppender(this);
            logger.setLevel(null);
            logger.setAdditive(true);
        }
    }
}
