import static com.github.tomakehurst.wiremock.client.WireMock.*;
import static com.github.tomakehurst.wiremock.http.Fault.*;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.admin.model.ServeEventQuery;
import com.github.tomakehurst.wiremock.client.VerificationException;
import com.github.tomakehurst.wiremock.common.ClientError;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.global.GlobalSettings;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.http.UniformDistribution;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubImport;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.github.tomakehurst.wiremock.verification.NearMiss;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What WireMock's Java client makes of the server on the port given, below a prefix if there is one. Its reader refuses
 * fields that it does not know.
 *
 * <p>Each part starts with a reset and prints lines "part: text"; what it throws is one of them.
 */
public class JavaClient {
    interface Part {
        void run() throws Exception;
    }

    static final UUID ID = UUID.fromString("ca5e0000-0000-4000-8000-000000000001");
    static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    static int port;
    static String prefix;
    static String part;

    public static void main(String[] arguments) {
        port = Integer.parseInt(arguments[0]);
        prefix = arguments.length > 1 ? arguments[1] : "";
        configureFor("127.0.0.1", port, prefix);
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("stubs", JavaClient::stubs);
        parts.put("matchers", JavaClient::matchers);
        parts.put("editing", JavaClient::editing);
        parts.put("removing", JavaClient::removing);
        parts.put("removing by likeness", JavaClient::removingByLikeness);
        parts.put("metadata", JavaClient::metadata);
        parts.put("importing", JavaClient::importing);
        parts.put("verifying", JavaClient::verifying);
        parts.put("finding", JavaClient::finding);
        parts.put("serve events", JavaClient::serveEvents);
        parts.put("unmatched", JavaClient::unmatched);
        parts.put("near misses", JavaClient::nearMisses);
        parts.put("near misses of a request", JavaClient::nearMissesOfRequest);
        parts.put("scenarios", JavaClient::scenarios);
        parts.put("a scenario alone", JavaClient::scenarioAlone);
        parts.put("settings", JavaClient::settings);
        parts.put("faults", JavaClient::faults);
        parts.put("recording", JavaClient::recording);
        parts.put("refusals", JavaClient::refusals);
        parts.put("resets", JavaClient::resets);
        parts.forEach(JavaClient::run);
    }

