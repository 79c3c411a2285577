// What a test wants to know of a page, from its first moment on.
window.seen = { events: [], violations: [], errors: [], alerts: 0 };
window.alert = () => (window.seen.alerts += 1);
for (const name of ["isthmus-courses:loaded", "isthmus-courses:error"]) {
  addEventListener(name, ({ type, detail }) => window.seen.events.push({ type: type.split(":")[1], ...detail }));
}
document.addEventListener("securitypolicyviolation", (event) => {
  window.seen.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
addEventListener("error", ({ message }) => window.seen.errors.push(message));
addEventListener("unhandledrejection", ({ reason }) => window.seen.errors.push(String(reason)));
