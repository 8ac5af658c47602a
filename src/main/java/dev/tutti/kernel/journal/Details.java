package dev.tutti.kernel.journal;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A fact's details as stored: one flat JSON object of texts. */
final class Details {

    private static final JsonFactory JSON = new JsonFactory();

    private Details() {}

    static String write(Map<String, String> details) {
        if (details.isEmpty()) {
            return "{}";
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            details.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return text.toString();
    }

    static Map<String, String> read(String text) {
        Map<String, String> details = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                details.put(name, json.getString());
            }
        }
        return details;
    }
}
