package se.styrkort.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** Months are closed and reopened by word, and the answer says what they are then. */
class PeriodIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("PeriodIT", Map.of());

    private static final Api API = new Api(SERVER);

    private static Api.Answer put(String change) {
        return API.post("/periods/" + change, "application/json", BodyPublishers.noBody());
    }

    @Test
    void onlyWhatWasClosedIsReopened() {
        Api.Answer never = put("2020-01/reopen");
        assertEquals("state=open revision=null", never.get(List.of("state", "revision")), never.text());
        assertEquals("409 /problems/period_not_closed", put("2020/reopen").problem());
        assertEquals("closed", put("2020-02/close").get("state"));
        assertEquals("reopened", put("2020/reopen").get("state"), "of the year the month that was closed");
        assertEquals(
                "2020-02 reopened",
                API.items("/periods/2020").stream()
                        .filter(each -> each.get("until").isNull())
                        .map(each -> Api.text(each.get("period")) + " " + Api.text(each.get("state")))
                        .findFirst()
                        .orElse(""));
        assertEquals("state=reopened revision=null", put("2020-02/reopen").get(List.of("state", "revision")));
    }

    @Test
    void aReasonThatCannotBeStoredIsRefused() {
        assertEquals(
                "400 /problems/invalid_parameter",
                put("2020-03/close?reason=a%00b").problem());
        assertEquals(
                "400 /problems/invalid_parameter",
                put("2020-03/close?reason=" + "a".repeat(1_001)).problem());
    }
}
