package dev.tutti;

import java.util.ArrayList;
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

    static List<String> namesSaySomething(House house) {
        return Stream.concat(house.types().stream(), house.tests().stream())
                .filter(type -> HousePlan.EMPTY_ENDINGS.stream()
                        .anyMatch(ending -> type.simpleName().endsWith(ending)))
                .map(type -> House.shortName(type.name()) + " ends with a word that says nothing: none of "
                        + HousePlan.EMPTY_ENDINGS)
                .toList();
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

    static List<String> roomsShowOnlyTheirFace(House house, Map<String, String> listed) {
        Set<String> besides = new TreeSet<>();
        for (CompiledType type : house.types()) {
            String room = House.shortName(type.packageName());
            boolean isRoom = HousePlan.ROOMS.contains(room) || HousePlan.GROUND.contains(room);
            if (isRoom && type.isPublic() && type.isTopLevel() && !isFace(room, type.simpleName())) {
                besides.add(House.shortName(type.name()));
            }
        }
        return differences(
                besides,
                listed.keySet(),
                "is public, but neither the room's service nor one of " + HousePlan.PUBLIC_ENDINGS,
                "HousePlan.PUBLIC_BESIDES");
    }

    private static boolean isFace(String room, String name) {
        return name.toLowerCase(Locale.ROOT).equals(room)
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
