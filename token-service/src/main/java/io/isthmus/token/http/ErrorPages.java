package io.isthmus.token.http;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;

/** The pages for what can go wrong with any request, as HTML. */
public interface ErrorPages {

    /** @return the best of the languages there are */
    Locale language(List<Locale> accepted);

    Uni<String> unavailable(Locale language);

    Uni<String> failed(Locale language, String reference);
}
