package sentinel.web.turns;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may fetch now: every host has a queue of its own, so that one that is slow, or that wants a gap between requests,
 * holds up nobody else; and no more than a fixed number of turns run at once over all hosts. A host with a gap may be
 * asked by other instances too: its turn begins when it is due here and has been taken from them.
 */
public final class HostTurns implements AutoCloseable {

    /** How a host wants to be treated. */
    public record Manners(Duration gap, int concurrency) {}

    private static final int FORGET_ABOVE = 4_096;
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final double NEWEST_WEIGHT = 0.3;
    /** How long a host takes for an answer, until it has given one. */
    private static final double FIRST_GUESS_SECONDS = 0.05;

    private final int maxRunning;
    private final Duration maxWait;
    private final int maxQueue;
    private final Duration worthWaiting;
    private final SharedGap shared;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Queue<Host> due = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "host-turns");
        thread.setDaemon(true);
        return thread;
    });
    private int running;
    private int waiting;
    private long missed;

    /**
     * @param maxRunning turns at once, over all hosts
     * @param maxWait a longer expected wait is refused, and who has waited longer for a host that is not due is turned away:
     *     what came after them cannot be committed before them
     * @param maxQueue as many may wait for one host
     * @param worthWaiting when a host is put on hold for longer, those who wait for it are turned away
     * @param shared asked for hosts with a gap only: the others are the operator's own
     */
    public HostTurns(int maxRunning, Duration maxWait, int maxQueue, Duration worthWaiting, SharedGap shared) {
        this.maxRunning = maxRunning;
        this.maxWait = maxWait;
        this.maxQueue = maxQueue;
        this.worthWaiting = worthWaiting;
        this.shared = shared;
        var unused = timer.scheduleWithFixedDelay(
                this::turnLateAway, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One admission. {@link #leaveHost} when the host has answered, {@link #close} when its bytes are not needed any more. */
    public final class Turn implements AutoCloseable {
        private final Host host;
        private final long startedAt = System.nanoTime();
        private final AtomicBoolean left = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();

        private Turn(Host host) {
            this.host = host;
        }

        public void leaveHost() {
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

    private record Waiting(Consumer<Turn> work, Consumer<Duration> turnedAway, boolean patient, long since) {}

    private static final class Host {

        private final String name;
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        /** Null until work is queued: a hold may come first. */
        private @Nullable Manners manners;

        private int running;
        private long dueAt;
        private long heldUntil; // 0: never held
        private boolean queuedAsDue;
        private boolean timed;
        private boolean asking;
        private double secondsEach = FIRST_GUESS_SECONDS;

        private Host(String name, long now) {
            this.name = name;
            dueAt = now;
        }

        private Manners manners() {
            return requireNonNull(manners, "a host with work has manners");
        }

        private double expectedWaitSeconds(long now) {
            var agreed = manners();
            double pace = Math.max(agreed.gap().toNanos() / 1e9, secondsEach / agreed.concurrency());
            return Math.max(0, dueAt - now) / 1e9 + waiting.size() * pace;
        }

        private boolean idle(long now) {
            return waiting.isEmpty() && running == 0 && !timed && dueAt <= now;
        }
    }

    /**
     * Queues work for a host. It runs on a thread of this class or of the caller, and must not block.
     *
     * @param patient waits however long, but for a hold
     * @param turnedAway called instead of the work, with the time until then when the host is put on hold meanwhile, or
     *     with the time waited when that was too long
     * @return empty when queued, else how long the wait would have been
     */
    public Optional<Duration> enqueue(
            String hostName, Manners manners, boolean patient, Consumer<Duration> turnedAway, Consumer<Turn> work) {
        synchronized (this) {
            long now = System.nanoTime();
            if (hosts.size() > FORGET_ABOVE) {
                hosts.values().removeIf(h -> h.idle(now));
            }
            var host = hosts.computeIfAbsent(hostName, name -> new Host(name, now));
            host.manners = manners;
            double wait = host.expectedWaitSeconds(now);
            if (!patient && (wait > maxWait.toNanos() / 1e9 || host.waiting.size() >= maxQueue)) {
                return Optional.of(Duration.ofMillis((long) (wait * 1000)));
            }
            host.waiting.add(new Waiting(work, turnedAway, patient, now));
            waiting++;
            advance(host, now);
        }
        runDue();
        return Optional.empty();
    }

    /** No request to this host for a while: it asked for that. */
    public void hold(String hostName, Duration pause) {
        List<Waiting> away;
        boolean tellOthers;
        synchronized (this) {
            long now = System.nanoTime();
            var host = hosts.computeIfAbsent(hostName, name -> new Host(name, now));
            away = postpone(host, pause, now);
            tellOthers = host.manners == null || !host.manners.gap().isZero();
        }
        if (tellOthers) {
            shared.hold(hostName, pause);
        }
        away.forEach(waiter -> waiter.turnedAway().accept(pause));
    }

    /** No turn of this host before the pause is over; returns those who are not to wait for that. */
    private List<Waiting> postpone(Host host, Duration pause, long now) {
        host.dueAt = Math.max(host.dueAt, now + pause.toNanos());
        host.heldUntil = host.dueAt;
        if (pause.compareTo(worthWaiting) <= 0) {
            return List.of();
        }
        var away = List.copyOf(host.waiting);
        waiting -= away.size();
        host.waiting.clear();
        return away;
    }

    /** Of hosts that are due, all wait for a free slot like everybody else: no other round would be quicker. */
    private void turnLateAway() {
        var late = new ArrayList<Waiting>();
        synchronized (this) {
            long tooEarly = System.nanoTime() - maxWait.toNanos();
            for (var host : hosts.values()) {
                if (host.queuedAsDue) {
                    continue;
                }
                host.waiting.removeIf(waiter -> {
                    boolean isLate = !waiter.patient() && waiter.since() - tooEarly < 0;
                    if (isLate) {
                        late.add(waiter);
                    }
                    return isLate;
                });
            }
            waiting -= late.size();
        }
        late.forEach(waiter -> waiter.turnedAway().accept(maxWait));
    }

    /** How long a host still wants no request; zero when it has not asked for that. */
    public synchronized Duration holdLeft(String hostName) {
        var host = hosts.get(hostName);
        return host == null || host.heldUntil == 0
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, host.heldUntil - System.nanoTime()));
    }

    public synchronized int running() {
        return running;
    }

    public synchronized int waiting() {
        return waiting;
    }

    /** How often a host was due here, and another instance had taken its turn. */
    public synchronized long missed() {
        return missed;
    }

    private void advance(Host host, long now) {
        if (host.waiting.isEmpty()
                || host.queuedAsDue
                || host.asking
                || host.running >= host.manners().concurrency()) {
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
                running++;
                host.running++;
                var gap = host.manners().gap();
                if (gap.isZero()) {
                    started.add(begin(host, gap, now));
                } else {
                    host.asking = true;
                    started.add(() -> ask(host, gap));
                }
            }
        }
        started.forEach(Runnable::run);
    }

    /** The turn of the first who waits for a host; its place among the running is taken. */
    private Runnable begin(Host host, Duration gap, long now) {
        var work = host.waiting.remove().work();
        waiting--;
        host.dueAt = now + gap.toNanos();
        advance(host, now);
        return () -> work.accept(new Turn(host));
    }

    private void ask(Host host, Duration gap) {
        var unused = shared.take(host.name, gap).thenAccept(left -> answered(host, gap, left));
    }

    /** @param left how long the turn is still another instance's; zero when it is ours */
    private void answered(Host host, Duration gap, Duration left) {
        var next = new ArrayList<Runnable>();
        synchronized (this) {
            long now = System.nanoTime();
            host.asking = false;
            if (left.isZero() && !host.waiting.isEmpty() && host.dueAt <= now) {
                next.add(begin(host, gap, now));
            } else {
                running--;
                host.running--;
                if (!left.isZero()) {
                    missed++;
                    postpone(host, left, now)
                            .forEach(
                                    waiter -> next.add(() -> waiter.turnedAway().accept(left)));
                }
                advance(host, now);
            }
        }
        next.forEach(Runnable::run);
        runDue();
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
