package io.isthmus.token.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.secret.SecretReferences;
import io.isthmus.token.wire.PublicKeys;
import io.isthmus.token.wire.WireFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the registry file and takes it whole or not at all. */
final class RegistryReader {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,200}");

    private static final Pattern ENDPOINT = Pattern.compile("https?://[!-~&&[^\\\\<>\"{}|^`]]{1,500}");

    private static final String[] MEMBERS = {
        "id",
        "name",
        "source",
        "audiences",
        "scopes",
        "credential",
        "public-keys",
        "backchannel-logout",
        "formats",
        "subject",
        "redirects",
        "keys"
    };

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final SecretReferences references;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final SharedSecrets secrets = new SharedSecrets();

    /**
     * A registry and what an operator should know about it.
     *
     * @param fingerprint changes with the file and with each secret it names
     */
    record Result(ClientRegistry registry, List<String> warnings, String fingerprint) {}

    private RegistryReader(SecretReferences references) {
        this.references = references;
    }

    /** @throws InvalidRegistryException with all that is wrong */
    static Result read(String yaml, SecretReferences references) {
        return new RegistryReader(references).read(yaml);
    }

    private Result read(String yaml) {
        var root = new RegistryNode("registry", parse(yaml), problems).knowing("clients", "issuers");
        List<Client> clients = root.get("clients").list(1, this::client);
        List<LogoutIssuer> issuers = root.get("issuers").list(0, this::issuer);
        refuseDuplicates(clients, issuers);
        if (!problems.isEmpty()) {
            throw new InvalidRegistryException(problems);
        }
        return new Result(new ClientRegistry(clients, issuers), List.copyOf(warnings), secrets.fingerprint(yaml));
    }

    private static JsonNode parse(String yaml) {
        try {
            JsonNode node = YAML.readTree(yaml);
            return node == null ? YAML.missingNode() : node;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " near line " + at.getLineNr();
            throw new InvalidRegistryException(List.of("is not YAML" + where));
        }
    }

    private Optional<Client> client(RegistryNode node) {
        int before = problems.size();
        node.knowing(MEMBERS);
        Optional<String> id = node.get("id").required(ID);
        Optional<String> source = node.get("source").required(SOURCE);
        Optional<String> name = node.get("name").required(TEXT);
        Map<WireFormat, FormatRule> formats = new FormatReader(warnings).formats(node.get("formats"), id.orElse("?"));
        var keys = new KeyReader(references, formats.keySet(), secrets, warnings);
        Optional<PublicKeys> publicKeys =
                node.has("public-keys") ? keys.publicKeys(node.get("public-keys")) : Optional.empty();
        Optional<SecretBytes> credential = node.has("credential") || !node.has("public-keys")
                ? keys.credential(node.get("credential"))
                : Optional.empty();
        Optional<URI> backchannelLogout = endpoint(node.get("backchannel-logout"));
        List<ClientKey> ring = node.get("keys").list(formats.isEmpty() ? 0 : 1, keys::key);
        Set<String> audiences = Set.copyOf(node.get("audiences").list(0, entry -> entry.required(SOURCE)));
        Set<String> scopes = Set.copyOf(node.get("scopes").list(0, entry -> entry.required(SCOPE)));
        var redirects = new RedirectRules(Set.copyOf(node.get("redirects").list(0, RegistryReader::origin)));
        SubjectRule subject = subject(node.get("subject"));
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Client(
                id.orElseThrow(),
                name.orElseThrow(),
                source.orElseThrow(),
                audiences,
                scopes,
                credential,
                publicKeys,
                backchannelLogout,
                formats,
                subject,
                redirects,
                ring));
    }

    private Optional<LogoutIssuer> issuer(RegistryNode node) {
        node.knowing("id", "audience", "source", "public-keys");
        Optional<String> id = node.get("id").required(TEXT);
        Optional<String> audience = node.get("audience").required(TEXT);
        Optional<String> source = node.get("source").required(SOURCE);
        Optional<PublicKeys> keys =
                new KeyReader(references, Set.of(), secrets, warnings).publicKeys(node.get("public-keys"));
        return id.isEmpty() || audience.isEmpty() || source.isEmpty() || keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogoutIssuer(id.get(), audience.get(), source.get(), keys.get()));
    }

    private static Optional<URI> endpoint(RegistryNode node) {
        Optional<String> text = node.text();
        Optional<URI> endpoint = text.filter(
                        address -> ENDPOINT.matcher(address).matches())
                .flatMap(RegistryReader::uri)
                .filter(uri -> Origin.of(uri).isPresent() && uri.getRawFragment() == null);
        if (text.isPresent() && endpoint.isEmpty()) {
            node.problem("must be a URL such as https://cms.example.org/logout, without a fragment");
        }
        return endpoint;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Origin> origin(RegistryNode node) {
        Optional<Origin> origin = node.required(TEXT).flatMap(Origin::parse);
        if (origin.isEmpty()) {
            node.problem("must be scheme, host and port, such as https://lms.example.org");
        }
        return origin;
    }

    private static SubjectRule subject(RegistryNode node) {
        String text = node.text().orElse("uid");
        if (text.equals("username")) {
            return SubjectRule.USERNAME;
        }
        if (!text.equals("uid")) {
            node.problem("must be uid or username");
        }
        return SubjectRule.UID;
    }

    private void refuseDuplicates(List<Client> clients, List<LogoutIssuer> issuers) {
        Set<String> ids = new HashSet<>();
        Set<String> kids = new HashSet<>();
        for (Client client : clients) {
            if (!ids.add(client.id())) {
                problems.add("registry: client '" + client.id() + "' is there twice");
            }
            for (ClientKey key : client.keys()) {
                if (!kids.add(key.kid())) {
                    problems.add("registry: kid '" + key.kid() + "' is there twice; it tells the key of a token");
                }
            }
        }
        if (issuers.stream().map(LogoutIssuer::id).distinct().count() < issuers.size()) {
            problems.add("registry: an issuer is there twice");
        }
    }
}
