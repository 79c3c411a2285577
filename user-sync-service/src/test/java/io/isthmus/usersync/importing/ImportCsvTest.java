package io.isthmus.usersync.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImportCsvTest {

    @Test
    void quotesWhatNeedsItAndDisarmsFormulas() {
        var plain = new ImportRow(1, "7", "ada", "create", null, null, null, null);
        var odd = new ImportRow(2, "8", "=cmd,\"x\"", "conflict", "email-taken", 5L, "conflict", "email-taken");

        assertThat(ImportCsv.of(List.of(plain, odd)).split("\r\n"))
                .containsExactly(
                        "position,id,username,plan,reason,journalId,outcome,outcomeReason",
                        "1,7,ada,create,,,,",
                        "2,8,\"'=cmd,\"\"x\"\"\",conflict,email-taken,5,conflict,email-taken");
    }
}
