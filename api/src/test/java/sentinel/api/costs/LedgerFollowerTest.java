package sentinel.api.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.LlmCallBuilder;
import sentinel.contract.message.Source;
import sentinel.contract.table.LlmCallColumn;
import sentinel.delta.AppendTable;
import sentinel.delta.DeltaEngine;
import sentinel.delta.DeltaReader;

/** Sums of a real table. */
class LedgerFollowerTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    @TempDir
    Path dir;

    private LedgerTable table;
    private LedgerFollower follower;

    @BeforeEach
    void open() {
        table = new LedgerTable(dir.resolve("llm_calls").toString());
        follower = follower();
    }

    private LedgerFollower follower() {
        return new LedgerFollower(
                new DeltaReader(DeltaEngine.create(), table.path(), LedgerFollower.columns(), LlmCallColumn.CALL_ID),
                Duration.ofSeconds(1));
    }

    private static LlmCallBuilder call(String id) {
        return LlmCallBuilder.builder()
                .schemaVersion(LlmCall.SCHEMA_VERSION)
                .callId(id)
                .normalizedUrl("news.example/" + id)
                .contentHash("h")
                .source(Source.RSS)
                .provider("openai")
                .model("m")
                .promptVersion("p")
                .rung(1)
                .inputTokens(1000)
                .outputTokens(100)
                .costUsd(new BigDecimal("0.002"))
                .savedUsd(BigDecimal.ZERO)
                .outcome(LlmCall.OK)
                .calledAt(DAY.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC));
    }

    private Costs total() {
        follower.look();
        assertThat(follower.problem()).isEmpty();
        return follower.book().total(DAY, DAY).costs();
    }

    @Test
    void given_no_ledger_when_summed_then_there_is_nothing_and_no_problem() {
        assertThat(total()).isEqualTo(Costs.NONE);
        assertThat(follower.book().version()).isEqualTo(-1);
    }

    @Test
    void given_calls_of_all_kinds_when_summed_then_each_counts_as_what_it_is() throws Exception {
        table.append(
                call("a").build(),
                call("b")
                        .outcome("llm_server")
                        .inputTokens(0)
                        .outputTokens(0)
                        .costUsd(BigDecimal.ZERO)
                        .build(),
                call("c").source(null).build(),
                call("d").costUsd(null).build());
        assertThat(total()).isEqualTo(new Costs(2, 4, 1, 1, 0, 0, 3000, 0, 0, 300, 0.004, 0));

        table.append(call("e")
                .outcome(LlmCall.CACHED)
                .inputTokens(0)
                .outputTokens(0)
                .costUsd(BigDecimal.ZERO)
                .savedUsd(new BigDecimal("0.002"))
                .build());
        assertThat(total()).isEqualTo(new Costs(3, 4, 1, 1, 1, 0, 3000, 0, 0, 300, 0.004, 0.002));
        assertThat(follower().book().version()).isEqualTo(-1);
    }

    @Test
    void given_groups_when_asked_for_then_they_have_the_dimensions_and_the_newest_day_is_first() throws Exception {
        table.append(
                call("a").build(),
                call("b")
                        .calledAt(Instant.parse("2026-03-02T00:00:00Z"))
                        .rung(2)
                        .build(),
                call("c").provider("anthropic").build());
        follower.look();

        var groups = follower.book().by(EnumSet.of(Dimension.DAY, Dimension.PROVIDER), DAY, DAY.plusDays(1));

        assertThat(groups)
                .extracting(CostBook.Group::values)
                .containsExactly(
                        Map.of("day", "2026-03-02", "provider", "openai"),
                        Map.of("day", "2026-03-01", "provider", "anthropic"),
                        Map.of("day", "2026-03-01", "provider", "openai"));
        assertThat(follower.book().by(Set.of(), DAY, DAY).get(0).costs().calls())
                .isEqualTo(2);
    }

    @Test
    void given_a_recovered_entry_when_it_is_there_twice_then_it_counts_once_in_any_order() throws Exception {
        table.append(call("a").build(), call("b").build());
        assertThat(total().calls()).isEqualTo(2);

        table.append(
                call("b").recovered(true).build(), call("c").recovered(true).build());
        assertThat(total().calls()).isEqualTo(3);

        table.append(call("c").build());
        assertThat(total().calls()).isEqualTo(3);

        table.append(
                call("d").recovered(true).build(), call("d").recovered(true).build());
        assertThat(total().calls()).isEqualTo(4);

        follower = follower();
        assertThat(total().calls()).isEqualTo(4);
    }

    /** A ledger's table, written as the Bronze writer does. */
    private static final class LedgerTable {
        private final AppendTable table;
        private long offset;

        LedgerTable(String path) {
            this.table =
                    new AppendTable(DeltaEngine.create(), path, LlmCallColumn.ALL, Duration.ofDays(7), (t, hook) -> {});
        }

        String path() {
            return table.path();
        }

        void append(LlmCall... calls) throws Exception {
            if (offset == 0) {
                table.open();
            }
            var rows = new ArrayList<Map<LlmCallColumn, @Nullable Object>>();
            for (var call : calls) {
                rows.add(LedgerRows.row(call, offset++));
            }
            var previous = offset == calls.length ? OptionalLong.empty() : OptionalLong.of(offset - calls.length - 1);
            Iterator<LedgerRows> batches = List.of(new LedgerRows(rows)).iterator();
            table.append("t-0", previous, offset - 1, table.write(Map.of(DAY, batches)));
        }
    }
}
