package io.isthmus.token.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

/** Answers for browsers. */
public final class PageResponses {

    private static final String HTML = "text/html;charset=UTF-8";

    private PageResponses() {}

    /** @return whether whoever asks can read a page; programs that say nothing get problems */
    public static boolean wanted(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.getType().equals("text")
                                && type.getSubtype().equals("html")
                        || type.isCompatible(MediaType.APPLICATION_XHTML_XML_TYPE) && !type.isWildcardSubtype());
    }

    public static Response page(int status, String html) {
        Response.ResponseBuilder page = Response.status(status).type(HTML).entity(html);
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            page.header("WWW-Authenticate", "SSO realm=\"isthmus\"");
        }
        if (status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            page.header("Retry-After", "2");
        }
        return page.build();
    }

    /**
     * 303: whatever was asked, the browser goes on with GET.
     *
     * @param location also a path, which is left as it is, so that it holds behind any proxy
     */
    public static Response seeOther(String location, NewCookie... cookies) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, location)
                .cookie(cookies)
                .build();
    }
}
