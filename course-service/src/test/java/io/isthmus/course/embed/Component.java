package io.isthmus.course.embed;

import io.isthmus.testbed.Await;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;

/** The component in the page that is open, as a person meets it. */
final class Component {

    private final Browser browser;

    Component(Browser browser) {
        this.browser = browser;
    }

    private WebElement host() {
        return browser.driver().findElement(By.cssSelector("isthmus-courses"));
    }

    WebElement find(String selector) {
        return host().getShadowRoot().findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return host().getShadowRoot().findElements(By.cssSelector(selector));
    }

    boolean shows(String selector) {
        try {
            return find(selector).isDisplayed();
        } catch (NoSuchElementException e) {
            return false;
        }
    }

    /** What can be read, as it is laid out. */
    String text() {
        return find(".root").getText();
    }

    List<String> titles() {
        return all(".courses .title").stream().map(WebElement::getText).toList();
    }

    /** What a screen reader was told last. */
    String announcement() {
        return browser.run("return arguments[0].shadowRoot.querySelector('[role=status]').textContent", host());
    }

    void awaitAnnouncement(String words) {
        Await.until("the announcement: " + words, () -> announcement().contains(words));
    }

    /** The key of what has the focus in the component, empty when it is elsewhere. */
    String focus() {
        return browser.run("""
                const active = arguments[0].shadowRoot.activeElement;
                return active ? active.dataset.focus || active.id : "";
                """, host());
    }

    void set(String attribute, String value) {
        browser.run("arguments[0].setAttribute(arguments[1], arguments[2])", host(), attribute, value);
    }

    void refresh() {
        browser.run("arguments[0].refresh()", host());
    }

    void awaitScheme(String scheme) {
        Await.until(scheme, () -> scheme.equals(find(".root").getAttribute("data-scheme")));
    }

    String style(String selector, String property) {
        return browser.run(
                "return getComputedStyle(arguments[0].shadowRoot.querySelector(arguments[1]))[arguments[2]]",
                host(),
                selector,
                property);
    }

    List<Map<String, Object>> events(String type) {
        return browser.run("return seen.events.filter((event) => event.type === arguments[0])", type);
    }

    Component awaitLoaded() {
        return awaitEvents("loaded", 1);
    }

    Component awaitError() {
        return awaitEvents("error", 1);
    }

    Component awaitEvents(String type, int count) {
        Await.until(count + " × " + type, () -> events(type).size() >= count);
        return this;
    }
}
