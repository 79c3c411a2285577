// SPDX-License-Identifier: Apache-2.0
// <isthmus-courses>: a person's courses and certificates in any page; how to use it: EMBED.md. Data becomes text nodes
// and checked URLs only; nothing needs an inline style or script; the token stays in memory and in one header.

// ----- Words: a text, or texts by plural category. What a language lacks is read from `en`.

const WORDS = {
  en: {
    courses: "My courses",
    certificates: "My certificates",
    loading: "Loading your courses…",
    summary: { one: "{n} course, {done} completed", other: "{n} courses, {done} completed" },
    shown: "{shown} of {n} courses shown",
    tools: "Filter and sort courses",
    filter: "Filter by name",
    status: "Status",
    all: "All",
    sort: "Sort by",
    name: "Name",
    start: "Start date, newest first",
    progress: "Progress, highest first",
    clear: "Clear filter",
    "is-not-started": "Not started",
    "is-in-progress": "In progress",
    "is-completed": "Completed",
    "is-overdue": "Overdue",
    "is-past": "Ended",
    "is-not-tracked": "Progress not tracked",
    "is-valid": "Valid",
    "is-expired": "Expired",
    "is-revoked": "Revoked",
    "is-superseded": "Superseded",
    bar: "Progress: {name}",
    from: "Start",
    to: "End",
    "open-not-started": "Start",
    "open-in-progress": "Continue",
    "open-overdue": "Continue",
    open: "Open",
    untitled: "Untitled course",
    issued: "Issued",
    expires: "Valid until",
    never: "No expiry date",
    code: "Code",
    attempt: "Attempt {n}",
    earlier: { one: "{n} earlier attempt", other: "{n} earlier attempts" },
    view: "View certificate",
    pdf: "Download PDF",
    pdfBusy: "Preparing PDF…",
    pdfDone: "The PDF was downloaded.",
    pdfFailed: "The PDF could not be downloaded. Please try again.",
    empty: "No courses yet",
    emptyText: "Courses appear here as soon as you are enrolled.",
    unlinked: "Your learning account is not connected yet",
    unlinkedText: "It is set up when you open the learning platform for the first time.",
    launch: "Open the learning platform",
    nothing: "No course matches",
    stale: "The learning platform cannot be reached right now. This may be out of date.",
    since: "Last updated {ago}.",
    partial: "Some courses or certificates cannot be shown right now.",
    notUpdated: "Your courses could not be updated.",
    update: "Update",
    retry: "Try again",
    wait: "Trying again in {n} s.",
    networkText: "Please check your internet connection and try again.",
    timeoutText: "The learning platform answers slowly. Please try again.",
    "signed-out": "Please sign in again",
    "signed-outText": "Your session has ended. Sign in to see your courses.",
    forbidden: "You cannot see these courses",
    forbiddenText: "They belong to another account.",
    busyText: "Your courses cannot be reached for a moment.",
    failed: "Your courses cannot be shown right now",
    unavailableText: "Please try again in a few minutes.",
    configurationText: "This page is not set up completely.",
  },
  de: {
    courses: "Meine Kurse",
    certificates: "Meine Zertifikate",
    loading: "Ihre Kurse werden geladen …",
    summary: { one: "{n} Kurs, {done} abgeschlossen", other: "{n} Kurse, {done} abgeschlossen" },
    shown: "{shown} von {n} Kursen angezeigt",
    tools: "Kurse filtern und sortieren",
    filter: "Nach Name filtern",
    all: "Alle",
    sort: "Sortieren nach",
    start: "Beginn, neueste zuerst",
    progress: "Fortschritt, höchster zuerst",
    clear: "Filter löschen",
    "is-not-started": "Nicht begonnen",
    "is-in-progress": "In Arbeit",
    "is-completed": "Abgeschlossen",
    "is-overdue": "Überfällig",
    "is-past": "Beendet",
    "is-not-tracked": "Fortschritt nicht erfasst",
    "is-valid": "Gültig",
    "is-expired": "Abgelaufen",
    "is-revoked": "Widerrufen",
    "is-superseded": "Ersetzt",
    bar: "Fortschritt: {name}",
    from: "Beginn",
    to: "Ende",
    "open-not-started": "Beginnen",
    "open-in-progress": "Fortsetzen",
    "open-overdue": "Fortsetzen",
    open: "Öffnen",
    untitled: "Kurs ohne Titel",
    issued: "Ausgestellt",
    expires: "Gültig bis",
    never: "Unbegrenzt",
    attempt: "Versuch {n}",
    earlier: { one: "{n} früherer Versuch", other: "{n} frühere Versuche" },
    view: "Zertifikat ansehen",
    pdf: "PDF herunterladen",
    pdfBusy: "PDF wird vorbereitet …",
    pdfDone: "Das PDF wurde heruntergeladen.",
    pdfFailed: "Das PDF konnte nicht heruntergeladen werden. Bitte versuchen Sie es noch einmal.",
    empty: "Noch keine Kurse",
    emptyText: "Kurse erscheinen hier, sobald Sie eingeschrieben sind.",
    unlinked: "Ihr Lernkonto ist noch nicht verbunden",
    unlinkedText: "Es wird eingerichtet, wenn Sie die Lernplattform zum ersten Mal öffnen.",
    launch: "Lernplattform öffnen",
    nothing: "Kein Kurs passt dazu",
    stale: "Die Lernplattform ist gerade nicht erreichbar. Der Stand ist vielleicht veraltet.",
    since: "Zuletzt aktualisiert {ago}.",
    partial: "Einige Kurse oder Zertifikate können gerade nicht angezeigt werden.",
    notUpdated: "Ihre Kurse konnten nicht aktualisiert werden.",
    update: "Aktualisieren",
    retry: "Noch einmal versuchen",
    wait: "Neuer Versuch in {n} s.",
    networkText: "Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.",
    timeoutText: "Die Lernplattform antwortet langsam. Bitte versuchen Sie es noch einmal.",
    "signed-out": "Bitte melden Sie sich neu an",
    "signed-outText": "Ihre Sitzung ist beendet. Melden Sie sich an, um Ihre Kurse zu sehen.",
    forbidden: "Sie können diese Kurse nicht sehen",
    forbiddenText: "Sie gehören zu einem anderen Konto.",
    busyText: "Ihre Kurse sind einen Moment lang nicht erreichbar.",
    failed: "Ihre Kurse können gerade nicht angezeigt werden",
    unavailableText: "Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    configurationText: "Diese Seite ist nicht vollständig eingerichtet.",
  },
};

