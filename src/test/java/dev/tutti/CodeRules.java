package dev.tutti;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What code may call, and which tables it may name. Each rule returns one line per breach. */
final class CodeRules {

    private static final Pattern NAMED_TABLE =
            Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|EXISTS|REFERENCES)\\s+(\\w+)");

    private CodeRules() {}

    static List<String> bannedCallsStayInTheirPort(House house) {
        List<String> breaches = new ArrayList<>();
        for (CompiledType type : house.types()) {
            String from = House.shortName(type.packageName());
            for (CompiledType.Member member : type.members()) {
                for (HousePlan.Ban ban : HousePlan.BANS) {
                    if (ban.covers(member) && ban.allowed().stream().noneMatch(port -> isUnder(from, port))) {
                        breaches.add(breach(type, member, ban.instead()));
                    }
                }
                String instead = HousePlan.BANNED_EVERYWHERE.get(member.name());
                if (instead != null) {
                    breaches.add(breach(type, member, instead));
                }
            }
        }
        return breaches;
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
            String room = House.shortName(type.packageName()).split("\\.")[0];
            for (String table : tablesIn(type.texts())) {
                String owner = owners.getOrDefault(table, room);
                if (!owner.equals(room)) {
                    breaches.add(House.shortName(type.name()) + " names the table " + table + ", which belongs to "
                            + owner + "; ask its service");
                }
            }
        }
        return breaches;
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
