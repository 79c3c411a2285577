package io.isthmus.bench.usersync;

import io.isthmus.testbed.lms.Calls;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The same people at the CMS and at the LMS, who change at the CMS. */
final class People implements AutoCloseable {

    static final int COUNT = 4_000;
    static final int FIRST_UID = 1_001;

    private final QuickCms cms = new QuickCms();
    private final LmsStandIn lms;

    People() {
        lms = LmsStandIn.start(LmsOptions.sample());
        for (int uid = FIRST_UID; uid < FIRST_UID + COUNT; uid++) {
            var user = lms.addUser("p" + uid, "Person", "Number " + uid, "p" + uid + "@example.org");
            lms.state().saveUser(user.with("idnumber", "cms:" + uid).with("auth", "userkey"));
        }
    }

    QuickCms cms() {
        return cms;
    }

    LmsStandIn lms() {
        return lms;
    }

    /** @return how often each function was called since the calls were last cleared, and about how many people */
    Map<String, long[]> calls() {
        var all = new TreeMap<String, long[]>();
        for (Calls.Call call : lms.calls().log()) {
            long people = call.parameters().keySet().stream()
                    .filter(name -> name.startsWith("values[") || name.endsWith("][id]"))
                    .count();
            long[] sums = all.computeIfAbsent(call.function(), first -> new long[2]);
            sums[0]++;
            sums[1] += people;
        }
        return all;
    }

    /** @return such as {@code core_user_update_users 20 calls for 1000} */
    static String describe(Map<String, long[]> calls) {
        return calls.entrySet().stream()
                .map(call -> call.getKey() + " " + call.getValue()[0] + " calls for " + call.getValue()[1])
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        cms.close();
        lms.close();
    }
}
