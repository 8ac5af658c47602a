package dev.tutti;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which packages may know which. Each rule returns one line per breach. */
final class GraphRules {

    private static final List<String> HEADINGS = List.of("Owns", "Promises", "States", "Fails how", "Imports");
    private static final Pattern PACKAGE_NAME = Pattern.compile("[a-z]+(?:\\.[a-z]+)*");

    private GraphRules() {}

    static List<String> arrowsAreInThePlan(House house) {
        List<String> breaches = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        for (CompiledType type : house.types()) {
            String from = House.shortName(type.packageName());
            String row = HousePlan.ROOMS.contains(from) ? "ROOMS" : from;
            List<String> allowed = HousePlan.ARROWS.get(row);
            if (allowed == null) {
                missing.add(from);
                continue;
            }
            for (String used : type.uses()) {
                String to = House.shortName(House.packageOf(used));
                if (!to.equals(from) && !isAllowed(allowed, to) && !isIdOfAnotherRoom(house, from, used)) {
                    breaches.add(House.shortName(type.name()) + " uses " + House.shortName(used) + ", but " + from
                            + " may use only " + (allowed.isEmpty() ? "nothing of Tutti" : allowed));
                }
            }
        }
        missing.forEach(name -> breaches.add(name + " has no row in HousePlan.ARROWS; a package is decided first"));
        return breaches;
    }

    private static boolean isAllowed(List<String> allowed, String to) {
        return allowed.stream()
                .anyMatch(pattern -> pattern.equals(to)
                        || pattern.equals("*")
                        || (pattern.equals("ROOMS") && HousePlan.ROOMS.contains(to))
                        || (pattern.endsWith(".*") && to.startsWith(pattern.substring(0, pattern.length() - 1))));
    }

    private static boolean isIdOfAnotherRoom(House house, String from, String used) {
        return HousePlan.ROOMS.contains(from)
                && HousePlan.ROOMS.contains(House.shortName(House.packageOf(used)))
                && used.endsWith("Id")
                && house.types().stream()
                        .anyMatch(type ->
                                type.name().equals(used) && type.isPublic() && type.kind() == CompiledType.Kind.RECORD);
    }

    static List<String> packagesFormNoCycle(House house) {
        Map<String, Set<String>> arrows = house.arrows();
        List<String> breaches = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        for (String start : arrows.keySet()) {
            List<String> cycle = told.contains(start) ? List.of() : shortestWayBack(arrows, start);
            if (!cycle.isEmpty()) {
                told.addAll(cycle);
                breaches.add(
                        String.join(" -> ", cycle.stream().map(House::shortName).toList()));
            }
        }
        return breaches;
    }

    /** From {@code start} over other packages to itself, or nothing. */
    private static List<String> shortestWayBack(Map<String, Set<String>> arrows, String start) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String at = next.remove();
            for (String to : arrows.getOrDefault(at, Set.of())) {
                if (to.equals(start)) {
                    return way(cameFrom, start, at);
                }
                if (cameFrom.putIfAbsent(to, at) == null) {
                    next.add(to);
                }
            }
        }
        return List.of();
    }

    private static List<String> way(Map<String, String> cameFrom, String start, String last) {
        List<String> way = new ArrayList<>(List.of(start));
        for (String at = last; !at.equals(start); at = cameFrom.getOrDefault(at, start)) {
            way.addFirst(at);
        }
        way.addFirst(start);
        return way;
    }

    static List<String> packagesHaveAPage(House house) {
        List<String> breaches = new ArrayList<>();
        house.arrows().forEach((name, used) -> {
            String path = "src/main/java/" + name.replace('.', '/') + "/package-info.java";
            String page = house.sources().get(path);
            if (page == null) {
                breaches.add(path + " is missing");
                return;
            }
            if (!page.contains("@NullMarked\npackage ")) {
                breaches.add(path + " has no @NullMarked");
            }
            for (String heading : HEADINGS) {
                if (section(page, heading).isBlank()) {
                    breaches.add(path + " says nothing under " + heading);
                }
            }
            for (String other : used) {
                if (!isNamed(section(page, "Imports"), House.shortName(other))) {
                    breaches.add(path + " does not name " + House.shortName(other) + " under Imports");
                }
            }
        });
        return breaches;
    }

    private static String section(String page, String heading) {
        int start = page.indexOf("<h2>" + heading + "</h2>");
        if (start < 0) {
            return "";
        }
        String rest = page.substring(start + heading.length() + "<h2></h2>".length());
        return rest.split("<h2>|\\*/", 2)[0].replaceAll("(?m)^ \\*", "");
    }

    private static boolean isNamed(String imports, String packageName) {
        if (imports.strip().startsWith("Everything")) {
            return true;
        }
        Matcher named = PACKAGE_NAME.matcher(imports);
        while (named.find()) {
            if (packageName.equals(named.group()) || packageName.startsWith(named.group() + ".")) {
                return true;
            }
        }
        return false;
    }
}
