package dev.tutti.kernel.home;

import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A registry entry as a flat JSON object. Streaming only: binding would cost a start more than all else here. */
final class DaemonEntryJson {

    private static final JsonFactory JSON = new JsonFactory();

    private DaemonEntryJson() {}

    static String write(DaemonEntry entry) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("daemon", entry.daemon());
            json.writeNumberProperty("pid", entry.pid());
            json.writeNumberProperty("port", entry.port());
            json.writeStringProperty("version", entry.build().version());
            json.writeStringProperty("build", entry.build().id());
            json.writeNumberProperty("started", entry.started().toEpochMilli());
            json.writeStringProperty("phase", entry.phase().label());
            entry.stopped().ifPresent(at -> json.writeNumberProperty("stopped", at.toEpochMilli()));
            entry.reason().ifPresent(why -> {
                json.writeStringProperty("cause", why.cause().label());
                json.writeStringProperty("reason", why.text());
            });
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** Empty for anything that is not a whole entry; fields of newer builds are passed over. */
    static Optional<DaemonEntry> read(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return json.nextToken() == JsonToken.START_OBJECT ? Optional.of(new Fields().read(json)) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static final class Fields {
        private String daemon = "";
        private long pid;
        private int port;
        private String version = "unknown";
        private String build = "unknown";
        private Instant started = Instant.EPOCH;
        private DaemonPhase phase = DaemonPhase.STOPPED;
        private Optional<Instant> stopped = Optional.empty();
        private Optional<StopCause> cause = Optional.empty();
        private String reason = "";

        DaemonEntry read(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                take(name, json);
            }
            Optional<StopReason> why = cause.map(kind -> new StopReason(kind, reason));
            return new DaemonEntry(daemon, pid, port, new Build(version, build), started, phase, stopped, why);
        }

        private void take(String name, JsonParser json) {
            switch (name) {
                case "daemon" -> daemon = json.getString();
                case "pid" -> pid = json.getLongValue();
                case "port" -> port = json.getIntValue();
                case "version" -> version = json.getString();
                case "build" -> build = json.getString();
                case "started" -> started = Instant.ofEpochMilli(json.getLongValue());
                case "phase" -> phase = phase(json.getString());
                case "stopped" -> stopped = Optional.of(Instant.ofEpochMilli(json.getLongValue()));
                case "cause" -> cause = Optional.of(StopCause.labelled(json.getString()));
                case "reason" -> reason = json.getString();
                default -> json.skipChildren();
            }
        }

        private static DaemonPhase phase(String label) {
            for (DaemonPhase phase : DaemonPhase.values()) {
                if (phase.label().equals(label)) {
                    return phase;
                }
            }
            return DaemonPhase.STOPPED;
        }
    }
}
