package io.isthmus.bench.token;

import io.isthmus.bench.Arguments;
import io.isthmus.bench.Suite;
import io.isthmus.bench.load.Contender;
import io.isthmus.bench.load.HttpLoad;
import io.isthmus.bench.load.Jmh;
import io.isthmus.bench.load.Rounds;
import io.isthmus.bench.load.Shot;
import io.isthmus.bench.report.Figure;
import io.isthmus.bench.report.Report;
import io.isthmus.bench.stack.ServiceProcess;
import io.isthmus.bench.stack.Surroundings;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.token.oauth.AccessTokenBenchmark;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** token-service: what verifying and minting cost beside the cryptography and the HTTP they cannot do without. */
public final class TokenSuite implements Suite {

    /** With fewer turns the rate still rises from round to round: the service has more to compile than the bare one. */
    private static final int HTTP_WARM_UPS = 6;

    private static final String HEAP = "256m";

    private static final List<Figure> FIGURES = List.of(
            Figure.atLeast(0.65, "codec v3: MAC, shape, decrypt, of the primitives", "v3 codec", "v3 primitives"),
            Figure.atLeast(0.65, "codec jwe: MAC, shape, decrypt, of the primitives", "jwe codec", "jwe primitives"),
            Figure.atLeast(
                    0.65,
                    "verify v3 of a named client, of the primitives and JSON",
                    "v3 named",
                    "v3 primitives + JSON"),
            Figure.atLeast(0.65, "verify v3 among two clients' keys, the same", "v3 check", "v3 primitives + JSON"),
            Figure.atLeast(0.65, "verify jwe, of the primitives and JSON", "jwe check", "jwe primitives + JSON"),
            Figure.atLeast(
                    0.65, "verify v3 of a named client, of the primitives without JSON", "v3 named", "v3 primitives"),
            Figure.atLeast(0.65, "verify jwe, of the primitives without JSON", "jwe check", "jwe primitives"),
            Figure.atLeast(0.90, "mint a user JWT, of the ES256 signature", "JWT mint", "ES256 sign"),
            Figure.atLeast(0.50, "HTTP verify v3 with nonce, of a bare POST", "POST v3", "bare POST v3"),
            Figure.atLeast(0.50, "HTTP verify jwe with nonce, of a bare POST", "POST jwe", "bare POST jwe"),
            Figure.atLeast(0.70, "HTTP mint v3, of a bare POST", "POST mint v3", "bare POST mint"),
            Figure.atLeast(0.70, "HTTP mint jwe, of a bare POST", "POST mint jwe", "bare POST mint"),
            Figure.atLeast(1.20, "forged v3 refused, of valid v3 verified", "POST forged v3", "POST v3"),
            Figure.atLeast(1.20, "forged jwe refused, of valid jwe verified", "POST forged jwe", "POST jwe"));

    private final Arguments arguments;
    private final Rounds rounds = new Rounds();

    public TokenSuite(Arguments arguments) {
        this.arguments = arguments;
    }

    @Override
    public Report run() throws Exception {
        rounds.run(wanted(inProcess()), 0, arguments.rounds());
        try (var surroundings = new Surroundings();
                var load = new HttpLoad(arguments.connections())) {
            ServiceProcess bare = surroundings.keep(
                    ServiceProcess.start(arguments, "bare", "bench/bare", HEAP, Map.of(), "/bare/ready"));
            ServiceProcess service = service(surroundings);
            rounds.run(wanted(overHttp(load, service, bare)), HTTP_WARM_UPS, arguments.rounds());
        }
        return new Report(FIGURES, rounds.samples(), Map.of(), notes());
    }

