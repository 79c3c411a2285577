package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.local.WebBrowser.Page;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Those around the stack, and what they do with it. */
final class World {

    private static final ObjectMapper JSON = new ObjectMapper();

    final TestStack stack;
    final CmsAdministrator cms;
    final LmsAdministrator lms;
    final Operator operator;

    World(TestStack stack) {
        this.stack = stack;
        cms = new CmsAdministrator(stack.url(Port.PORTAL));
        lms = new LmsAdministrator(stack.url(Port.LMS));
        operator = new Operator(stack.process());
    }

    /** Somebody known on both sides. */
    record Person(CmsAdministrator.Account account, String lmsId) {
        String uid() {
            return account.uid();
        }

        String name() {
            return account.name();
        }
    }

    /** Adds somebody at the CMS and waits until they are at the LMS too. */
    Person newcomer(String name) {
        return known(cms.create(name));
    }

    /** Waits until this account of the CMS has one at the LMS. */
    Person known(CmsAdministrator.Account account) {
        Await.until(
                account.name() + " is linked",
                () -> operator.links(account.uid()).size() == 1);
        return new Person(
                account, lms.user("idnumber", "cms:" + account.uid()).path("id").asText());
    }

    PortalVisitor loggedIn(String name) {
        var visitor = new PortalVisitor(stack.process());
        visitor.logIn(name);
        return visitor;
    }

    /** What the portal would mint for this person. @return the token */
    String token(String uid, String username, String target) {
        return token("portal:isthmus-local-portal-api-0123456789", uid, username, target);
    }

    /** @param client with its credential */
    String token(String client, String uid, String username, String target) {
        ObjectNode body = JSON.createObjectNode().put("format", "jwe").put("redirect", target);
        body.putObject("user").put("cmsUid", uid).put("username", username);
        String[] pair = client.split(":", 2);
        return Api.send(
                        "POST",
                        stack.url(Port.TOKEN) + "/v1/tokens",
                        Api.basic(pair[0], pair[1]),
                        "application/json",
                        body.toString())
                .path("token")
                .asText();
    }

    /** Hands a token in at the portal's host, and goes wherever that leads; waits as long as the page asks to. */
    Page enter(WebBrowser browser, String token) {
        return enter(browser, Map.of("token", token));
    }

    Page enter(WebBrowser browser, Map<String, String> token) {
        Page begun = browser.post(sso("/login"), token);
        return begun.status() == 303 ? goOn(browser) : begun;
    }

    Page goOn(WebBrowser browser) {
        Page page = browser.open(sso("/continue"));
        for (int reload = 0; reload < 30 && isWaiting(page); reload++) {
            page = browser.open(sso("/continue"));
        }
        return page;
    }

    static boolean isWaiting(Page page) {
        return !page.document().select("meta[http-equiv=refresh]").isEmpty();
    }

    String sso(String path) {
        return stack.url(Port.PORTAL) + "/sso" + path;
    }

    /** @return the username the LMS knows this browser by; empty for nobody */
    String atTheLms(WebBrowser browser) {
        return browser.open(stack.url(Port.LMS) + "/").document().body().attr("data-username");
    }

    /** The page says no more than that and a reference; by the reference, support finds the reason in the log. */
    void assertRefused(WebBrowser browser, Page page, String reason) {
        assertThat(page.status()).as(page.text()).isEqualTo(401);
        assertThat(page.text()).contains("This link cannot be used");
        String reference = page.one(".reference dd").text();
        Await.untilAsserted(
                "the reason is in the log",
                () -> assertThat(stack.log(Port.TOKEN))
                        .anyMatch(line -> line.matches(".* reference=" + reference + " reason=" + reason + " .*")));
        assertThat(atTheLms(browser)).isEmpty();
    }

    /** Links by event alone, as user-sync-service of another CMS would, or one that was deceived. */
    void tellLink(String cmsSource, String uid, String username, String lmsId) {
        JsonNode event = Api.json(Contracts.sample("io.isthmus.link.changed.v1"));
        ((ObjectNode) event).put("subject", cmsSource + ":" + uid + ":lms").put("id", "test-" + cmsSource + uid);
        ((ObjectNode) event.path("data"))
                .put("cmsSource", cmsSource)
                .put("cmsUid", uid)
                .put("cmsUsername", username)
                .put("lmsUserId", lmsId);
        var settings = Map.<String, Object>of("bootstrap.servers", stack.kafka());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var told = new ProducerRecord<>("isthmus.identity.links", cmsSource + ":" + uid + ":lms", event.toString());
            told.headers().add("content-type", "application/cloudevents+json".getBytes());
            producer.send(told).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the link was not told", e);
        }
    }
}