class Language {
  #words;

  constructor(wanted) {
    const tag = canonicalTag(wanted) ?? "en";
    const known = [tag, tag.split("-")[0]].find((name) => name in WORDS);
    this.locale = known ? tag : "en"; // dates in the language of the words
    this.#words = { ...WORDS.en, ...WORDS[known] };
  }

  text(key, values = {}) {
    const entry = this.#words[key] ?? this.#words.failed; // most failures share a title
    const pattern = entry.other ? (entry[new Intl.PluralRules(this.locale).select(values.n)] ?? entry.other) : entry;
    return pattern.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? value.toLocaleString(this.locale) : value;
    });
  }

  has(key) {
    return key in this.#words;
  }

  ago(seconds) {
    const units = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];
    const [size, unit] = units.find(([size]) => seconds >= size);
    return new Intl.RelativeTimeFormat(this.locale).format(-Math.floor(seconds / size), unit);
  }
}

function canonicalTag(tag) {
  try {
    return Intl.getCanonicalLocales(tag || [])[0];
  } catch {
    return undefined; // no language tag: every later use would throw
  }
}

// ----- Styles. `all: initial` cuts off what would be inherited: the page reaches in by properties and parts. Sizes are
// em of the reader's own font size. isthmus-courses.css is the same, for browsers that need a link to it.

