package dev.tutti;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One class file, as far as the house's rules look at it.
 *
 * @param name its binary name with dots
 * @param isPublic whether other packages may name it
 * @param kind what it is
 * @param uses the types of Tutti that it names: in code, signatures or annotations
 * @param face those of them that others meet through it: in public signatures, as its components or its permitted kinds
 * @param members the methods it calls and fields it reads
 * @param texts its string constants, those of concatenations included
 * @param bodies its methods with code, without what the compiler made up
 */
record CompiledType(
        String name,
        boolean isPublic,
        Kind kind,
        Set<String> uses,
        Set<String> face,
        Set<Member> members,
        List<String> texts,
        List<Body> bodies) {

    enum Kind {
        RECORD,
        ENUM,
        INTERFACE,
        CLASS
    }

    /** A method or field of some class that code refers to. */
    record Member(String owner, String name) implements Comparable<Member> {
        String simpleOwner() {
            return owner.substring(owner.lastIndexOf('.') + 1);
        }

        @Override
        public int compareTo(Member other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    /** A method and how many source lines there are from its first statement to its last. */
    record Body(String name, int lines) {}

    private static final Pattern DESCRIBED = Pattern.compile("L(dev/tutti/[\\w/$]+)[;<]");

    static CompiledType of(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        Set<String> uses = new TreeSet<>();
        Set<Member> members = new TreeSet<>();
        List<String> texts = new ArrayList<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> addDescribed(uses, "L" + type.asInternalName() + ";");
                case Utf8Entry text -> addDescribed(uses, text.stringValue());
                case StringEntry text -> texts.add(text.stringValue());
                case MemberRefEntry member ->
                    members.add(new Member(
                            dotted(member.owner().asInternalName()),
                            member.name().stringValue()));
                default -> {}
            }
        }
        return new CompiledType(
                dotted(model.thisClass().asInternalName()),
                model.flags().has(AccessFlag.PUBLIC),
                kind(model),
                uses,
                face(model),
                members,
                texts,
                bodies(model));
    }

    String packageName() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    String simpleName() {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** The type whose file it stands in. */
    String topLevelName() {
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }

    boolean isTopLevel() {
        return name.indexOf('$') < 0 && !simpleName().equals("package-info");
    }

    private static Kind kind(ClassModel model) {
        if (model.findAttribute(Attributes.record()).isPresent()) {
            return Kind.RECORD;
        }
        return model.flags().has(AccessFlag.ENUM)
                ? Kind.ENUM
                : model.flags().has(AccessFlag.INTERFACE) ? Kind.INTERFACE : Kind.CLASS;
    }

    private static Set<String> face(ClassModel model) {
        Set<String> face = new TreeSet<>();
        for (MethodModel method : model.methods()) {
            if (method.flags().has(AccessFlag.PUBLIC)) {
                addDescribed(face, method.methodType().stringValue());
                method.findAttribute(Attributes.signature())
                        .ifPresent(signature ->
                                addDescribed(face, signature.signature().stringValue()));
            }
        }
        model.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(kinds -> kinds.permittedSubclasses()
                        .forEach(type -> addDescribed(face, "L" + type.asInternalName() + ";")));
        return face;
    }

    private static void addDescribed(Set<String> uses, String text) {
        Matcher matcher = DESCRIBED.matcher(text);
        while (matcher.find()) {
            uses.add(dotted(matcher.group(1)));
        }
    }

    private static List<Body> bodies(ClassModel model) {
        return model.methods().stream()
                .filter(method -> !method.flags().has(AccessFlag.SYNTHETIC))
                .map(method -> new Body(method.methodName().stringValue(), lines(method)))
                .toList();
    }

    /** A constructor holds the lines of field initialisers, which stand anywhere; its lines are counted one by one. */
    private static int lines(MethodModel method) {
        List<Integer> numbers = method.code().stream()
                .flatMap(code -> ((CodeAttribute) code).findAttributes(Attributes.lineNumberTable()).stream())
                .flatMap(table -> table.lineNumbers().stream())
                .map(LineNumberInfo::lineNumber)
                .distinct()
                .sorted()
                .toList();
        if (numbers.isEmpty() || method.methodName().stringValue().startsWith("<")) {
            return numbers.size();
        }
        return numbers.getLast() - numbers.getFirst() + 1;
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }
}
