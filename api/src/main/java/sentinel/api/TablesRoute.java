package sentinel.api;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.engine.Engine;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.api.TablesReply.Table;
import sentinel.config.TablePaths;
import sentinel.delta.LiveTable;

/** {@code GET /tables}: the size of each Delta table, and how far back it can be read. Looks at the tables when it is asked. */
final class TablesRoute {

    private static final Logger log = LoggerFactory.getLogger(TablesRoute.class);

    /** A reply of this age is given again: the cost does not grow with the number of requests. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Map<String, LiveTable> tables = new LinkedHashMap<>();
    private final Clock clock;

    private @Nullable TablesReply last;
    private Instant lookedAt = Instant.MIN;

    TablesRoute(Engine engine, Configuration hadoop, TablePaths paths, Clock clock) {
        tables.put("bronze", new LiveTable(engine, hadoop, paths.bronze()));
        tables.put("sightings", new LiveTable(engine, hadoop, paths.sightings()));
        tables.put("llm_calls", new LiveTable(engine, hadoop, paths.llmCalls()));
        tables.put("silver", new LiveTable(engine, hadoop, paths.silver()));
        this.clock = requireNonNull(clock, "clock");
    }

    void tables(Context request) {
        new Parameters(request.queryParamMap()).refuseProblems();
        Replies.json(request, 200, look());
    }

    private synchronized TablesReply look() {
        var now = clock.instant();
        var reply = last;
        if (reply == null || now.isBefore(lookedAt) || lookedAt.plus(FRESH).isBefore(now)) {
            reply = new TablesReply(tables.entrySet().stream()
                    .map(table -> look(table.getKey(), table.getValue(), now))
                    .toList());
            last = reply;
            lookedAt = now;
        }
        return reply;
    }

    private static Table look(String name, LiveTable table, Instant now) {
        try {
            return table.refresh() ? Table.of(name, table.state(now)) : Table.missing(name, null);
        } catch (RuntimeException e) { // Kernel has no common type for its failures
            log.warn("table_unreadable table={}", name, e);
            return Table.missing(name, "the table cannot be read; the reason is in the log");
        }
    }
}
