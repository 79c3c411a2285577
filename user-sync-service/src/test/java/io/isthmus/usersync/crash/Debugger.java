package io.isthmus.usersync.crash;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Stops another JVM at a place in its code, by a breakpoint; the code knows nothing of it. */
final class Debugger implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 90_000;

    private final VirtualMachine machine;

    private Debugger(VirtualMachine machine) {
        this.machine = machine;
    }

    static Debugger attach(int port) {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(known -> known.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(String.valueOf(port));
        try {
            return new Debugger(connector.attach(arguments));
        } catch (IOException | IllegalConnectorArgumentsException e) {
            throw new IllegalStateException("no debugger", e);
        }
    }

    /** Everything stops when any thread gets there. */
    void stopAt(Point point) {
        List<ReferenceType> loaded = machine.classesByName(point.className());
        if (loaded.isEmpty()) {
            var request = machine.eventRequestManager().createClassPrepareRequest();
            request.addClassFilter(point.className());
            request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            request.putProperty("point", point);
            request.enable();
            return;
        }
        loaded.forEach(type -> breakAt(type, point));
    }

    private void breakAt(ReferenceType type, Point point) {
        for (Method method : type.methodsByName(point.method())) {
            if (!method.isAbstract() && !method.isNative()) {
                var request = machine.eventRequestManager().createBreakpointRequest(location(method, point));
                request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
                request.enable();
            }
        }
    }

    private static Location location(Method method, Point point) {
        try {
            List<Location> lines = method.allLineLocations();
            return point.isAtEnd() ? lines.get(lines.size() - 1) : method.location();
        } catch (com.sun.jdi.AbsentInformationException e) {
            return method.location();
        }
    }

    /** Waits until it has stopped there. */
    void awaitStop() {
        try {
            while (true) {
                EventSet events = machine.eventQueue().remove(PATIENCE_MILLIS);
                if (events == null) {
                    throw new AssertionError("the place was not reached");
                }
                for (Event event : events) {
                    if (event instanceof BreakpointEvent) {
                        return;
                    }
                    if (event instanceof ClassPrepareEvent prepared) {
                        breakAt(prepared.referenceType(), (Point)
                                prepared.request().getProperty("point"));
                    }
                }
                events.resume();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets it go on, without breakpoints. */
    @Override
    public void close() {
        machine.dispose();
    }
}
