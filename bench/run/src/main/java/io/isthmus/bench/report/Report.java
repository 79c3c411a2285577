package io.isthmus.bench.report;

import io.isthmus.bench.load.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a suite found, as Markdown.
 *
 * @param samples of each contender, one a round
 * @param units of contenders whose rate is not in operations per second
 * @param notes what else is to be known, a line each
 */
public record Report(
        List<Figure> figures, Map<String, List<Sample>> samples, Map<String, String> units, List<String> notes) {

    public Report {
        figures = List.copyOf(figures);
        samples = Map.copyOf(samples);
        units = Map.copyOf(units);
        notes = List.copyOf(notes);
    }

    public String table(String suite, Duration took) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("## " + suite + ": " + Machine.describe() + ", " + took.toSeconds() + " s");
        lines.add("");
        lines.add("| figure | measured | baseline | ratio: median (min–max) | goal | |");
        lines.add("| --- | ---: | ---: | ---: | ---: | --- |");
        figures.stream()
                .filter(figure -> samples.containsKey(figure.subject()) && samples.containsKey(figure.baseline()))
                .forEach(figure -> lines.add(row(figure)));
        lines.add("");
        lines.add("| contender | median (min–max) | CPU of the process | unexpected |");
        lines.add("| --- | ---: | ---: | ---: |");
        samples.keySet().stream().sorted().forEach(name -> lines.add(row(name)));
        lines.add("");
        notes.forEach(note -> lines.add("- " + note));
        return String.join(System.lineSeparator(), lines);
    }

    private String row(Figure figure) {
        Spread ratio = ratio(figure);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | **%.2f** (%.2f–%.2f) | %s %.2f | %s |",
                figure.name(),
                rate(figure.subject()),
                rate(figure.baseline()),
                ratio.median(),
                ratio.min(),
                ratio.max(),
                figure.bound().sign(),
                figure.goal(),
                figure.bound().holds(ratio.median(), figure.goal()) ? "reached" : "MISSED");
    }

    /** The ratio of each round, since a round's contenders met the same machine. */
    private Spread ratio(Figure figure) {
        List<Sample> subject = of(figure.subject());
        List<Sample> baseline = of(figure.baseline());
        return Spread.of(IntStream.range(0, Math.min(subject.size(), baseline.size()))
                .mapToDouble(
                        round -> subject.get(round).rate() / baseline.get(round).rate())
                .toArray());
    }

    private String rate(String contender) {
        return number(spread(contender).median()) + unit(contender);
    }

    private String row(String contender) {
        Spread rate = spread(contender);
        double[] cpu = of(contender).stream()
                .mapToDouble(Sample::cpuMicros)
                .filter(Double::isFinite)
                .toArray();
        long unexpected = of(contender).stream().mapToLong(Sample::unexpected).sum();
        return String.format(
                Locale.ROOT,
                "| %s | %s (%s–%s)%s | %s | %d |",
                contender,
                number(rate.median()),
                number(rate.min()),
                number(rate.max()),
                unit(contender),
                cpu.length == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.0f µs", Spread.of(cpu).median()),
                unexpected);
    }

    private Spread spread(String contender) {
        return Spread.of(of(contender).stream().mapToDouble(Sample::rate).toArray());
    }

    private List<Sample> of(String contender) {
        return Objects.requireNonNull(samples.get(contender), contender);
    }

    private String unit(String contender) {
        return units.getOrDefault(contender, "/s");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }
}
