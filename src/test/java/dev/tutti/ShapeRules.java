package dev.tutti;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How large, how public and how named things are. Each rule returns one line per breach. */
final class ShapeRules {

    private ShapeRules() {}

    static List<String> namesSaySomething(House house, Map<String, String> listed) {
        Set<String> empty = new TreeSet<>();
        Stream.concat(house.types().stream(), house.tests().stream())
                .filter(type -> HousePlan.EMPTY_ENDINGS.stream()
                        .anyMatch(ending -> type.simpleName().endsWith(ending)))
                .forEach(type -> empty.add(House.shortName(type.name())));
        return differences(
                empty,
                listed.keySet(),
                "ends with a word that says nothing, one of " + HousePlan.EMPTY_ENDINGS,
                "HousePlan.NAMES_KEPT");
    }

    /** Methods that are listed may stay as long as they are, and leave the list when they are short enough. */
    static List<String> methodsAreShort(House house, Map<String, Integer> listed) {
        Map<String, Integer> longest = new HashMap<>();
        for (CompiledType type : house.types()) {
            for (CompiledType.Body body : type.bodies()) {
                longest.merge(House.shortName(type.name()) + "." + body.name(), body.lines(), Math::max);
            }
        }
        List<String> breaches = new ArrayList<>();
        longest.forEach((name, lines) -> {
            int limit = listed.getOrDefault(name, HousePlan.METHOD_LINES_MAX);
            if (lines > limit) {
                breaches.add(name + " has " + lines + " lines, at most " + limit + "; split it");
            }
        });
        listed.forEach((name, lines) -> {
            int now = longest.getOrDefault(name, 0);
            if (now < lines) {
                breaches.add(name + " has " + now + " lines now; say so in HousePlan.LONG_METHODS, or remove it there");
            }
        });
        return breaches;
    }

    static List<String> filesAreShort(House house, Map<String, String> listed) {
        Set<String> tooLong = new TreeSet<>();
        house.sources().forEach((path, text) -> {
            if (text.lines().count() > HousePlan.FILE_LINES_MAX) {
                tooLong.add(path);
            }
        });
        return differences(
                tooLong, listed.keySet(), "has over " + HousePlan.FILE_LINES_MAX + " lines", "HousePlan.LONG_FILES");
    }

    /**
     * Public in a room are its service, types with one of the endings, and the data (no plain classes) that the public
     * signatures of these speak of.
     */
    static List<String> roomsShowOnlyTheirFace(House house, Map<String, String> listed) {
        Set<String> spokenOf = spokenOf(house, listed.keySet());
        Set<String> besides = new TreeSet<>();
        for (CompiledType type : house.types()) {
            boolean isSpokenOfData = type.kind() != CompiledType.Kind.CLASS && spokenOf.contains(type.name());
            if (isInRoom(type) && type.isPublic() && type.isTopLevel() && !isNamedAsFace(type) && !isSpokenOfData) {
                besides.add(House.shortName(type.name()));
            }
        }
        return differences(
                besides,
                listed.keySet(),
                "is public, but neither the room's service, one of " + HousePlan.PUBLIC_ENDINGS
                        + ", nor data that their public signatures speak of",
                "HousePlan.PUBLIC_BESIDES");
    }

    /** The types, by the file they stand in, that are reached from the rooms' faces and the listed ones. */
    private static Set<String> spokenOf(House house, Set<String> listed) {
        Map<String, Set<String>> speaks = new HashMap<>();
        Deque<String> next = new ArrayDeque<>();
        for (CompiledType type : house.types()) {
            Set<String> faces = speaks.computeIfAbsent(type.topLevelName(), _ -> new TreeSet<>());
            if (type.isPublic() || !type.isTopLevel()) {
                type.face().forEach(name -> faces.add(name.replaceAll("\\$.*", "")));
            }
            boolean isFace = isNamedAsFace(type) || listed.contains(House.shortName(type.name()));
            if (isInRoom(type) && type.isTopLevel() && type.isPublic() && isFace) {
                next.add(type.name());
            }
        }
        Set<String> reached = new TreeSet<>();
        while (!next.isEmpty()) {
            String name = next.remove();
            if (reached.add(name)) {
                next.addAll(speaks.getOrDefault(name, Set.of()));
            }
        }
        return reached;
    }

    private static boolean isInRoom(CompiledType type) {
        String room = House.shortName(type.packageName());
        return HousePlan.ROOMS.contains(room) || HousePlan.GROUND.contains(room);
    }

    private static boolean isNamedAsFace(CompiledType type) {
        String name = type.simpleName();
        return name.toLowerCase(Locale.ROOT).equals(House.shortName(type.packageName()))
                || HousePlan.PUBLIC_ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static List<String> differences(Set<String> found, Set<String> listed, String what, String list) {
        List<String> breaches = new ArrayList<>();
        found.stream()
                .filter(name -> !listed.contains(name))
                .forEach(name -> breaches.add(name + " " + what + "; change it, or give the reason in " + list));
        listed.stream()
                .filter(name -> !found.contains(name))
                .forEach(name -> breaches.add(name + " needs no place in " + list + " any more; remove it"));
        return breaches;
    }
}
