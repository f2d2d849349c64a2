package sentinel.api;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.api.costs.CostBook;
import sentinel.api.costs.CostBook.Group;
import sentinel.api.costs.Dimension;
import sentinel.api.costs.LedgerFollower;
import sentinel.service.json.Json;

/** {@code GET /costs}: what calls to language models cost, and what was saved. */
final class CostsRoute {

    private static final Set<Dimension> USUAL = EnumSet.of(Dimension.DAY, Dimension.PROVIDER, Dimension.MODEL);

    /** Days of a reply when the request names none. */
    private static final int USUAL_DAYS = 30;

    private final LedgerFollower ledger;
    private final Clock clock;

    CostsRoute(LedgerFollower ledger, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.clock = requireNonNull(clock, "clock");
    }

    void costs(Context request) throws IOException {
        var parameters = new Parameters(request.queryParamMap());
        var to = parameters.date("to", clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
        var from = parameters.date("from", to.minusDays(USUAL_DAYS - 1L));
        var by = parameters.dimensions("by", USUAL);
        if (from.isAfter(to)) {
            parameters.wrong("from", from.toString(), "a date that is not after " + to);
        }
        parameters.refuseProblems();
        var book = ledger.book();
        String problem = ledger.problem().orElse(null);
        Replies.json(request, book.version() + " " + from + " " + to + " " + problem, () -> Json.mapper()
                .writeValueAsBytes(reply(book, from, to, by, problem)));
    }

    private static Map<String, @Nullable Object> reply(
            CostBook book, LocalDate from, LocalDate to, Set<Dimension> by, @Nullable String problem) {
        var reply = new LinkedHashMap<String, @Nullable Object>();
        reply.put("from", from.toString());
        reply.put("to", to.toString());
        reply.put("ledger_version", book.version() < 0 ? null : book.version());
        reply.put("problem", problem);
        reply.put("total", item(book.total(from, to)));
        reply.put("items", book.by(by, from, to).stream().map(CostsRoute::item).toList());
        return reply;
    }

    private static Map<String, @Nullable Object> item(Group group) {
        var item = new LinkedHashMap<>(group.values());
        var costs = group.costs();
        item.put("articles", costs.articles());
        item.put("calls", costs.calls());
        item.put("failed_calls", costs.failed());
        item.put("unpriced_calls", costs.unpriced());
        item.put("cached_articles", costs.cached());
        item.put("copied_articles", costs.copied());
        item.put("input_tokens", costs.inputTokens());
        item.put("cached_input_tokens", costs.cachedInputTokens());
        item.put("cache_write_tokens", costs.cacheWriteTokens());
        item.put("output_tokens", costs.outputTokens());
        item.put("cost_usd", rounded(costs.costUsd()));
        item.put("saved_usd", rounded(costs.savedUsd()));
        item.put(
                "cost_per_1000_articles_usd",
                costs.articles() == 0 ? null : rounded(costs.costUsd() * 1000 / costs.articles()));
        return item;
    }

    /** To a billionth of a dollar, the unit of the ledger: sums of floating point numbers have more digits than that. */
    private static double rounded(double dollars) {
        return Math.round(dollars * 1e9) / 1e9;
    }
}
