package sentinel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.api.silver.SilverWatch;
import sentinel.service.run.Health;

/** State of every part, and how far Silver is behind Bronze; {@code Health} of the contract. */
record HealthReply(String status, Map<String, String> checks, Map<String, String> warnings, Silver silver) {

    /** Null where it is not known. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Silver(
            @Nullable Long lagVersions,
            @Nullable Long lagRows,
            @Nullable Double lagSeconds,
            @Nullable Long leftOutRows,
            @Nullable String leftOutReason) {}

    static HealthReply of(Health.Report report, SilverWatch watch, Instant now) {
        var lag = watch.lag();
        return new HealthReply(
                report.status(),
                report.checks(),
                report.warnings(),
                new Silver(lag.versions(), lag.rows(), lag.seconds(now), watch.leftOut(), watch.leftOutReason()));
    }
}
