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
public final class LogToFile extends Handler {

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
        // Named before its first use, so that the default one never reads its properties file nor makes its console.
        System.setProperty("java.util.logging.config.class", Silence.class.getName());
        LogToFile handler = of(path, ticker, secrets);
        Logger root = LogManager.getLogManager().getLogger("");
        root.addHandler(handler);
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

    /** The configuration of {@link LogManager}: no handler at all until one is added. */
    public static final class Silence {}
}
