package io.isthmus.bench.stack;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CPU time of everything that takes part, by what it is, so that it can be told who used the cores. */
public record CpuTimes(Map<String, Duration> byName) {

    public static final CpuTimes NONE = new CpuTimes(Map.of());
    public static final String SERVICE = "service";

    public CpuTimes {
        byName = Map.copyOf(byName);
    }

    /** @param backend process id of one of the database's connections, which leads to the others */
    public static CpuTimes now(ServiceProcess service, long backend) {
        var times = new TreeMap<String, Duration>();
        times.put(SERVICE, service.cpuTime());
        times.put("generator, stand-ins and Kafka", time(ProcessHandle.current()));
        ProcessHandle.of(backend).flatMap(ProcessHandle::parent).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.children()))
                .forEach(process -> times.merge("PostgreSQL", time(process), Duration::plus));
        return new CpuTimes(times);
    }

    private static Duration time(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public CpuTimes since(CpuTimes before) {
        var times = new TreeMap<>(byName);
        times.replaceAll((name, time) -> time.minus(before.byName().getOrDefault(name, Duration.ZERO)));
        return new CpuTimes(times);
    }

    /** @return of each operation */
    public double micros(String name, long operations) {
        return byName.getOrDefault(name, Duration.ZERO).toNanos() / 1e3 / operations;
    }

    /** @return such as {@code PostgreSQL 310 µs, service 900 µs}, of each operation */
    public String describe(long operations) {
        return byName.keySet().stream()
                .sorted()
                .map(name -> String.format(Locale.ROOT, "%s %.0f µs", name, micros(name, operations)))
                .collect(Collectors.joining(", "));
    }
}
