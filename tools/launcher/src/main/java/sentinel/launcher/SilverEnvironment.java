package sentinel.launcher;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of our environment the Silver job gets: its own settings, and what a Java process and access to the tables need.
 * Everything else stays here, the keys of models and the addresses of Kafka and Redis among it: Spark has no use for a
 * secret, and its diagnostics print what they are given.
 */
final class SilverEnvironment {

    private static final Set<String> NAMES = Set.of(
            // a process
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "LD_LIBRARY_PATH",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            // the job's settings
            "SENTINEL_HOME",
            "SENTINEL_DATA",
            "SENTINEL_BRONZE",
            "SENTINEL_SIGHTINGS",
            "SENTINEL_LLM_CALLS",
            "SENTINEL_LOG_LEVEL",
            // tables on an object store
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_PROFILE",
            "AWS_CONFIG_FILE",
            "AWS_SHARED_CREDENTIALS_FILE",
            "AWS_ROLE_ARN",
            "AWS_ROLE_SESSION_NAME",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_ENDPOINT_URL",
            "AWS_ENDPOINT_URL_S3",
            "GOOGLE_APPLICATION_CREDENTIALS");

    private static final Predicate<String> PREFIXES = Pattern.compile(
                    "^(SENTINEL_SILVER|SPARK_|HADOOP_|JAVA_|LC_|AWS_CONTAINER_|AZURE_STORAGE_|AZURE_CLIENT_|AZURE_TENANT_)")
            .asPredicate();

    private SilverEnvironment() {}

    static Map<String, String> of(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> NAMES.contains(variable.getKey()) || PREFIXES.test(variable.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