    private static List<Contender> inProcess() {
        return List.of(
                Jmh.contender("v3 primitives", VerifyBenchmark.class, "ssoLoginPrimitives"),
                Jmh.contender("v3 primitives + JSON", VerifyBenchmark.class, "ssoLoginPrimitivesAndJson"),
                Jmh.contender("v3 codec", VerifyBenchmark.class, "ssoLoginCodec"),
                Jmh.contender("v3 check", VerifyBenchmark.class, "ssoLogin"),
                Jmh.contender("v3 named", VerifyBenchmark.class, "ssoLoginOfClient"),
                Jmh.contender("jwe primitives", VerifyBenchmark.class, "jwePrimitives"),
                Jmh.contender("jwe primitives + JSON", VerifyBenchmark.class, "jwePrimitivesAndJson"),
                Jmh.contender("jwe codec", VerifyBenchmark.class, "jweCodec"),
                Jmh.contender("jwe check", VerifyBenchmark.class, "jwe"),
                Jmh.contenderThatWarmsUpSlowly("ES256 sign", AccessTokenBenchmark.class, "sign"),
                Jmh.contenderThatWarmsUpSlowly("JWT mint", AccessTokenBenchmark.class, "mint"));
    }

    private List<Contender> overHttp(HttpLoad load, ServiceProcess service, ServiceProcess bare) {
        var real = new TokenShots("/v1/tokens/verify", "/v1/tokens");
        var idle = new TokenShots("/bare/verify", "/bare/mint");
        return List.of(
                http("bare POST v3", load, bare, idle::verifySsoLogin),
                http("POST v3", load, service, real::verifySsoLogin),
                http("POST forged v3", load, service, real::forgedSsoLogin),
                http("bare POST jwe", load, bare, idle::verifyJwe),
                http("POST jwe", load, service, real::verifyJwe),
                http("POST forged jwe", load, service, real::forgedJwe),
                http("bare POST mint", load, bare, idle::mintJwe),
                http("POST mint v3", load, service, real::mintSsoLogin),
                http("POST mint jwe", load, service, real::mintJwe));
    }

    private Contender http(String name, HttpLoad load, HttpLoad.Target target, Supplier<Shot> shots) {
        return new Contender(name, () -> load.run(target, shots, arguments.turn()));
    }

    private List<Contender> wanted(List<Contender> all) {
        return all.stream()
                .filter(contender ->
                        arguments.only().map(contender.name()::contains).orElse(true))
                .toList();
    }

    private ServiceProcess service(Surroundings surroundings) throws IOException, InterruptedException {
        RedisServer redis = surroundings.keep(RedisServer.start());
        KafkaServer kafka = surroundings.keep(KafkaServer.start()).withTopics(Topics.all());
        return surroundings.keep(ServiceProcess.start(
                arguments,
                "token",
                "token-service",
                HEAP,
                Map.of(
                        "ISTHMUS_ISSUER", "http://127.0.0.1:9001",
                        "ISTHMUS_CLIENTS_FILE",
                                Setup.clients(arguments.home().resolve("bench/run/target"))
                                        .toString(),
                        "ISTHMUS_SECRETS_MASTER", "isthmus-bench-master-0123456789-0123456789",
                        "ISTHMUS_LOGIN_PRIVILEGED_IDS", "2",
                        "ISTHMUS_LMS_URL", "http://127.0.0.1:9",
                        "ISTHMUS_LMS_TOKEN", LmsOptions.LOCAL_TOKEN,
                        "QUARKUS_REDIS_HOSTS", redis.url(),
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        // A Redis that remembers nothing yet is not trusted for this long.
                        "ISTHMUS_TOKEN_CLOCK_SKEW", "PT1S"),
                "/q/health/ready"));
    }

    private List<String> notes() {
        return List.of(
                "primitives: Base64, MAC and cipher of the token by the JDK, keys and instances kept; no JSON, no check",
                "codec: what token-service does in place of the primitives; check: all of verification but the nonce",
                "HTTP: " + arguments.connections()
                        + " connections in a closed loop, generator and service on the same cores, the same generator for"
                        + " the bare service; CPU of the process is what the generator cannot dilute",
                "forged: default limits, so the first 60 a minute get 401 and the others 429");
    }
}
