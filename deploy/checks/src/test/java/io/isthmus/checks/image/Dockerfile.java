package io.isthmus.checks.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.checks.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Dockerfile, taken apart.
 *
 * @param instructions whole ones, continued lines joined; comments left out
 */
record Dockerfile(String name, List<String> instructions) {

    static Dockerfile of(String service, String kind) {
        String name = service + "/src/main/docker/Dockerfile." + kind;
        String joined = Repository.text(name).replaceAll("(?m)^#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
        return new Dockerfile(
                name, joined.lines().filter(line -> !line.isBlank()).toList());
    }

    /** What follows the word in every instruction that begins with it. */
    Stream<String> of(String word) {
        return instructions.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1));
    }

    /** Instructions of the last stage: what is in the image. */
    Dockerfile lastStage() {
        int from = 0;
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).startsWith("FROM ")) {
                from = i;
            }
        }
        return new Dockerfile(name, instructions.subList(from, instructions.size()));
    }

    /** The start command, in exec form. */
    List<String> entrypoint() {
        String json = of("ENTRYPOINT").findFirst().orElseThrow();
        try {
            return new ArrayList<>(List.of(new ObjectMapper().readValue(json, String[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name + ": the entry point is no JSON array: " + json, e);
        }
    }

    /** The command of the training run in the first stage, which makes the AOT cache. */
    List<String> training() {
        String run =
                of("RUN").filter(line -> line.contains("train.sh")).findFirst().orElseThrow();
        return List.of(run.substring(run.indexOf("bash /train/train.sh")).split(" +"));
    }

    /** Variables of the training run. */
    List<String> trainingEnvironment() {
        String run =
                of("RUN").filter(line -> line.contains("train.sh")).findFirst().orElseThrow();
        return Stream.of(run.split(" +"))
                .filter(word -> word.matches("[A-Z_]+=.*"))
                .toList();
    }
}
