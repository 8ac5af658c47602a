package dev.tutti;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What code may call, and which tables it may name. Each rule returns one line per breach. */
final class CodeRules {

    private static final Pattern NAMED_TABLE =
            Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|EXISTS|REFERENCES)\\s+(\\w+)");

    private CodeRules() {}

    /** Exceptions are listed by type and class; one that is not needed any more is a breach too. */
    static List<String> bannedCallsStayInTheirPort(House house, Set<String> exceptions) {
        List<String> breaches = new ArrayList<>();
        Set<String> unused = new TreeSet<>(exceptions);
        for (CompiledType type : house.types()) {
            for (CompiledType.Member member : type.members()) {
                Optional<String> instead = instead(House.shortName(type.packageName()), member);
                String exception = House.shortName(type.topLevelName()) + " " + member.simpleOwner();
                if (instead.isPresent() && exceptions.contains(exception)) {
                    unused.remove(exception);
                } else {
                    instead.ifPresent(use -> breaches.add(breach(type, member, use)));
                }
            }
        }
        unused.forEach(name -> breaches.add(name + " needs no place in HousePlan.CALL_EXCEPTIONS any more; remove it"));
        return breaches;
    }

    /** What to use instead of {@code member} in that package, if it is banned there. */
    private static Optional<String> instead(String from, CompiledType.Member member) {
        return HousePlan.BANS.stream()
                .filter(ban -> ban.covers(member))
                .filter(ban -> ban.allowed().stream().noneMatch(port -> isUnder(from, port)))
                .map(HousePlan.Ban::instead)
                .findFirst()
                .or(() -> Optional.ofNullable(HousePlan.BANNED_EVERYWHERE.get(member.name())));
    }

    private static boolean isUnder(String packageName, String port) {
        return packageName.equals(port) || packageName.startsWith(port + ".");
    }

    private static String breach(CompiledType type, CompiledType.Member member, String instead) {
        return House.shortName(type.name()) + " uses " + member + "; use " + instead;
    }

    static List<String> testsDoNotSleep(House house) {
        List<String> breaches = new ArrayList<>();
        for (CompiledType type : house.tests()) {
            for (CompiledType.Member member : type.members()) {
                if (member.name().equals("sleep")) {
                    breaches.add(breach(type, member, "a signal that is awaited with a deadline"));
                }
            }
        }
        return breaches;
    }

    static List<String> tablesAreNamedByTheirRoomOnly(House house) {
        Map<String, String> owners = house.tableOwners();
        List<String> breaches = new ArrayList<>();
        for (CompiledType type : house.types()) {
            String from = House.shortName(type.packageName());
            for (String table : tablesIn(type.texts())) {
                String home = home(owners.getOrDefault(table, from));
                if (!isUnder(from, home)) {
                    breaches.add(House.shortName(type.name()) + " names the table " + table + ", which belongs to "
                            + home + "; ask its service");
                }
            }
        }
        return breaches;
    }

    private static String home(String owner) {
        return HousePlan.TABLE_HOMES.getOrDefault(owner, owner);
    }

    private static Set<String> tablesIn(List<String> texts) {
        Set<String> tables = new TreeSet<>();
        for (String text : texts) {
            Matcher named = NAMED_TABLE.matcher(text);
            while (named.find()) {
                tables.add(named.group(1));
            }
        }
        return tables;
    }
}
