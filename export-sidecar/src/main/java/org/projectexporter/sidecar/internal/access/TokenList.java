package org.projectexporter.sidecar.internal.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.files.SealedJson;
import org.projectexporter.sidecar.internal.files.Sha256;

/**
 * The content of {@code tokens.json}; immutable. Tokens are stored as plain SHA-256: they are 256 random bits, which
 * nobody can find by trying, so that a slow or salted hash, as passwords need it, would only slow down each request.
 */
record TokenList(List<TokenEntry> entries) {
    static final TokenList EMPTY = new TokenList(List.of());

    private static final SealedJson FILE = new SealedJson("project-export tokens", 1);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    TokenList {
        entries = List.copyOf(entries);
    }

    /** The digest under which a token is stored. */
    static String digest(String token) {
        return HexFormat.of().formatHex(Sha256.of(token));
    }

    /**
     * The entry of a valid token. All entries are compared, each in constant time, so that the time of the answer
     * depends on their number only.
     */
    Optional<TokenEntry> find(String token, Instant now) {
        byte[] digest = digest(token).getBytes(StandardCharsets.US_ASCII);
        TokenEntry found = null;
        for (TokenEntry entry : entries) {
            if (MessageDigest.isEqual(digest, entry.sha256().getBytes(StandardCharsets.US_ASCII))) {
                found = entry;
            }
        }
        return Optional.ofNullable(found).filter(entry -> entry.isValidAt(now));
    }

    Optional<TokenEntry> withId(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    TokenList with(TokenEntry entry) {
        if (entries.stream().anyMatch(other -> other.name().equals(entry.name()))) {
            throw new IllegalArgumentException(
                    "there is already a token " + entry.name() + "; revoke it first, or use another name");
        }
        List<TokenEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new TokenList(more);
    }

    TokenList without(String name) {
        return new TokenList(
                entries.stream().filter(entry -> !entry.name().equals(name)).toList());
    }

    byte[] encode() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("tokens");
        for (TokenEntry entry : entries) {
            ObjectNode item = list.addObject();
            item.put("id", entry.id());
            item.put("name", entry.name());
            item.put("sha256", entry.sha256());
            ArrayNode scopes = item.putArray("scopes");
            EnumSet.copyOf(entry.scopes()).forEach(scope -> scopes.add(scope.jsonName()));
            ArrayNode projects = item.putArray("projects");
            new TreeSet<>(entry.projects()).forEach(projects::add);
            item.put("created_at", entry.createdAt().toString());
            item.put("expires_at", entry.expiresAt().map(Instant::toString).orElse(null));
        }
        return FILE.encode(json);
    }

    static TokenList decode(byte[] content) throws IOException {
        JsonNode json = FILE.decode(content);
        List<TokenEntry> entries = new ArrayList<>();
        try {
            for (JsonNode item : json.required("tokens")) {
                entries.add(entry(item));
            }
        } catch (RuntimeException e) {
            throw new IOException("a field is missing or invalid: " + e.getMessage(), e);
        }
        return new TokenList(entries);
    }

    private static TokenEntry entry(JsonNode item) {
        String sha256 = item.required("sha256").asText();
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256");
        }
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        texts(item.required("scopes"))
                .forEach(name -> scopes.add(TokenScope.ofName(name)
                        .orElseThrow(() -> new IllegalArgumentException("unknown scope " + name))));
        JsonNode expires = item.required("expires_at");
        return new TokenEntry(
                item.required("id").asText(),
                item.required("name").asText(),
                sha256,
                scopes,
                Set.copyOf(texts(item.required("projects"))),
                Instant.parse(item.required("created_at").asText()),
                expires.isNull() ? Optional.empty() : Optional.of(Instant.parse(expires.asText())));
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
