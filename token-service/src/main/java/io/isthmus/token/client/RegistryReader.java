package io.isthmus.token.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.secret.SecretReferences;
import io.isthmus.token.wire.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
        var root = new RegistryNode("registry", parse(yaml), problems).knowing("clients");
        List<Client> clients = root.get("clients").list(1, this::client);
        refuseDuplicates(clients);
        if (!problems.isEmpty()) {
            throw new InvalidRegistryException(problems);
        }
        return new Result(new ClientRegistry(clients), List.copyOf(warnings), secrets.fingerprint(yaml));
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
        node.knowing(
                "id", "name", "source", "audiences", "scopes", "credential", "formats", "subject", "redirects", "keys");
        Optional<String> id = node.get("id").required(ID);
        Optional<String> source = node.get("source").required(SOURCE);
        Optional<String> name = node.get("name").required(TEXT);
        Map<WireFormat, FormatRule> formats = formats(node.get("formats"), id.orElse("?"));
        var keys = new KeyReader(references, formats.keySet(), secrets, warnings);
        Optional<SecretBytes> credential = keys.credential(node.get("credential"));
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
                credential.orElseThrow(),
                formats,
                subject,
                redirects,
                ring));
    }

    private Map<WireFormat, FormatRule> formats(RegistryNode node, String client) {
        var formats = new LinkedHashMap<WireFormat, FormatRule>();
        node.list(0, entry -> {
            RegistryNode name = entry.isText()
                    ? entry
                    : entry.knowing("name", "sunset", "networks").get("name");
            Optional<WireFormat> format = name.required(TEXT).flatMap(WireFormat::of);
            if (format.isEmpty()) {
                name.problem("unknown format");
                return format;
            }
            FormatRule rule = entry.isText() ? FormatRule.LASTING : rule(entry);
            if (format.get().legacy() && rule.sunset().isEmpty()) {
                entry.problem("legacy format '" + format.get().label() + "' needs a sunset date");
            }
            if (format.get() == WireFormat.UNSIGNED && rule.networks().isEmpty()) {
                entry.problem("format 'unsigned' needs the networks it is taken from");
            }
            rule.sunset()
                    .ifPresent(end -> warnings.add(
                            "client '" + client + "': format '" + format.get().label() + "' is taken until " + end));
            formats.put(format.get(), rule);
            return format;
        });
        return formats;
    }

    private static FormatRule rule(RegistryNode entry) {
        Optional<Instant> sunset = entry.get("sunset").instant();
        return new FormatRule(sunset, entry.get("networks").list(0, RegistryReader::network));
    }

    private static Optional<Network> network(RegistryNode node) {
        Optional<Network> network = node.required(TEXT).flatMap(Network::parse);
        if (network.isEmpty()) {
            node.problem("must be a network such as 192.0.2.0/24 or 2001:db8::/32");
        }
        return network;
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

    private void refuseDuplicates(List<Client> clients) {
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
    }
}