const STYLES = /* css */ `
:host { display: block; flex: 1 1 auto; min-inline-size: min(100%, 16em); }
:host([hidden]), [hidden] { display: none !important; }
.root {
  all: initial;
  --accent: #1a5fb4; --ground: #f4f6f9; --surface: #fff; --text: #1c2430; --muted: #566173; --line: #dbe1e9;
  --edge: #7a8698; --track: #e3e8ef; --good: #16683a; --warn: #855000; --bad: #b3261e; --tint: 9%; color-scheme: light;
}
.root[data-scheme="dark"] {
  --accent: #82b4ff; --ground: #12161c; --surface: #1b212a; --text: #e7ebf1; --muted: #a7b2c1; --line: #323b48;
  --edge: #7e8a9a; --track: #38424f; --good: #72d49c; --warn: #f0b95c; --bad: #ff9d94; --tint: 16%; color-scheme: dark;
}
.root {
  --_accent: var(--isthmus-accent, var(--accent));
  --_surface: var(--isthmus-surface, var(--surface));
  --_text: var(--isthmus-text, var(--text));
  --_muted: var(--isthmus-muted, var(--muted));
  --_line: var(--isthmus-border, var(--line));
  --_edge: var(--isthmus-control-border, var(--edge));
  --_track: var(--isthmus-track, var(--track));
  --_good: var(--isthmus-success, var(--good));
  --_warn: var(--isthmus-warning, var(--warn));
  --_bad: var(--isthmus-danger, var(--bad));
  --_radius: var(--isthmus-radius, .75em);
  --_inner: calc(var(--_radius) * .67);
  --_border: .0625em solid var(--_line);
  display: block;
  container-type: inline-size;
  padding: var(--isthmus-padding, 1.25em);
  border-radius: var(--_radius);
  background: var(--isthmus-background, var(--ground));
  color: var(--_text);
  font-family: var(--isthmus-font-family, inherit);
  font-size: var(--isthmus-font-size, medium);
  line-height: 1.5;
  overflow-wrap: anywhere;
}
.root, .root *, .root *::before, .root *::after { box-sizing: border-box; }
h1, h2, h3, h4, h5, h6, p, ul, dl, dd { margin: 0; padding: 0; font: inherit; }
svg { inline-size: 1em; block-size: 1em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75;
  stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: .1875em solid var(--_accent); outline-offset: .125em; border-radius: .25em; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }

.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .75em; margin-block-end: 1em; }
.heading { font-size: 1.375em; font-weight: 650; line-height: 1.3; }
.certificates .heading { margin-block: 1.5em .75em; font-size: 1.125em; }
.summary, .short, .field, .measure, dt { color: var(--_muted); }

.button { display: inline-flex; align-items: center; gap: .5em; min-block-size: 2.5em; padding: .25em .875em;
  border: .0625em solid var(--_edge); border-radius: var(--_inner); background: var(--_surface); color: var(--_text);
  font: inherit; font-size: .9375em; font-weight: 550; text-decoration: none; cursor: pointer; }
.button:hover { border-color: var(--_accent); color: var(--_accent); }
.button[aria-disabled="true"] { color: var(--_muted); border-color: var(--_line); cursor: progress; }
.panel .button { margin-block-start: .875em; background: var(--_accent); border-color: var(--_accent);
  color: var(--_surface); }

.tools { display: grid; grid-template-columns: 1fr 1fr; gap: .75em; margin-block-end: 1.25em; }
.tools > :first-child { grid-column: 1 / -1; }
.field { position: relative; font-size: .875em; min-inline-size: 0; }
.field :is(input, select) { appearance: none; display: block; inline-size: 100%;
  margin: .25em 0 0; padding: 0 .75em; border: .0625em solid var(--_edge); border-radius: var(--_inner);
  background: var(--_surface); color: var(--_text); font: inherit; font-size: 1.1429em; block-size: 2.75em;
  text-overflow: ellipsis; }
.field select { padding-inline-end: 2.25em; }
.field svg { position: absolute; inset-inline-end: .875em; inset-block-end: 1.0625em; pointer-events: none; }

.courses { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17em), 1fr));
  gap: var(--isthmus-gap, 1em); }
.card { position: relative; min-inline-size: 0; padding: 1.125em; border: var(--_border); border-radius: var(--_radius);
  background: var(--_surface); list-style: none; }
.course { display: flex; flex-direction: column; gap: .875em; min-block-size: 15.5em; }
.course:has(a:hover) { border-color: var(--_accent); box-shadow: 0 .25em 1em #0002; }
.title { font-size: 1.0625em; font-weight: 620; line-height: 1.35; }
.title a { color: inherit; text-decoration: none; outline: none; }
.title a::after { content: ""; position: absolute; inset: 0; border-radius: var(--_radius); }
.title a:focus-visible::after { outline: .1875em solid var(--_accent); }
.title a:hover, .go { color: var(--_accent); }
.short, .facts, .problem { font-size: .875em; }
.pill { --_tone: var(--_muted); align-self: start; justify-self: start; padding: .1875em .6875em; border-radius: 1em;
  color: var(--_tone); background: color-mix(in srgb, var(--_tone) var(--tint), var(--_surface));
  font-size: .8125em; font-weight: 600; }
.completed, .valid { --_tone: var(--_good); }
.in-progress { --_tone: var(--_accent); }
.overdue, .expired { --_tone: var(--_warn); }
.revoked { --_tone: var(--_bad); }
.about { display: flex; flex-direction: column; align-items: start; gap: .125em; }
.measure { display: flex; align-items: center; gap: .75em; margin-block-start: auto; font-size: .9375em; }
.measure b { min-inline-size: 3em; color: var(--_text); font-weight: 600; text-align: end; }
progress { appearance: none; flex: 1; min-inline-size: 4em; inline-size: 100%; block-size: .5em; border: none;
  border-radius: 1em; overflow: hidden; background: var(--_track); --_fill: var(--_accent); }
.done progress { --_fill: var(--_good); }
progress::-webkit-progress-bar { background: var(--_track); }
progress::-webkit-progress-value { background: var(--_fill); border-radius: 1em; }
progress::-moz-progress-bar { background: var(--_fill); border-radius: 1em; }
.foot { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: .5em 1em; }
.facts { display: flex; flex-wrap: wrap; gap: .25em 1.5em; }
.go { display: inline-flex; align-items: center; gap: .375em; margin-inline-start: auto; font-size: .9375em;
  font-weight: 600; }
.go svg:dir(rtl) { transform: scaleX(-1); }

[data-view="list"] .courses { grid-template-columns: 1fr; gap: 0; border: var(--_border);
  border-radius: var(--_radius); background: var(--_surface); }
[data-view="list"] .course { min-block-size: 9em; border: none; background: none; gap: .625em; }
[data-view="list"] .course + .course { border-block-start: var(--_border); border-radius: 0; }
@container (min-width: 34em) {
  .tools { grid-template-columns: 2fr 1fr 1.25fr; }
  .tools > :first-child { grid-column: 1; }
}
@container (min-width: 46em) {
  [data-view="list"] .course { display: grid; grid-template-columns: 5fr 9em 4fr 6fr; align-items: center; gap: 1.25em;
    min-block-size: 4.75em; padding-block: .75em; }
  [data-view="list"] .course > * { grid-row: 1; margin: 0; }
  [data-view="list"] .pill { grid-column: 2; align-self: center; }
  [data-view="list"] .about { grid-column: 1; }
  [data-view="list"] .foot { flex-wrap: nowrap; align-items: center; }
}

.awards { display: grid; gap: var(--isthmus-gap, 1em); }
.award { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .875em 1.25em; }
.what { display: flex; flex-wrap: wrap; align-items: center; gap: .375em .75em; flex: 1 1 100%; }
.actions { display: flex; flex-wrap: wrap; gap: .5em; }
.problem { flex: 1 1 100%; color: var(--_bad); }
details, details .award + .award { margin-block-start: 1em; border-block-start: var(--_border);
  padding-block-start: .75em; }
summary { display: inline-flex; align-items: center; gap: .5em; min-block-size: 1.75em; color: var(--_muted);
  cursor: pointer; }
[open] summary svg { transform: rotate(180deg); }
summary + .award { margin-block-start: .75em; }

.notice, .panel { border: var(--_border); border-radius: var(--_inner); background: var(--_surface); }
.notice { display: flex; flex-wrap: wrap; align-items: center; gap: .5em 1em; margin-block-end: 1.25em;
  padding: .625em .875em; border-inline-start: .25em solid var(--_warn); }
.notice div { flex: 1 1 18em; }
.panel { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: .375em;
  min-block-size: 15.5em; padding: 2em 1.25em; color: var(--_muted); text-align: center; }
.panel > svg { font-size: 2.25em; stroke-width: 1.1; }
.panel .title { color: var(--_text); }

i { display: block; block-size: 1.5em; inline-size: 40%; border-radius: .375em; background: var(--_track); }
i:nth-child(2) { block-size: 2.5em; inline-size: 85%; }
.course i:last-child { block-size: 4em; inline-size: 100%; margin-block-start: auto; }
.tools i:nth-child(n) { block-size: 4.3125em; inline-size: 100%; }
@media (prefers-reduced-motion: no-preference) {
  .course { transition: box-shadow .15s; }
  i { animation: breathe 1.4s infinite alternate; }
  @keyframes breathe { to { opacity: .35; } }
}
@media (forced-colors: active) {
  .root, .pill { border: .0625em solid; }
  progress { border: .0625em solid CanvasText; forced-color-adjust: none; --_track: Canvas; --_fill: Highlight; }
}
`;

