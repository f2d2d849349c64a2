package sentinel.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.contract.topic.Topics;
import sentinel.fixture.TestServers;

class TopicCreatorTest {

    private final String servers = TestServers.kafka().bootstrapServers();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
    private final Topics topics = new Topics("create-" + UUID.randomUUID());

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void given_several_services_when_all_create_at_once_then_each_topic_is_there_as_specified() throws Exception {
        var creators = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 4; i++) {
            creators.add(CompletableFuture.runAsync(() -> TopicCreator.createMissing(servers, topics)));
        }
        creators.forEach(CompletableFuture::join);

        var names = topics.all().stream().map(Topics.Spec::name).toList();
        var made = admin.describeTopics(names).allTopicNames().get();
        var configs = admin.describeConfigs(
                        names.stream().map(TopicCreatorTest::resource).toList())
                .all()
                .get();
        for (var spec : topics.all()) {
            assertThat(made.get(spec.name()).partitions()).hasSize(spec.partitions());
            var config = configs.get(resource(spec.name()));
            spec.config().forEach((key, value) -> assertThat(config.get(key).value())
                    .as(spec.name() + " " + key)
                    .isEqualTo(value));
        }
    }

    @Test
    void given_a_topic_that_an_operator_made_when_creating_then_it_stays_as_it_is() throws Exception {
        admin.createTopics(List.of(new NewTopic(topics.urls(), 2, (short) 1)))
                .all()
                .get();
        var retention = new AlterConfigOp(new ConfigEntry("retention.ms", "12345"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource(topics.urls()), List.of(retention)))
                .all()
                .get();

        TopicCreator.createMissing(servers, topics);
        TopicCreator.createMissing(servers, topics);

        var all = admin.describeTopics(
                        topics.all().stream().map(Topics.Spec::name).toList())
                .allTopicNames()
                .get();
        assertThat(all).hasSize(topics.all().size());
        assertThat(all.get(topics.urls()).partitions()).hasSize(2);
        var config =
                admin.describeConfigs(List.of(resource(topics.urls()))).all().get();
        assertThat(config.get(resource(topics.urls())).get("retention.ms").value())
                .isEqualTo("12345");
    }

    @Test
    void given_a_topic_of_an_earlier_release_when_creating_then_kafka_no_longer_deletes_it_by_age() throws Exception {
        TopicCreator.createMissing(servers, topics);
        var former = new AlterConfigOp(
                new ConfigEntry("retention.ms", Long.toString(Duration.ofDays(3).toMillis())),
                AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(
                        Map.of(resource(topics.rawHtml()), List.of(former), resource(topics.urls()), List.of(former)))
                .all()
                .get();

        TopicCreator.createMissing(servers, topics);

        var configs = admin.describeConfigs(List.of(resource(topics.rawHtml()), resource(topics.urls())))
                .all()
                .get();
        assertThat(configs.get(resource(topics.rawHtml())).get("retention.ms").value())
                .isEqualTo("-1");
        assertThat(configs.get(resource(topics.urls())).get("retention.ms").value())
                .isEqualTo("259200000"); // never ours for this topic
    }

    @Test
    void given_a_name_that_kafka_refuses_when_creating_then_an_error_that_names_it() {
        assertThatThrownBy(() -> TopicCreator.createMissing(servers, new Topics("not a name")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not a name.");
    }

    @Test
    void given_all_topics_when_named_then_no_two_are_one() {
        assertThat(topics.all().stream().map(Topics.Spec::name).collect(Collectors.toSet()))
                .hasSameSizeAs(topics.all());
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
