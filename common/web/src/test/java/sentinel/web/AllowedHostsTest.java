package sentinel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedHostsTest {

    private static boolean allows(String setting, String address) throws Exception {
        return AllowedHosts.parse(setting).allows(address, 80, InetAddress.getByName(address));
    }

    @Test
    void given_every_private_host_allowed_when_asked_then_those_are_and_metadata_is_not() throws Exception {
        for (var every : List.of("true", "all", " ALL ")) {
            assertThat(allows(every, "10.1.2.3")).as(every).isTrue();
            assertThat(allows(every, "169.254.169.254")).as(every).isFalse();
        }
        assertThat(allows("false", "10.1.2.3")).isFalse();
    }

    @Test
    void given_a_list_when_asked_then_only_what_is_in_it_is_allowed() throws Exception {
        assertThat(allows("wiki.internal, 10.1.0.0/16", "10.1.2.3")).isTrue();
        assertThat(allows("wiki.internal, 10.1.0.0/16", "10.2.2.3")).isFalse();
        assertThat(allows("10.1.2.3:8080", "10.1.2.3")).as("another port").isFalse();
        assertThatThrownBy(() -> AllowedHosts.parse("not a host"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a host");
    }
}
