package sentinel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is no answer (RFC 9457).
 *
 * @param errors the parameters that are wrong; null when it is not about parameters
 * @param requestId names the request, in the log and in the header {@code X-Request-Id}; null before it is sent
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ParameterError> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId) {

    static final String CONTENT_TYPE = "application/problem+json";

    /**
     * @param value as it was sent, or null when it is missing
     * @param expected what is allowed
     */
    record ParameterError(String parameter, @Nullable String value, String expected) {
        ParameterError {
            value = value == null || value.length() <= 100 ? value : value.substring(0, 100) + "...";
        }
    }

    static Problem parameters(List<ParameterError> errors) {
        var first = errors.get(0);
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new Problem(
                "urn:sentinel:problem:parameter",
                "A parameter is invalid",
                400,
                first.parameter() + (first.value() == null ? "" : " is '" + first.value() + "'") + "; expected "
                        + first.expected() + more,
                List.copyOf(errors),
                null);
    }

    static Problem noArticle(String id) {
        return new Problem(
                "urn:sentinel:problem:no-article", "No such article", 404, "no article has the id " + id, null, null);
    }

    static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null, null);
    }

    /** The same problem of a request. */
    Problem ofRequest(String id) {
        return new Problem(type, title, status, detail, errors, id);
    }

    /** Ends the request with this problem. */
    static final class ProblemException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        ProblemException(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
