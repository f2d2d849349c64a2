package sentinel.fetcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Who may fetch now: every host has a queue of its own, so that one that is slow, or that wants a gap between requests,
 * holds up nobody else; and no more than a fixed number of turns run at once over all hosts.
 */
final class HostTurns implements AutoCloseable {

    /** How a host wants to be treated. */
    record Manners(Duration gap, int concurrency) {}

    private static final int FORGET_ABOVE = 4_096;
    private static final double NEWEST_WEIGHT = 0.3;
    /** How long a host takes for an answer, until it has given one. */
    private static final double FIRST_GUESS_SECONDS = 0.05;

    private final int maxRunning;
    private final Duration maxWait;
    private final int maxQueue;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Queue<Host> due = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "host-turns");
        thread.setDaemon(true);
        return thread;
    });
    private int running;
    private int waiting;

    /**
     * @param maxRunning turns at once, over all hosts
     * @param maxWait a longer expected wait is refused
     * @param maxQueue as many may wait for one host
     */
    HostTurns(int maxRunning, Duration maxWait, int maxQueue) {
        this.maxRunning = maxRunning;
        this.maxWait = maxWait;
        this.maxQueue = maxQueue;
    }

    /** One admission. {@link #leaveHost} when the host has answered, {@link #close} when its bytes are not needed any more. */
    final class Turn implements AutoCloseable {
        private final Host host;
        private final long startedAt = System.nanoTime();
        private final AtomicBoolean left = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();

        private Turn(Host host) {
            this.host = host;
        }

        void leaveHost() {
            if (left.compareAndSet(false, true)) {
                HostTurns.this.leaveHost(host, System.nanoTime() - startedAt);
            }
        }

        @Override
        public void close() {
            leaveHost();
            if (closed.compareAndSet(false, true)) {
                freeSlot();
            }
        }
    }

    private record Waiting(Consumer<Turn> work, Consumer<Duration> turnedAway) {}

    private static final class Host {

        private final Queue<Waiting> waiting = new ArrayDeque<>();
        private Manners manners;
        private int running;
        private long dueAt;
        private long heldUntil; // 0: never held
        private boolean queuedAsDue;
        private boolean timed;
        private double secondsEach = FIRST_GUESS_SECONDS;

        private Host(long now) {
            dueAt = now;
        }

        private double expectedWaitSeconds(long now) {
            double pace = Math.max(manners.gap().toNanos() / 1e9, secondsEach / manners.concurrency());
            return Math.max(0, dueAt - now) / 1e9 + waiting.size() * pace;
        }

        private boolean idle(long now) {
            return waiting.isEmpty() && running == 0 && !timed && dueAt <= now;
        }
    }

    /**
     * Queues work for a host. It runs on a thread of this class or of the caller, and must not block.
     *
     * @param patient never refuse
     * @param turnedAway called instead of the work when the host is put on hold meanwhile, with the time until then
     * @return empty when queued, else how long the wait would have been
     */
    Optional<Duration> enqueue(
            String hostName, Manners manners, boolean patient, Consumer<Duration> turnedAway, Consumer<Turn> work) {
        synchronized (this) {
            long now = System.nanoTime();
            if (hosts.size() > FORGET_ABOVE) {
                hosts.values().removeIf(h -> h.idle(now));
            }
            var host = hosts.computeIfAbsent(hostName, name -> new Host(now));
            host.manners = manners;
            double wait = host.expectedWaitSeconds(now);
            if (!patient && (wait > maxWait.toNanos() / 1e9 || host.waiting.size() >= maxQueue)) {
                return Optional.of(Duration.ofMillis((long) (wait * 1000)));
            }
            host.waiting.add(new Waiting(work, turnedAway));
            waiting++;
            advance(host, now);
        }
        runDue();
        return Optional.empty();
    }

    /**
     * No request to this host for a while: it asked for that.
     *
     * @param worthWaiting when the pause is longer, those who wait are turned away
     */
    void hold(String hostName, Duration pause, Duration worthWaiting) {
        var away = new ArrayList<Waiting>();
        synchronized (this) {
            long now = System.nanoTime();
            var host = hosts.computeIfAbsent(hostName, name -> new Host(now));
            host.dueAt = Math.max(host.dueAt, now + pause.toNanos());
            host.heldUntil = host.dueAt;
            if (pause.compareTo(worthWaiting) > 0) {
                away.addAll(host.waiting);
                waiting -= host.waiting.size();
                host.waiting.clear();
            }
        }
        away.forEach(waiter -> waiter.turnedAway().accept(pause));
    }

    /** How long a host still wants no request; zero when it has not asked for that. */
    synchronized Duration holdLeft(String hostName) {
        var host = hosts.get(hostName);
        return host == null || host.heldUntil == 0
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, host.heldUntil - System.nanoTime()));
    }

    synchronized int running() {
        return running;
    }

    synchronized int waiting() {
        return waiting;
    }

    private void advance(Host host, long now) {
        if (host.waiting.isEmpty() || host.queuedAsDue || host.running >= host.manners.concurrency()) {
            return;
        }
        if (host.dueAt <= now) {
            host.queuedAsDue = true;
            due.add(host);
        } else if (!host.timed && !timer.isShutdown()) {
            host.timed = true;
            var unused = timer.schedule(() -> wake(host), host.dueAt - now, TimeUnit.NANOSECONDS);
        }
    }

    private void wake(Host host) {
        synchronized (this) {
            host.timed = false;
            advance(host, System.nanoTime());
        }
        runDue();
    }

    private void runDue() {
        var started = new ArrayList<Runnable>();
        synchronized (this) {
            long now = System.nanoTime();
            while (running < maxRunning && !due.isEmpty()) {
                var host = due.remove();
                host.queuedAsDue = false;
                if (host.waiting.isEmpty() || host.dueAt > now) { // put on hold since
                    advance(host, now);
                    continue;
                }
                var work = host.waiting.remove().work();
                waiting--;
                running++;
                host.running++;
                host.dueAt = now + host.manners.gap().toNanos();
                advance(host, now);
                started.add(() -> work.accept(new Turn(host)));
            }
        }
        started.forEach(Runnable::run);
    }

    private void leaveHost(Host host, long nanos) {
        synchronized (this) {
            host.running--;
            double seconds = nanos / 1e9;
            host.secondsEach =
                    host.secondsEach == 0 ? seconds : NEWEST_WEIGHT * seconds + (1 - NEWEST_WEIGHT) * host.secondsEach;
            advance(host, System.nanoTime());
        }
        runDue();
    }

    private void freeSlot() {
        synchronized (this) {
            running--;
        }
        runDue();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
