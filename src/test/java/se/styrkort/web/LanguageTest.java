package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "   |    |                    | sv",
                "en | sv | sv                 | en",
                "sv | en | en                 | sv",
                "de |    |                    | sv",
                "   | en | sv                 | en",
                "   | xx | en                 | en",
                "   |    | en-GB,en;q=0.9     | en",
                "   |    | en-US,en;q=0.9,sv;q=0.1 | sv",
                "   |    | en,sv;q=0          | en",
                "   |    | de-DE              | sv",
                "   |    | ;;;=               | sv",
            })
    void swedishUnlessEnglishIsAskedFor(String asked, String remembered, String accept, String expected) {
        assertEquals(expected, Language.choose(asked, remembered, accept).getLanguage());
    }
}
