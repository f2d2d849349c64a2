package sentinel.service.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.topic.FailureClass.Replay;

class VerdictTest {

    @ParameterizedTest
    @EnumSource
    void given_a_class_of_failure_when_a_verdict_contradicts_it_then_it_is_refused(ErrorClass failure) {
        if (failure.replay() == Replay.PARKED) {
            assertThatThrownBy(() -> new Verdict.Retry(failure, "r", null)).hasMessageContaining(failure.id());
        } else {
            assertThat(new Verdict.Retry(failure, "r", null).errorClass()).isEqualTo(failure);
        }
        if (failure.replay() == Replay.RETRIED) {
            assertThatThrownBy(() -> new Verdict.Reject(failure, "r")).hasMessageContaining(failure.id());
        } else {
            assertThat(new Verdict.Reject(failure, "r").errorClass()).isEqualTo(failure);
        }
    }
}