const STYLE_SHEET = "adoptedStyleSheets" in ShadowRoot.prototype ? new CSSStyleSheet() : null;
STYLE_SHEET?.replaceSync(STYLES);

function addStyles(shadowRoot) {
  if (STYLE_SHEET) shadowRoot.adoptedStyleSheets = [STYLE_SHEET];
  else shadowRoot.append(make("link", { rel: "stylesheet", href: new URL("isthmus-courses.css", import.meta.url) }));
}

// ----- DOM

/** An element: each class is also a part, null leaves an attribute out, strings become text nodes. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value);
    if (name === "class") element.setAttribute("part", value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const ICONS = {
  arrow: "M3 8h10M9 4l4 4-4 4",
  down: "M4 6l4 4 4-4",
  load: "M8 2v8M4 7l4 4 4-4M3 14h10",
  book: "M8 4C6 3 4 2 2 2v10c2 0 4 1 6 2 2-1 4-2 6-2V2c-2 0-4 1-6 2v10",
  alert: "M8 2 1 14h14zM8 7v3M8 12v0",
};

function icon(name) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// ----- What the service says, checked

const text = (value) => (typeof value === "string" ? value.trim() : "");
const entries = (value) => (Array.isArray(value) ? value.filter((entry) => entry && typeof entry === "object") : []);

function dateOf(value) {
  const date = new Date(text(value));
  return isNaN(date) ? null : date;
}

/** Absolute http(s) address, or null: never `javascript:` or another scheme. */
function webAddress(value, base) {
  try {
    const { href } = new URL(text(value) || "none:", base);
    return /^https?:/.test(href) ? href : null;
  } catch {
    return null;
  }
}

/** An address of the service, or null: the token goes nowhere else. */
function serviceAddress(value, service) {
  const inside = text(value).replace(/^\/(?!\/)/, "./"); // the service may have a base path
  const address = webAddress(inside, service);
  return address?.startsWith(service) ? address : null;
}

/** With the attribute alone, as the service says; with a value, by that. */
function courseAddress(course, launch) {
  if (launch === "") return course.launchUrl ?? course.url;
  const base = webAddress(launch, document.baseURI);
  if (!base || !course.target) return course.url;
  const url = new URL(base);
  url.searchParams.set("target", course.target);
  return url.href;
}

function readCourse(course, service) {
  const { id, progress } = course;
  return {
    id,
    name: text(course.name) || text(course.shortName),
    shortName: text(course.shortName),
    progress: Number.isFinite(progress) ? Math.min(100, Math.max(0, Math.round(progress))) : null,
    status: text(course.status),
    start: dateOf(course.startDate),
    end: dateOf(course.endDate),
    url: webAddress(course.url, service),
    launchUrl: webAddress(course.launchUrl, service),
    target: text(course.target),
  };
}

function readCertificate(certificate, service) {
  const { id, courseId, attempt } = certificate;
  return {
    id,
    courseId: courseId ?? id,
    courseName: text(certificate.courseName),
    name: certificate.name === certificate.courseName ? "" : text(certificate.name),
    attempt: Number.isInteger(attempt) ? attempt : 1,
    issued: dateOf(certificate.issuedAt),
    expires: dateOf(certificate.expiresAt),
    code: text(certificate.code),
    status: text(certificate.status),
    url: webAddress(certificate.url, service),
    pdf: serviceAddress(certificate.pdfUrl, service),
  };
}

/** Certificates by course, the latest attempt and the last issued course first. */
function byCourse(certificates) {
  const groups = new Map();
  for (const certificate of certificates) {
    groups.set(certificate.courseId, [...(groups.get(certificate.courseId) ?? []), certificate]);
  }
  const issued = (a, b) => b.issued - a.issued;
  return [...groups.values()]
    .map((group) => group.sort((a, b) => b.attempt - a.attempt || issued(a, b)))
    .sort(([a], [b]) => issued(a, b));
}

function readDashboard(body, service, age) {
  if (!Array.isArray(body?.courses)) throw new Failure("unavailable");
  return {
    linked: body.user?.linked !== false,
    courses: entries(body.courses).map((course) => readCourse(course, service)),
    certificates: byCourse(entries(body.certificates).map((certificate) => readCertificate(certificate, service))),
    stale: body.stale === true,
    partial: entries(body.failures).length > 0,
    age,
  };
}

const UNLINKED = readDashboard({ user: { linked: false }, courses: [] });

// ----- Fetching

/** Why something could not be had, as a key of WORDS: no text of a server is ever shown. */
class Failure extends Error {
  constructor(reason, details) {
    super(reason);
    Object.assign(this, { reason }, details);
  }
}

const REASONS = { 401: "signed-out", 403: "forbidden", 429: "busy", 503: "busy" };

function failureOf({ status, headers }) {
  return new Failure(REASONS[status] ?? "unavailable", { status, retryAfter: secondsOf(headers.get("Retry-After")) });
}

function asFailure(cause) {
  if (cause instanceof Failure) return cause;
  if (cause?.name === "TimeoutError") return new Failure("timeout");
  return new Failure(cause instanceof TypeError ? "network" : "unavailable");
}

