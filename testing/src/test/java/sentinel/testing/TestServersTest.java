package sentinel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class TestServersTest {

    @Test
    void given_the_fixture_when_kafka_is_asked_for_then_every_topic_exists() throws Exception {
        var kafka = TestServers.kafka();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var names = admin.listTopics().names().get();
            assertThat(kafka.topics().all()).hasSize(15).allSatisfy(t -> assertThat(names)
                    .contains(t.name()));
        }
    }

    @Test
    void given_the_fixture_when_redis_is_asked_for_then_it_answers() {
        try (var redis = RedisClient.create(TestServers.redisUrl())) {
            assertThat(redis.ping()).isEqualTo("PONG");
        }
    }
}
