package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.SerdeImport;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shape of a subject's scorecard in the API; absent is null. */
@SerdeImport(Scorecard.class)
@SerdeImport(PerspectiveScore.class)
@SerdeImport(MeasureScore.class)
@SerdeImport(MeasureInterval.class)
@SerdeImport(Coverage.class)
@SerdeImport(Subject.class)
class ScorecardJsonTest {
    @Test
    void aScorecardHasTheShapeOfTheContract() throws IOException {
        Scorecard scorecard = Models.scorecard(Models.read(Models.THREE), "70", "50", "-");
        ObjectMapper json = ObjectMapper.create(Map.of("micronaut.serde.serialization.inclusion", "ALWAYS"));
        assertEquals("""
                {"subject":{"kind":"organisation","code":"0180"},"organisation":"0180","seed":731935271807312,"total":null,"perspectives":[\
                {"code":"p","score":60,"low":null,"high":null,"missingLow":40,"missingHigh":73.33333333333333,\
                "coverage":{"measures":[2,3],"weight":0.6666666666666667},"measures":[\
                {"code":"a","state":"VALUE","value":70,"score":70,"low":null,"high":null,"interval":null,\
                "status":"near","trend":"none","previous":null,"progress":null,"scope":null,"synthetic":false},\
                {"code":"b","state":"VALUE","value":50,"score":50,"low":null,"high":null,"interval":null,\
                "status":"not_defined","trend":"none","previous":null,"progress":null,"scope":null,"synthetic":false},\
                {"code":"c","state":"MISSING","value":null,"score":null,"low":null,"high":null,"interval":null,\
                "status":"no_information","trend":"none","previous":null,"progress":null,"scope":null,"synthetic":false}]}]}""", json.writeValueAsString(scorecard));
    }
}