function aborted(signal) {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

/** Retry-After or Age in seconds; undefined where there is none, or a date. */
function secondsOf(value) {
  return /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Tokens by endpoint and user, for all components of a page. */
const tokens = new Map();

/** A token that still lives and is not the `rejected` one; simultaneous askers share a request. */
function endpointToken(endpoint, user, rejected) {
  const url = webAddress(endpoint, document.baseURI);
  if (!url || new URL(url).origin !== location.origin) throw new Failure("configuration");
  const key = JSON.stringify([url, user]);
  const kept = tokens.get(key);
  if (kept && Date.now() < kept.until && (!rejected || kept.value !== rejected)) return kept.promise;
  const entry = { until: Infinity, promise: requestToken(url) };
  tokens.set(key, entry);
  entry.promise.then(
    // Renewed a little early: it is not to run out on its way.
    ([value, life]) => Object.assign(entry, { value, until: Date.now() + (life - Math.min(15, life / 5)) * 1000 }),
    () => (entry.until = 0),
  );
  return entry.promise;
}

async function requestToken(url) {
  const response = await fetch(url, {
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual",
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(10_000), // its own: the request may serve several components
  });
  // A CMS leads whom it does not know to its login page, or forbids.
  if (response.type === "opaqueredirect" || response.status === 403) throw new Failure("signed-out");
  if (response.status === 404) throw new Failure("unlinked"); // nobody at the LMS to give a token for
  if (!response.ok) throw failureOf(response);
  const { access_token: value, expires_in: life } = await response.json();
  if (!text(value)) throw new Failure("unavailable");
  return [value, life > 0 ? life : 60];
}

/** GET with a Bearer token; a 401 gets one more try with a new token. */
async function get(url, token, accept, signal) {
  const send = (bearer) =>
    fetch(url, {
      headers: { Accept: accept, Authorization: `Bearer ${bearer}` },
      credentials: "omit",
      redirect: "error",
      cache: "no-cache", // what the browser keeps may be another person's
      signal,
    });
  const first = await token();
  let response = await send(first);
  if (response.status === 401) response = await send(await token(first));
  if (!response.ok) throw failureOf(response);
  return response;
}

function save(blob, { courseName, code }) {
  // Of this type, whatever was sent: it is never a page of this origin.
  const href = URL.createObjectURL(new Blob([blob], { type: "application/pdf" }));
  make("a", { href, download: `${courseName} ${code}.pdf` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

// ----- Parts of the page

const plain = (value) => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function chosen(courses, { filter, status, sort }, { locale }) {
  const wanted = plain(filter.trim());
  const name = (a, b) => a.name.localeCompare(b.name, locale, { numeric: true });
  const down = (a, b) => (b ?? -1) - (a ?? -1); // what has no value comes last
  const orders = { name, start: (a, b) => down(a.start, b.start), progress: (a, b) => down(a.progress, b.progress) };
  return courses
    .filter((course) => !status || course.status === status)
    .filter((course) => plain(`${course.name} ${course.shortName}`).includes(wanted))
    .sort((a, b) => (orders[sort] ?? name)(a, b) || name(a, b));
}

function pill(status, language) {
  return language.has(`is-${status}`) ? make("span", { class: `pill ${status}` }, language.text(`is-${status}`)) : null;
}

function fact(term, value, language) {
  if (!value) return null;
  const date = value instanceof Date;
  const shown = date ? value.toLocaleDateString(language.locale, { dateStyle: "medium" }) : value;
  const content = date ? make("time", { datetime: value.toISOString() }, shown) : shown;
  return make("div", {}, make("dt", {}, language.text(term)), make("dd", {}, content));
}

function measure({ progress, status }, name, language) {
  const untracked = status === "not-tracked" ? "" : language.text("is-not-tracked"); // the pill says it already
  if (progress === null) return make("p", { class: "measure" }, untracked);
  const percent = (progress / 100).toLocaleString(language.locale, { style: "percent" });
  const bar = make("progress", { max: 100, value: progress, "aria-label": language.text("bar", { name }) });
  return make("p", { class: "measure" }, bar, make("b", { "aria-hidden": true }, percent)); // the bar says it too
}

function courseCard(course, launch, level, language) {
  const { id, status, progress, shortName } = course;
  const name = course.name || language.text("untitled");
  const href = courseAddress(course, launch);
  const verb = language.has(`open-${status}`) ? `open-${status}` : "open";
  const title = make("bdi", {}, name);
  const dates = [fact("from", course.start, language), fact("to", course.end, language)];
  return make(
    "li",
    { class: `card course ${progress === 100 ? "done" : ""}` },
    pill(status, language),
    make(
      "div",
      { class: "about" },
      make(`h${level}`, { class: "title" }, href ? make("a", { href, "data-focus": `course ${id}` }, title) : title),
      shortName && shortName !== name ? make("bdi", { class: "short" }, shortName) : null,
    ),
    measure(course, name, language),
    make(
      "div",
      { class: "foot" },
      make(course.start || course.end ? "dl" : "span", { class: "facts" }, ...dates),
      // Decoration: the link is the title, and covers the card.
      href ? make("span", { class: "go", "aria-hidden": true }, language.text(verb), icon("arrow")) : null,
    ),
  );
}

function hiddenText(content) {
  return make("span", { class: "hidden" }, content);
}

/** As tall as what will stand there: nothing jumps. */
function buildGhosts() {
  const bars = () => [make("i"), make("i"), make("i")];
  const cards = bars().map(() => make("div", { class: "card course" }, ...bars()));
  const tools = make("div", { class: "tools" }, ...bars());
  return make("div", { class: "ghosts", "aria-hidden": true }, tools, make("div", { class: "courses" }, ...cards));
}

// ----- The element

const RELOADING = ["src", "user", "token-endpoint"];
const QUERY = { filter: "", status: "", sort: "name" };

class IsthmusCourses extends HTMLElement {
  static observedAttributes = [...RELOADING, ...Object.keys(QUERY), "view", "lang", "launch", "theme", "heading-level"];

  /** Adds a language, or replaces texts of one: `addWords("fr", {courses: "Mes cours"})`. */
  static addWords(language, words) {
    WORDS[language] = { ...WORDS[language], ...words };
    document.querySelectorAll("isthmus-courses").forEach((element) => element.#change());
  }

  #root = this.attachShadow({ mode: "open" });
  #parts = {};
  #controls = {};
  #language = new Language();
  #tokenProvider = null;
  #query = { ...QUERY };
  #dashboard = null;
  #failure = null;
  #busy = false;
  #running = null;
  #planned = false;
  #stale = false;
  #pdfs = new Map(); // certificate id → "busy" or "failed"
  #downloads = new AbortController();
  #opened = new Set();
  #again = 0;
  #announcement = 0;
  #tries = 0;
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #paintScheme = () => {
    const theme = this.getAttribute("theme");
    const dark = theme === "dark" || (theme !== "light" && this.#dark.matches);
    this.#parts.root.dataset.scheme = dark ? "dark" : "light";
  };
  // Back from a course the page is shown as it was left; progress may have moved.
  #return = (event) => event.persisted && this.refresh();

  constructor() {
    super();
    addStyles(this.#root);
    this.#build();
  }

  connectedCallback() {
    // Set before this script ran, it hides the accessor.
    if (Object.hasOwn(this, "tokenProvider")) {
      const provider = this.tokenProvider;
      delete this.tokenProvider;
      this.tokenProvider = provider;
    }
    this.#dark.addEventListener("change", this.#paintScheme);
    addEventListener("pageshow", this.#return);
    this.#change(true);
  }

  disconnectedCallback() {
    this.#dark.removeEventListener("change", this.#paintScheme);
    removeEventListener("pageshow", this.#return);
    this.#end();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name in QUERY) this.#query[name] = after ?? QUERY[name];
    const reload = RELOADING.includes(name);
    if (reload) this.#forget();
    this.#change(reload);
  }

  /** A function for an access token, or a promise of one; called with `{renew: true}` after a refusal. */
  get tokenProvider() {
    return this.#tokenProvider;
  }

  set tokenProvider(provider) {
    this.#tokenProvider = provider;
    this.#change(true);
  }

  /** Asks the service again; what is shown stays until then. */
  refresh() {
    this.#tries = 0;
    return this.#load();
  }

  // Several changes in a row are one.
  #change(reload) {
    this.#stale ||= reload;
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      if (!this.isConnected) return;
      if (this.#stale) this.#load();
      else this.#render();
    });
  }

  // What belongs to one person is never shown while another's is loading.
  #forget() {
    this.#dashboard = this.#failure = null;
    this.#opened.clear();
    this.#end();
  }

  #end() {
    clearTimeout(this.#again);
    this.#running?.abort();
    this.#running = null;
    this.#downloads.abort();
    this.#downloads = new AbortController();
    this.#pdfs.clear();
  }

  // ----- Loading

  async #load() {
    this.#stale = false;
    clearTimeout(this.#again);
    this.#running?.abort();
    const run = (this.#running = new AbortController());
    const seconds = Number(this.getAttribute("timeout")) || 10;
    const limit = setTimeout(() => run.abort(new Failure("timeout")), seconds * 1000);
    this.#busy = true;
    this.#render();
    if (this.#waiting) this.#announce("loading");
    try {
      const dashboard = await Promise.race([this.#fetch(run.signal), aborted(run.signal)]);
      if (run === this.#running) this.#succeed(dashboard);
    } catch (cause) {
      const failure = asFailure(cause);
      if (run !== this.#running) return; // overtaken
      if (failure.reason === "unlinked") this.#succeed(UNLINKED);
      else this.#fail(failure);
    } finally {
      clearTimeout(limit);
    }
  }

  get #waiting() {
    return !this.#dashboard && !this.#failure;
  }

  /** Where course-service is, ending in a slash; by default where this script came from. */
  get #service() {
    const address = webAddress(this.getAttribute("src") || new URL("..", import.meta.url).href, document.baseURI);
    if (!address) throw new Failure("configuration");
    return address.replace(/\/?$/, "/");
  }

  async #fetch(signal) {
    const user = text(this.getAttribute("user"));
    const service = this.#service;
    if (!user) throw new Failure("configuration");
    const url = `${service}v1/users/${encodeURIComponent(user)}/dashboard`;
    const response = await get(url, this.#tokenOf(user), "application/json", signal);
    return readDashboard(await response.json(), service, secondsOf(response.headers.get("Age")));
  }

  /** Gets a token for a user; takes the one refused before. */
  #tokenOf(user) {
    const provider = this.#tokenProvider;
    const endpoint = this.getAttribute("token-endpoint");
    return async (rejected) => {
      if (!provider) return (await endpointToken(endpoint, user, rejected))[0];
      const token = await provider({ renew: rejected !== undefined });
      if (!text(token)) throw new Failure("signed-out");
      return token;
    };
  }

  #succeed(dashboard) {
    this.#dashboard = dashboard;
    this.#failure = null;
    this.#busy = false;
    this.#tries = 0;
    this.#render();
    const { courses, certificates, linked, stale, partial } = dashboard;
    this.#announce(linked ? "summary" : "unlinked", this.#summary);
    this.#emit("loaded", { courses: courses.length, certificates: certificates.flat().length, linked, stale, partial });
  }

  #fail(failure) {
    const { reason, status, retryAfter } = failure;
    this.#failure = failure;
    this.#busy = false;
    // In an outage the last state is worth more than none.
    if (reason === "signed-out" || reason === "forbidden") this.#dashboard = null;
    if (reason === "configuration") console.warn("isthmus-courses: check user, src, token-endpoint or tokenProvider");
    failure.waiting = retryAfter <= 120 && this.#tries++ < 3;
    if (failure.waiting) this.#again = setTimeout(() => this.#load(), Math.max(1, retryAfter) * 1000);
    this.#render();
    this.#announce(this.#dashboard ? "notUpdated" : reason);
    this.#emit("error", { action: "load", reason, status, retryAfter });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`isthmus-courses:${name}`, { detail, bubbles: true, composed: true }));
  }

  #announce(key, values) {
    this.#parts.live.textContent = this.#language.text(key, values);
  }

  // ----- Rendering. The frame is built once: what a person is typing in outlives a new answer.

  #build() {
    const parts = this.#parts;
    parts.heading = make("b"); // its level is an attribute: see #paintFrame
    parts.summary = make("p", { class: "summary" });
    parts.live = make("p", { class: "hidden", role: "status" });
    parts.notice = make("div", { class: "notice" });
    parts.tools = this.#buildTools();
    parts.ghosts = buildGhosts();
    parts.panel = make("div", { class: "panel" });
    parts.courses = make("ul", { class: "courses", role: "list" });
    parts.certificates = make("div", { class: "certificates" });
    const { heading, summary, ...others } = parts;
    const top = make("div", { class: "top" }, heading, summary);
    parts.root = make("section", { class: "root", "aria-labelledby": "heading" }, top, ...Object.values(others));
    this.#root.append(parts.root);
  }

  #buildTools() {
    const field = (key, tag, ...more) => {
      const control = make(tag, { "data-focus": key, oninput: () => this.#search() });
      this.#controls[key] = control;
      return make("label", { class: "field" }, make("span"), control, ...more);
    };
    const choice = (key) => field(key, "select", icon("down"));
    const fields = [field("filter", "input"), choice("status"), choice("sort")];
    this.#controls.filter.type = "search";
    return make("div", { class: "tools", role: "group" }, ...fields);
  }

  #render() {
    const focused = this.#root.activeElement?.dataset.focus;
    this.#language = new Language(this.closest("[lang]")?.lang || navigator.language);
    this.#paintScheme();
    this.#paintFrame();
    this.#paintTools();
    this.#paintNotice();
    this.#paintCourses();
    this.#paintCertificates();
    if (focused) this.#keepFocus(focused);
  }

  #keepFocus(key) {
    const visible = (element) => element?.getClientRects().length > 0;
    if (visible(this.#root.activeElement)) return;
    const again = this.#root.querySelector(`[data-focus="${CSS.escape(key)}"]`);
    (visible(again) ? again : this.#parts.heading).focus();
  }

  #paintFrame() {
    const { root, heading, summary, ghosts } = this.#parts;
    root.lang = this.#language.locale;
    root.dataset.view = this.getAttribute("view");
    root.ariaBusy = this.#busy;
    ghosts.hidden = !this.#waiting;
    summary.textContent = this.#dashboard?.courses.length ? this.#language.text("summary", this.#summary) : "\u00a0";
    const title = this.#heading("courses", { id: "heading", tabindex: -1 });
    if (heading.localName !== title.localName) heading.replaceWith((this.#parts.heading = title));
    else heading.textContent = title.textContent;
  }

  get #summary() {
    const { courses } = this.#dashboard;
    return { n: courses.length, done: courses.filter(({ status }) => status === "completed").length };
  }

  get #level() {
    const level = Number(this.getAttribute("heading-level"));
    return level >= 1 && level <= 5 ? Math.floor(level) : 2;
  }

  #heading(key, attributes) {
    return make(`h${this.#level}`, { class: "heading", ...attributes }, this.#language.text(key));
  }

  #paintTools() {
    const language = this.#language;
    const { filter, status, sort } = this.#controls;
    const courses = this.#dashboard?.courses ?? [];
    const searching = this.#query.filter || this.#query.status;
    const option = (value, key) => make("option", { value }, language.text(key));
    const statuses = new Set([this.#query.status, ...courses.map((course) => course.status)]);
    const present = [...statuses].filter((name) => language.has(`is-${name}`)).sort();
    this.#parts.tools.hidden = courses.length < (searching ? 1 : 2);
    this.#parts.tools.ariaLabel = language.text("tools");
    status.replaceChildren(option("", "all"), ...present.map((name) => option(name, `is-${name}`)));
    sort.replaceChildren(...["name", "start", "progress"].map((name) => option(name, name)));
    for (const [key, control] of Object.entries(this.#controls)) {
      control.previousSibling.textContent = language.text(key);
      if (control.value !== this.#query[key]) control.value = this.#query[key]; // else the cursor would move
    }
  }

  #paintNotice() {
    const { stale, partial, age } = this.#dashboard ?? {};
    const language = this.#language;
    const lines = [];
    if (this.#dashboard && this.#failure) lines.push(language.text("notUpdated"));
    if (stale) lines.push(language.text("stale"));
    if (stale && age) lines.push(language.text("since", { ago: language.ago(age) }));
    if (partial) lines.push(language.text("partial"));
    const paragraphs = make("div", {}, ...lines.map((line) => make("p", {}, line)));
    this.#parts.notice.hidden = !lines.length;
    this.#parts.notice.replaceChildren(...(lines.length ? [paragraphs, this.#againButton("update")] : []));
  }

  #againButton(key) {
    const busy = this.#busy;
    return this.#button(busy ? "loading" : key, "again", () => busy || this.refresh(), { "aria-disabled": busy });
  }

  #button(key, focus, onclick, attributes) {
    const all = { type: "button", class: "button", "data-focus": focus, onclick, ...attributes };
    return make("button", all, this.#language.text(key));
  }

  // ----- Courses

  #search() {
    for (const [key, control] of Object.entries(this.#controls)) this.#query[key] = control.value;
    this.#paintCourses();
    // After a pause in typing: not at each letter.
    clearTimeout(this.#announcement);
    this.#announcement = setTimeout(() => {
      const { courses } = this.#parts;
      this.#announce("shown", { shown: courses.childElementCount, n: this.#dashboard?.courses.length ?? 0 });
    }, 400);
  }

  #paintCourses() {
    const { courses, panel } = this.#parts;
    const shown = chosen(this.#dashboard?.courses ?? [], this.#query, this.#language);
    const launch = this.getAttribute("launch");
    const level = this.#level + 1;
    const content = shown.length || this.#waiting ? [] : this.#insteadOfCourses();
    courses.hidden = !shown.length;
    courses.replaceChildren(...shown.map((course) => courseCard(course, launch, level, this.#language)));
    panel.hidden = !content.length;
    panel.replaceChildren(...content);
  }

  #insteadOfCourses() {
    const { courses, linked, partial } = this.#dashboard ?? {};
    if (!courses) return this.#failurePanel();
    if (courses.length) return this.#message("book", "nothing", this.#button("clear", "clear", () => this.#clear()));
    if (!linked) return this.#message("book", "unlinked", ...this.#launchButton());
    return this.#message("book", partial ? "unavailable" : "empty");
  }

  #failurePanel() {
    const { reason, retryAfter, waiting } = this.#failure;
    const n = Math.max(1, retryAfter);
    const wait = waiting && !this.#busy ? make("p", {}, this.#language.text("wait", { n })) : "";
    return this.#message("alert", reason, wait, this.#againButton("retry"));
  }

  #message(sign, key, ...more) {
    const title = make("p", { class: "title" }, this.#language.text(key));
    const body = this.#language.has(`${key}Text`) ? make("p", {}, this.#language.text(`${key}Text`)) : "";
    return [icon(sign), title, body, ...more];
  }

  #clear() {
    const { filter, status } = this.#controls;
    filter.value = status.value = "";
    filter.focus();
    this.#search();
  }

  #launchButton() {
    const href = courseAddress({ target: "/" }, this.getAttribute("launch"));
    return href ? [make("a", { href, class: "button", "data-focus": "launch" }, this.#language.text("launch"))] : [];
  }

  // ----- Certificates

  #paintCertificates() {
    const { certificates } = this.#parts;
    const groups = this.#dashboard?.certificates ?? [];
    const cards = groups.map((group) => this.#certificateCard(group));
    certificates.hidden = !groups.length;
    const list = make("ul", { class: "awards", role: "list" }, ...cards);
    certificates.replaceChildren(this.#heading("certificates"), list);
  }

  #certificateCard([latest, ...earlier]) {
    const name = latest.courseName || this.#language.text("untitled");
    const title = make(`h${this.#level + 1}`, { class: "title" }, make("bdi", {}, name));
    const card = make("li", { class: "card certificate" }, this.#attempt(latest, title, earlier.length));
    if (!earlier.length) return card;
    const key = `earlier ${latest.courseId}`;
    const open = this.#opened.has(key) ? "" : null;
    const label = this.#language.text("earlier", { n: earlier.length });
    const ontoggle = ({ target }) => (target.open ? this.#opened.add(key) : this.#opened.delete(key));
    const summary = make("summary", { "data-focus": key }, icon("down"), label, hiddenText(`: ${name}`));
    const attempts = earlier.map((certificate) => this.#attempt(certificate, null, true));
    card.append(make("details", { open, ontoggle }, summary, ...attempts));
    return card;
  }

  #attempt(certificate, title, numbered) {
    const language = this.#language;
    const { courseName, name, attempt, status, issued, expires, code } = certificate;
    const number = numbered ? language.text("attempt", { n: attempt }) : "";
    const small = (content) => content && make("bdi", { class: "short" }, content);
    return make(
      "div",
      { class: "award" },
      make("div", { class: "what" }, title, small(name), small(number), pill(status, language)),
      make(
        "dl",
        { class: "facts" },
        fact("issued", issued, language),
        fact("expires", expires ?? language.text("never"), language),
        fact("code", code, language),
      ),
      this.#actions(certificate, `: ${courseName} ${name} ${number}`),
    );
  }

  #actions(certificate, what) {
    const { id, url, pdf } = certificate;
    const attributes = { href: url, class: "button", "data-focus": `view ${id}` };
    const view = url ? make("a", attributes, this.#language.text("view"), hiddenText(what)) : null;
    return make("div", { class: "actions" }, view, ...(pdf ? this.#pdfButton(certificate, what) : []));
  }

  #pdfButton(certificate, what) {
    const state = this.#pdfs.get(certificate.id);
    const busy = state === "busy";
    const button = this.#button(busy ? "pdfBusy" : "pdf", `pdf ${certificate.id}`, () => this.#download(certificate), {
      "aria-disabled": busy,
    });
    button.prepend(icon("load"));
    button.append(hiddenText(what));
    return state === "failed" ? [button, make("p", { class: "problem" }, this.#language.text("pdfFailed"))] : [button];
  }

  /** Fetched, not linked: a token has no place in a link. */
  async #download(certificate) {
    const { signal } = this.#downloads;
    if (this.#pdfs.get(certificate.id) === "busy") return;
    const say = (state, key) => {
      this.#pdfs.set(certificate.id, state);
      this.#render();
      this.#announce(key);
    };
    say("busy", "pdfBusy");
    try {
      const late = AbortSignal.timeout(60_000);
      const pdf = await Promise.race([this.#fetchPdf(certificate, signal), aborted(signal), aborted(late)]);
      save(pdf, certificate);
      say("done", "pdfDone");
    } catch (cause) {
      if (signal.aborted) return;
      say("failed", "pdfFailed");
      const { reason, status, retryAfter } = asFailure(cause);
      this.#emit("error", { action: "pdf", reason, status, retryAfter });
    }
  }

  async #fetchPdf({ pdf }, signal) {
    const token = this.#tokenOf(text(this.getAttribute("user")));
    const response = await get(pdf, token, "application/pdf", signal);
    if (!response.headers.get("Content-Type")?.startsWith("application/pdf")) throw new Failure("unavailable");
    return response.blob();
  }
}

// A page may load this twice.
if (!customElements.get("isthmus-courses")) customElements.define("isthmus-courses", IsthmusCourses);
