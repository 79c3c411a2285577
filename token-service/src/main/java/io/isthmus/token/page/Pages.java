package io.isthmus.token.page;

import io.isthmus.token.http.ErrorPages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages that people see, as HTML, in the language they prefer. */
@Singleton
public class Pages implements ErrorPages {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    @CheckedTemplate(basePath = "page")
    static class Templates {

        private Templates() {}

        static native TemplateInstance notice(String title, String text, boolean again, @Nullable String reference);

        static native TemplateInstance refused(String reference);

        static native TemplateInstance onward(String title, String text, String address, String label);

        static native TemplateInstance preparing();

        static native TemplateInstance otherPerson(String current, String next, String seal);

        static native TemplateInstance looping(String seal);

        static native TemplateInstance logout(String seal);

        static native TemplateInstance loggedOut(URI lmsLogout);
    }

    @Override
    public Locale language(List<Locale> accepted) {
        for (Locale locale : accepted) {
            for (Locale language : LANGUAGES) {
                if (language.getLanguage().equals(locale.getLanguage())) {
                    return language;
                }
            }
        }
        return Locale.ENGLISH;
    }

    public Uni<String> refused(Locale language, String reference) {
        Messages texts = texts(language);
        return html(language, Templates.notice(texts.refusedTitle(), texts.refusedText(), false, reference));
    }

    /** For those who may hold a login that this token began, such as after a double click. */
    public Uni<String> refusedAtTheDoor(Locale language, String reference) {
        return html(language, Templates.refused(reference));
    }

    public Uni<String> limited(Locale language) {
        Messages texts = texts(language);
        return html(language, Templates.notice(texts.limitedTitle(), texts.limitedText(), false, null));
    }

    @Override
    public Uni<String> unavailable(Locale language) {
        Messages texts = texts(language);
        return html(language, Templates.notice(texts.unavailableTitle(), texts.unavailableText(), false, null));
    }

    @Override
    public Uni<String> failed(Locale language, String reference) {
        Messages texts = texts(language);
        return html(language, Templates.notice(texts.failedTitle(), texts.failedText(), false, reference));
    }

    public Uni<String> tooLong(Locale language, String reference) {
        Messages texts = texts(language);
        return html(language, Templates.notice(texts.tooLongTitle(), texts.tooLongText(), true, reference));
    }

    /** @param entrance where somebody whom the CMS knows can begin again at once */
    public Uni<String> gone(Locale language, Optional<String> entrance) {
        Messages texts = texts(language);
        return html(
                language,
                entrance.map(address ->
                                Templates.onward(texts.goneTitle(), texts.goneText(), address, texts.logInAgain()))
                        .orElseGet(() -> Templates.notice(texts.goneTitle(), texts.goneText(), false, null)));
    }

    /** @param address where the person goes on if they want to */
    public Uni<String> justLeft(Locale language, String address) {
        Messages texts = texts(language);
        return html(
                language, Templates.onward(texts.justLeftTitle(), texts.justLeftText(), address, texts.logInAgain()));
    }

    /** @param address where the person may try once more */
    public Uni<String> launchLoop(Locale language, String address) {
        Messages texts = texts(language);
        return html(language, Templates.onward(texts.loopTitle(), texts.launchLoopText(), address, texts.tryAgain()));
    }

    public Uni<String> notOffered(Locale language) {
        Messages texts = texts(language);
        return html(language, Templates.notice(texts.notOfferedTitle(), texts.notOfferedText(), false, null));
    }

    public Uni<String> preparing(Locale language) {
        return html(language, Templates.preparing());
    }

    public Uni<String> otherPerson(Locale language, String current, String next, String seal) {
        return html(language, Templates.otherPerson(current, next, seal));
    }

    public Uni<String> looping(Locale language, String seal) {
        return html(language, Templates.looping(seal));
    }

    public Uni<String> logout(Locale language, String seal) {
        return html(language, Templates.logout(seal));
    }

    /** @param lmsLogout the LMS's own logout page */
    public Uni<String> loggedOut(Locale language, URI lmsLogout) {
        return html(language, Templates.loggedOut(lmsLogout));
    }

    private static Uni<String> html(Locale language, TemplateInstance template) {
        return template.setLocale(language).createUni();
    }

    private static Messages texts(Locale language) {
        return language.equals(Locale.ENGLISH)
                ? MessageBundles.get(Messages.class)
                : MessageBundles.get(Messages.class, Localized.Literal.of(language.toLanguageTag()));
    }
}