    static void run(String name, Part body) {
        part = name;
        try {
            reset();
            body.run();
        } catch (Throwable thrown) {
            say("threw " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
        }
    }

    static void say(Object text) {
        for (String line : String.valueOf(text).split("\n")) {
            System.out.println(part + ": " + line);
        }
    }

    static HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + prefix + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String answer(String path, String... headers) throws Exception {
        HttpResponse<String> response = ask("GET", path, null, headers);
        boolean stubbed = response.headers().firstValue("Matched-Stub-Id").isPresent();
        return stubbed ? response.statusCode() + " " + response.body() : "no stub";
    }

    static void stubs() throws Exception {
        StubMapping stub = stubFor(
                get(urlEqualTo("/a")).withId(ID).withName("named").atPriority(2).willReturn(ok("hello")));
        say(stub.getId() + " " + stub.getName() + " " + stub.getPriority());
        say(answer("/a"));
        stubFor(post("/made").willReturn(jsonResponse("{\"id\":1}", 201).withHeader("X-One", "1", "2")));
        HttpResponse<String> made = ask("POST", "/made", "{}");
        say(made.statusCode() + " " + made.body() + " " + made.headers().allValues("X-One"));
        say(listAllStubMappings().getMeta().total + " stubs");
        say(getSingleStubMapping(ID).getResponse().getBody());
    }

    static void matchers() throws Exception {
        stubFor(any(urlPathMatching("/users/[^/]+"))
                .withHeader("api-key", matching(".+"))
                .withHeader("X-No", absent())
                .withQueryParam("q", equalToIgnoreCase("YES"))
                .withCookie("c", containing("1"))
                .withBasicAuth("user", "pass")
                .withRequestBody(equalToJson("{\"a\":1}", true, true))
                .withRequestBody(matchingJsonPath("$.b", equalTo("2")))
                .withRequestBody(notMatching("x").and(containing("a")))
                .willReturn(ok("all of them")));
        String[] headers = {"api-key", "k", "Cookie", "c=12", "Authorization", "Basic dXNlcjpwYXNz"};
        say(ask("PUT", "/users/ann?q=yes", "{\"a\":1,\"b\":2}", headers).body());
        say(ask("PUT", "/users/ann?q=no", "{\"a\":1,\"b\":2}", headers).headers().firstValue("Matched-Stub-Id"));
        stubFor(get(urlPathEqualTo("/when")).withHeader("X", after("2021-01-01T00:00:00Z")).willReturn(ok("later")));
        say(answer("/when", "X", "2022-01-01T00:00:00Z") + ", " + answer("/when", "X", "2020-01-01T00:00:00Z"));
        stubFor(post("/binary").withRequestBody(binaryEqualTo("raw".getBytes())).willReturn(noContent()));
        say(ask("POST", "/binary", "raw").statusCode());
        stubFor(get("/either").withHeader("X", or(equalTo("1"), equalTo("2"))).willReturn(ok("either")));
        say(answer("/either", "X", "2") + ", " + answer("/either", "X", "3"));
    }

    static void editing() throws Exception {
        stubFor(get("/a").withId(ID).willReturn(ok("old")));
        editStub(get("/a").withId(ID).willReturn(ok("new")));
        say(answer("/a"));
        say(listAllStubMappings().getMappings().size() + " stub");
    }

    static void removing() throws Exception {
        StubMapping stub = stubFor(get("/a").willReturn(ok()));
        stubFor(get("/b").withId(ID).willReturn(ok()));
        removeStub(stub);
        say(answer("/a") + ", " + answer("/b"));
        removeStub(get("/b").withId(ID));
        say(answer("/b"));
        stubFor(get("/c").willReturn(ok()));
        removeAllMappings();
        say(listAllStubMappings().getMappings().size() + " stubs");
    }

    static void removingByLikeness() throws Exception {
        stubFor(get("/a").willReturn(ok()));
        removeStub(get("/a").willReturn(ok()));
        say(answer("/a"));
    }

    static void metadata() {
        stubFor(get("/a").withMetadata(Map.of("test", "one")));
        stubFor(get("/b").withMetadata(Map.of("test", "two", "list", List.of(1, 2))));
        List<StubMapping> found = findStubsByMetadata(matchingJsonPath("$.test", equalTo("two")));
        say(found.stream().map(stub -> stub.getRequest().getUrl() + " " + stub.getMetadata().getString("test"))
                .collect(Collectors.toList()));
        removeStubsByMetadata(matchingJsonPath("$.test", equalTo("one")));
        say(listAllStubMappings().getMappings().size() + " stub");
    }

    static void importing() throws Exception {
        importStubs(StubImport.stubImport().stub(get("/a").willReturn(ok("a"))).stub(get("/b").willReturn(ok("b"))));
        say(answer("/a") + ", " + answer("/b"));
    }

    static void verifying() throws Exception {
        ask("GET", "/a?q=1", null, "X-Test-Id", "t1");
        ask("GET", "/a", null, "X-Test-Id", "t1");
        verify(2, getRequestedFor(urlPathEqualTo("/a")).withHeader("X-Test-Id", equalTo("t1")));
        verify(getRequestedFor(urlPathEqualTo("/a")).withQueryParam("q", equalTo("1")));
        verify(moreThan(1), anyRequestedFor(anyUrl()));
        verify(lessThanOrExactly(0), postRequestedFor(anyUrl()));
        say("verified");
        try {
            verify(3, getRequestedFor(urlPathEqualTo("/a")));
        } catch (VerificationException exception) {
            say(exception.getMessage().lines().findFirst().orElse(""));
        }
    }

    static void finding() throws Exception {
        ask("POST", "/a?q=1&q=2", "{\"email\":\"ann@acme.example\"}", "X-One", "1", "Cookie", "c=d");
        LoggedRequest found = findAll(postRequestedFor(urlPathEqualTo("/a"))).get(0);
        say(found.getMethod() + " " + found.getUrl() + " " + found.getBodyAsString());
        say(found.getHeader("X-One") + " " + found.getCookies().get("c").firstValue() + " "
                + found.queryParameter("q").values());
        say(found.getAbsoluteUrl().replace("" + port, "PORT") + " " + found.getClientIp() + " " + found.getProtocol());
        long age = System.currentTimeMillis() - found.getLoggedDate().getTime();
        say(Math.abs(age) < 600_000 ? "just now" : found.getLoggedDate());
        say(found.getScheme() + " " + found.getHost() + " " + (found.getPort() == port) + " "
                + found.isBrowserProxyRequest());
    }

    static void serveEvents() throws Exception {
        stubFor(get("/a").withId(ID).withName("named")
                .willReturn(ok("hello").withHeader("X-One", "1").withFixedDelay(1)));
        ask("GET", "/a", null);
        ask("GET", "/nowhere", null);
        List<ServeEvent> events = getAllServeEvents();
        say(events.stream().map(event -> event.getRequest().getUrl() + " " + event.getWasMatched())
                .collect(Collectors.toList()));
        ServeEvent matched = events.get(1);
        LoggedResponse response = matched.getResponse();
        say(matched.getStubMapping().getName() + " " + response.getStatus() + " " + response.getBodyAsString() + " "
                + response.getHeaders().getHeader("X-One").firstValue());
        say(matched.getTiming().getAddedDelay() + " ms added of " + (matched.getTiming().getTotalTime() >= 1));
        say(getAllServeEvents(ServeEventQuery.ALL_UNMATCHED).size() + " unmatched");
        say(getAllServeEvents(ServeEventQuery.forStubMapping(ID)).size() + " of the stub");
        removeServeEvent(matched.getId());
        say(getAllServeEvents().size() + " left");
        say(removeServeEvents(anyRequestedFor(anyUrl())).size() + " removed");
    }

    static void unmatched() throws Exception {
        stubFor(get("/a").willReturn(ok()));
        ask("GET", "/a", null);
        ask("GET", "/b", null);
        say(findUnmatchedRequests().stream().map(LoggedRequest::getUrl).collect(Collectors.toList()));
    }

    static void nearMisses() throws Exception {
        stubFor(get("/users").withName("users").willReturn(ok()));
        ask("GET", "/user", null);
        List<NearMiss> misses = findNearMissesForAllUnmatched();
        say(misses.size() + " " + misses.get(0).getRequest().getUrl() + " " + misses.get(0).getStubMapping().getName());
        say(misses.get(0).getMatchResult().getDistance() > 0 && misses.get(0).getMatchResult().getDistance() < 0.1);
        List<NearMiss> ofPattern = findNearMissesFor(getRequestedFor(urlEqualTo("/users")));
        say(ofPattern.size() + " " + ofPattern.get(0).getRequest().getUrl());
    }

    static void nearMissesOfRequest() throws Exception {
        ask("GET", "/user", null);
        LoggedRequest request = findUnmatchedRequests().get(0);
        stubFor(get("/users").willReturn(ok()));
        say(findNearMissesFor(request).get(0).getStubMapping().getRequest().getUrl());
    }

    static void scenarios() throws Exception {
        stubFor(get("/a").inScenario("sc").whenScenarioStateIs(STARTED).willSetStateTo("two").willReturn(ok("first")));
        stubFor(get("/a").inScenario("sc").whenScenarioStateIs("two").willReturn(ok("second")));
        say(answer("/a") + ", " + answer("/a") + ", " + answer("/a"));
        Scenario scenario = getAllScenarios().get(0);
        say(scenario.getName() + " " + scenario.getState() + " " + scenario.getPossibleStates().size() + " "
                + scenario.getMappings().size());
        resetAllScenarios();
        say(answer("/a"));
    }

    static void scenarioAlone() throws Exception {
        stubFor(get("/a").inScenario("sc").whenScenarioStateIs(STARTED).willSetStateTo("two").willReturn(ok("first")));
        setScenarioState("sc", "two");
        say(answer("/a"));
        resetScenario("sc");
        say(answer("/a"));
    }

    static void settings() {
        setGlobalFixedDelay(1);
        say(getSettings().getFixedDelay());
        setGlobalRandomDelay(new UniformDistribution(1, 2));
        say(getSettings().getDelayDistribution().getClass().getSimpleName());
        updateSettings(GlobalSettings.builder().extended(Parameters.one("mine", 5)).build());
        say(getSettings().getExtended().getInt("mine") + " " + getSettings().getFixedDelay());
        updateSettings(GlobalSettings.defaults());
    }

    static void faults() throws Exception {
        for (Fault fault : List.of(EMPTY_RESPONSE, CONNECTION_RESET_BY_PEER, RANDOM_DATA_THEN_CLOSE)) {
            stubFor(get("/a").willReturn(aResponse().withFault(fault)));
            try {
                say(fault + " " + ask("GET", "/a", null).statusCode());
            } catch (IOException exception) {
                say(fault + " no answer");
            }
        }
    }

    static void recording() {
        say(getRecordingStatus().getStatus());
    }

    static void refusals() {
        try {
            setScenarioState("nope", "two");
        } catch (ClientError error) {
            say(error.getErrors().first().getCode() + " " + error.getErrors().first().getTitle());
        }
    }

    static void resets() throws Exception {
        stubFor(get("/a").willReturn(ok()));
        ask("GET", "/a", null);
        resetAllRequests();
        say(getAllServeEvents().size() + " requests, " + listAllStubMappings().getMappings().size() + " stub");
        ask("GET", "/a", null);
        resetToDefault();
        say(getAllServeEvents().size() + " requests, " + listAllStubMappings().getMappings().size() + " stubs");
        saveAllMappings();
        stubFor(get("/a").willReturn(ok()));
        ask("GET", "/a", null);
        reset();
        say(getAllServeEvents().size() + " requests, " + listAllStubMappings().getMappings().size() + " stubs");
    }
}
