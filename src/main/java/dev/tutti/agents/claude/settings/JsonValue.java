package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** A JSON value together with the place it takes in its text: characters {@code start} up to but not including {@code end}. */
sealed interface JsonValue {

    int start();

    int end();

    /** What it is called in a message. */
    String kind();

    /** A value that has items, each of which may be followed by a comma. */
    sealed interface Container extends JsonValue {

        List<Item> items();
    }

    /** An object. A name that occurs twice counts where it occurs last, as in every JSON parser of the client's kind. */
    record Mapping(int start, int end, List<Item> items) implements Container {

        public Mapping {
            items = List.copyOf(items);
        }

        Optional<JsonValue> get(String name) {
            return items.reversed().stream()
                    .filter(item -> item.name().map(Text::value).equals(Optional.of(name)))
                    .map(Item::value)
                    .findFirst();
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    record Listing(int start, int end, List<Item> items) implements Container {

        public Listing {
            items = List.copyOf(items);
        }

        List<JsonValue> values() {
            return items.stream().map(Item::value).toList();
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    record Text(int start, int end, String value) implements JsonValue {

        public Text {
            requireNonNull(value, "value");
        }

        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number, {@code true}, {@code false} or {@code null}, as written. */
    record Literal(int start, int end, String text) implements JsonValue {

        public Literal {
            requireNonNull(text, "text");
        }

        boolean isNumber() {
            return !isTrue() && !text.equals("false") && !text.equals("null");
        }

        boolean isTrue() {
            return text.equals("true");
        }

        @Override
        public String kind() {
            return isNumber() ? "a number" : text;
        }
    }

    /**
     * One entry of a container.
     *
     * @param name present in objects only
     * @param comma where the comma after it stands, -1 when there is none
     */
    record Item(Optional<Text> name, JsonValue value, int comma) {

        public Item {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }

        int start() {
            return name.map(Text::start).orElse(value.start());
        }

        int end() {
            return value.end();
        }
    }
}
