package dev.tutti.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.store.StoreException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {

    private final Lane lane = new Lane("lane", 1);

    @AfterEach
    void closeTheLane() {
        lane.close();
    }

    @Test
    void aThreadThatMayRunSqlRunsItsJobItself() throws Exception {
        Thread[] seen = new Thread[2];

        onStoreThread(() -> {
            seen[0] = Thread.currentThread();
            return lane.run(() -> seen[1] = Thread.currentThread());
        });

        assertThat(seen[1]).isSameAs(seen[0]);
    }

    @Test
    void anyOtherHandsItsJobToTheLane() {
        Thread ran = lane.run(Thread::currentThread);

        assertThat(ran).isInstanceOf(StoreThread.class).isNotSameAs(Thread.currentThread());
        assertThat(ran.getName()).startsWith("lane-");
    }

    @Test
    void oneJobRunsAtATimeWhoeverBringsIt() throws Exception {
        int[] unguarded = {0};
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                go.await();
                for (int n = 0; n < 500; n++) {
                    lane.run(() -> unguarded[0]++);
                }
                return 500;
            });
            tasks.add(task);
            if (i % 2 == 0) {
                new StoreThread(task, "store-" + i).start();
            } else {
                Thread.startVirtualThread(task);
            }
        }

        go.countDown();
        for (FutureTask<Integer> task : tasks) {
            task.get(30, TimeUnit.SECONDS);
        }

        assertThat(unguarded[0]).isEqualTo(8_000);
    }

    @Test
    void aJobInsideAJobIsRefusedOnEveryThread() throws Exception {
        Callable<Object> nested = () -> lane.run(() -> lane.run(() -> "inner"));

        assertThatThrownBy(nested::call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside");
        assertThatThrownBy(() -> onStoreThread(nested)).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(onStoreThread(() -> lane.run(() -> "next"))).isEqualTo("next");
    }

    @Test
    void whatAJobThrowsComesOutTheSameOnEveryThread() {
        Callable<Object> unchecked = () -> lane.run(() -> {
            throw new IllegalArgumentException("mine");
        });
        Callable<Object> checked = () -> lane.run(() -> {
            throw new IOException("broken");
        });

        assertThatThrownBy(unchecked::call).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> onStoreThread(unchecked)).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(checked::call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.BROKEN));
        assertThatThrownBy(() -> onStoreThread(checked)).hasCauseInstanceOf(StoreException.class);
    }

    @Test
    void aClosedLaneRefusesOnEveryThread() {
        assertThat(lane.close()).isTrue();

        assertThatThrownBy(() -> lane.run(() -> "late"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
        assertThatThrownBy(() -> onStoreThread(() -> lane.run(() -> "late")))
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    private static <T> T onStoreThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new StoreThread(task, "request").start();
        return task.get(30, TimeUnit.SECONDS);
    }
}
