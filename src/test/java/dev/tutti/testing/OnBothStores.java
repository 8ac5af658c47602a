package dev.tutti.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class once on SQLite and once on PostgreSQL: the contract that both must keep.
 *
 * <p>The class takes a {@link StoreFixture} in its constructor (or a test method as a parameter) and finds an empty store
 * in it before every test. {@code -Dtutti.test.stores=sqlite} leaves PostgreSQL out while one works on something else.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(BothStores.class)
public @interface OnBothStores {}
