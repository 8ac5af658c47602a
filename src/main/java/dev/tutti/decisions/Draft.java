package dev.tutti.decisions;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.text.Tokens;
import dev.tutti.projects.Affected;
import java.util.List;

/**
 * What a decision says. Its bounds are {@link DecisionRules}'.
 *
 * @param category one of {@link #CATEGORIES}
 * @param scope how far it reaches, one of {@link #SCOPES}
 * @param title one line
 * @param description what was decided; may be empty
 * @param problem why something had to be; may be empty
 * @param alternatives what else was considered, a line each
 * @param rationale why this one; may be empty
 * @param paths what it affects; empty when it is about no file in particular
 * @param dependencies public ids of decisions it stands on
 */
public record Draft(
        String category,
        String scope,
        String title,
        String description,
        String problem,
        List<String> alternatives,
        String rationale,
        List<Affected> paths,
        List<String> dependencies) {

    /** The documents' categories. */
    public static final List<String> CATEGORIES = List.of(
            "architecture",
            "api-design",
            "database-schema",
            "security",
            "performance",
            "testing",
            "workflow",
            "ui-pattern",
            "integration");

    /** The documents' scopes, from small to large. */
    public static final List<String> SCOPES = List.of("local", "module", "service", "system", "global");

    /** The documents' usual scope. */
    public static final String SCOPE_USUAL = "module";

    public Draft {
        requireNonNull(category, "category");
        requireNonNull(scope, "scope");
        requireNonNull(title, "title");
        requireNonNull(description, "description");
        requireNonNull(problem, "problem");
        alternatives = List.copyOf(alternatives);
        requireNonNull(rationale, "rationale");
        paths = List.copyOf(paths);
        dependencies = List.copyOf(dependencies);
    }

    /** As it is stored: without tokens. */
    Draft kept() {
        return new Draft(
                category,
                scope,
                Tokens.masked(title),
                Tokens.masked(description),
                Tokens.masked(problem),
                alternatives.stream().map(Tokens::masked).toList(),
                Tokens.masked(rationale),
                paths,
                dependencies);
    }

    /** The same about these paths. */
    public Draft about(List<Affected> affected) {
        return new Draft(category, scope, title, description, problem, alternatives, rationale, affected, dependencies);
    }

    /** One that says what the documents ask for, and no more. */
    public static Draft of(String category, String scope, String title, String description) {
        return new Draft(category, scope, title, description, "", List.of(), "", List.of(), List.of());
    }
}
