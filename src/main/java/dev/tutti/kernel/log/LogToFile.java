package dev.tutti.kernel.log;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Ticker;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where everything that is logged in this process goes: one file, nothing on the console. Installed once by the process's
 * entry point; safe for any thread.
 */
public final class LogToFile extends Handler implements AutoCloseable {

    private final LogFile file;
    private final Ticker ticker;
    private final Secrets secrets;

    private LogToFile(LogFile file, Ticker ticker, Secrets secrets) {
        this.file = file;
        this.ticker = ticker;
        this.secrets = secrets;
    }

    /** Takes over the process's logging. */
    public static LogToFile install(Path path, Ticker ticker, Secrets secrets) {
        // Named before the first use of logging, which makes the manager.
        System.setProperty("java.util.logging.manager", Manager.class.getName());
        LogToFile handler = of(path, ticker, secrets);
        Logger.getLogger("").addHandler(handler);
        return handler;
    }

    static LogToFile of(Path path, Ticker ticker, Secrets secrets) {
        return new LogToFile(
                new LogFile(requireNonNull(path, "path"), LogFile.BYTES_MAX),
                requireNonNull(ticker, "ticker"),
                requireNonNull(secrets, "secrets"));
    }

    /** Says that this process holds the home, and with it the right to rename old files. */
    public void mayRotate() {
        file.mayRotate();
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        String text = record.getMessage() == null ? "" : record.getMessage();
        Throwable failure = record.getThrown();
        String whole = failure == null ? text : text + ": " + LogLine.of(failure);
        String logger = record.getLoggerName() == null ? "" : record.getLoggerName();
        file.append(LogLine.of(ticker.wall(), level(record.getLevel()), logger, secrets.hide(whole)));
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    @Override
    public void flush() {
        // Every line is written as it comes.
    }

    @Override
    public void close() {
        file.close();
    }

    /**
     * No properties file, no console, and no reset when the process ends: the last lines of a daemon that is stopped by a
     * signal are said while the process's shutdown runs.
     */
    public static final class Manager extends LogManager {

        @Override
        public void readConfiguration() {}

        @Override
        public void reset() {}
    }
}
