package sentinel.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void given_resources_when_closed_then_newest_first_and_once() {
        var closed = new ArrayList<String>();
        var scope = new Scope();
        scope.add(() -> closed.add("first"));
        scope.add(() -> closed.add("second"));

        scope.close();
        scope.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void given_resources_that_fail_to_close_when_closed_then_all_are_tried_and_the_first_error_is_thrown() {
        var closed = new ArrayList<String>();
        var scope = new Scope();
        scope.add(() -> closed.add("oldest"));
        scope.add(() -> {
            throw new NoClassDefFoundError("an error");
        });
        scope.add(() -> {
            throw new IOException("the disk");
        });

        assertThatThrownBy(scope::close).hasRootCauseMessage("the disk").satisfies(e -> assertThat(e.getSuppressed())
                .hasSize(1));
        assertThat(closed).containsExactly("oldest");
    }
}
