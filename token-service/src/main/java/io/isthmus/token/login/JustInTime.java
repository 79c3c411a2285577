package io.isthmus.token.login;

import io.isthmus.token.LmsConfig;
import io.isthmus.token.account.AccountGate;
import io.isthmus.token.account.Admission;
import io.isthmus.token.event.AcceptedLogin;
import io.isthmus.token.event.LoginEvents;
import io.isthmus.token.link.LinkArrivals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks user-sync-service for an account, by event, and waits a while for its link. */
@Singleton
class JustInTime {

    private static final Logger LOG = Logger.getLogger(JustInTime.class);

    private final JitConfig config;
    private final LinkArrivals arrivals;
    private final LoginEvents events;
    private final AccountGate gate;
    private final LmsConfig lms;
    private final Clock clock;
    private final MeterRegistry meters;

    @Inject
    JustInTime(
            JitConfig config,
            LinkArrivals arrivals,
            LoginEvents events,
            AccountGate gate,
            LmsConfig lms,
            Clock clock,
            MeterRegistry meters) {
        this.config = config;
        this.arrivals = arrivals;
        this.events = events;
        this.gate = gate;
        this.lms = lms;
        this.clock = clock;
        this.meters = meters;
    }

    boolean enabled() {
        return config.enabled();
    }

    /**
     * Fails with {@link io.isthmus.token.Unavailable} if Kafka does not take the request.
     *
     * @param announced notes that user-sync-service was asked
     * @return whether the person may enter, as soon as there is a link; empty if there is none in time
     */
    Uni<Optional<Admission>> account(PendingLogin login, Supplier<Uni<Void>> announced) {
        LinkArrivals.Waiter waiter = arrivals.await(login.subject(), lms.source());
        Timer.Sample sample = Timer.start(meters);
        return announce(login, announced)
                .chain(() -> waiter.within(config.patience()))
                .onTermination()
                .invoke(() -> {
                    waiter.leave().run();
                    sample.stop(meters.timer("isthmus.jit.wait"));
                })
                .chain(() -> gate.admit(
                        login.subject(), login.mustAgree(), login.user().claims()))
                .map(admission -> Optional.of(admission).filter(known -> !(known instanceof Admission.Unknown)));
    }

    LoginStep stillWaiting(PendingLogin login) {
        if (clock.instant().isBefore(login.createdAt().plus(config.giveUp()))) {
            return new LoginStep.Preparing();
        }
        LOG.warnf("no account in time login=%s", login.loginId());
        return new LoginStep.TooLong(login.loginId());
    }

    private Uni<Void> announce(PendingLogin login, Supplier<Uni<Void>> announced) {
        if (login.announced()) {
            return Uni.createFrom().voidItem();
        }
        var accepted = new AcceptedLogin(
                login.loginId(),
                login.subject(),
                lms.source(),
                login.clientId(),
                login.user().claims());
        return events.accepted(accepted).chain(() -> announced.get());
    }
}
