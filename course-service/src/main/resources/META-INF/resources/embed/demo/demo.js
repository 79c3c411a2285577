// SPDX-License-Identifier: Apache-2.0
/*
 * Shows each state of <isthmus-courses> with sample data. `fetch` is replaced before the component is loaded, so that
 * it runs exactly as in a real page. The address keeps the choice: ?state=stale&theme=dark.
 */

const day = 86_400_000;
const at = (days) => new Date(Math.floor(Date.now() / day) * day + days * day).toISOString();

function course(id, name, shortName, progress, status, start, end) {
  const dates = { startDate: start === null ? null : at(start), endDate: end === null ? null : at(end) };
  const links = { url: `#course-${id}`, target: `/course/view.php?id=${id}` };
  return { id: `lms:${id}`, name, shortName, progress, status, ...dates, ...links };
}

function certificate(id, courseId, courseName, attempt, issued, expires, status) {
  return {
    id: `c${id}`,
    courseId: `lms:${courseId}`,
    courseName,
    name: courseId === 5 ? "Card of first aiders" : courseName,
    attempt,
    issuedAt: at(issued),
    expiresAt: expires === null ? null : at(expires),
    code: `K7Q${id}XW92`,
    status,
    url: `#certificate-${id}`,
    pdfUrl: ["revoked", "superseded"].includes(status) ? null : `/v1/certificates/c${id}/pdf`,
  };
}

const COURSES = [
  course(2, "Data protection in practice", "DP-101", 100, "completed", -120, -30),
  course(3, "Introduction to statistics", "STAT-1", 50, "in-progress", -40, 60),
  course(4, "Writing for the web", "WEB-W", 0, "not-started", 7, 90),
  course(5, "First aid at work", "AID", 80, "overdue", -200, -10),
  course(6, "Reading group: analytical engines", "", null, "not-tracked", null, null),
  course(7, "Fire safety, edition of last year", "FIRE-25", 100, "past", -500, -140),
];

const CERTIFICATES = [
  certificate(1, 2, "Data protection in practice", 1, -30, null, "valid"),
  certificate(4, 5, "First aid at work", 3, -100, 265, "valid"),
  certificate(3, 5, "First aid at work", 2, -500, -135, "expired"),
  certificate(2, 5, "First aid at work", 1, -900, -535, "superseded"),
  certificate(5, 7, "Fire safety, edition of last year", 1, -300, 65, "revoked"),
];

const FULL = { user: { linked: true }, courses: COURSES, certificates: CERTIFICATES, stale: false, failures: [] };
const HOSTILE = {
  ...COURSES[1],
  name: '<img src=x onerror=alert(1)> & "Tom\u202Eremmus" <script>alert(2)<\/script>',
  url: "javascript:alert(3)",
};

const json = (body, headers) => () => Response.json(body, { headers });
const status = (code, headers) => () => new Response("internal words", { status: code, headers });
const never = (_, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

/** What the service answers, by state: name shown, answer, and what differs in the element or the PDF. */
const STATES = {
  courses: ["Courses", json(FULL)],
  three: ["Three courses", json({ ...FULL, courses: COURSES.slice(0, 3), certificates: CERTIFICATES.slice(0, 1) })],
  loading: ["Loading", never],
  empty: ["No courses yet", json({ ...FULL, courses: [], certificates: [] })],
  unlinked: ["Not linked yet", json({ user: { linked: false }, courses: [] }), { launch: "#launch" }],
  partial: ["Partial failure", json({ ...FULL, certificates: [], failures: [{ source: "lms", reason: "timeout" }] })],
  stale: ["Stale", json({ ...FULL, stale: true }, { Age: "7500" })],
  network: ["Error: no connection", () => Promise.reject(new TypeError("Failed to fetch"))],
  timeout: ["Error: time-out", never, { timeout: "0.5" }],
  unauthorized: ["Error: signed out (401)", status(401)],
  forbidden: ["Error: not allowed (403)", status(403)],
  busy: ["Error: busy (503, Retry-After)", status(503, { "Retry-After": "30" })],
  unavailable: ["Error: anything else (500)", status(500)],
  configuration: ["Error: attribute missing", json(FULL), { user: "" }],
  pdf: ["PDF that fails", json(FULL), {}, status(500)],
  hostile: ["Hostile names", json({ ...FULL, courses: [HOSTILE, ...COURSES] })],
};

const SAMPLE_PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]>>endobj
trailer<</Root 1 0 R>>`;

const controls = document.querySelector("#controls");
const stage = document.querySelector("#stage");
const state = () => STATES[controls.elements.state.value] ?? STATES.courses;

window.fetch = async (input, options = {}) => {
  const { pathname } = new URL(input, location.href);
  const [, answer, , pdf] = state();
  if (pathname === "/demo-token") return Response.json({ access_token: "sample", expires_in: 300 });
  if (!pathname.endsWith("/pdf")) return answer(input, options);
  await new Promise((resolve) => setTimeout(resolve, 800)); // long enough to be seen
  return pdf ? pdf() : new Response(SAMPLE_PDF, { headers: { "Content-Type": "application/pdf" } });
};

// A page may bring a language of its own; what it leaves out is shown in English.
const ARABIC = {
  courses: "دوراتي",
  certificates: "شهاداتي",
  loading: "جارٍ تحميل دوراتك…",
  summary: "{n} دورات، اكتمل منها {done}",
  shown: "عرض {shown} من {n}",
  filter: "تصفية حسب الاسم",
  status: "الحالة",
  all: "الكل",
  sort: "ترتيب حسب",
  name: "الاسم",
  start: "تاريخ البدء، الأحدث أولاً",
  progress: "التقدم، الأعلى أولاً",
  from: "البداية",
  to: "النهاية",
  "is-not-started": "لم تبدأ",
  "is-in-progress": "قيد التقدم",
  "is-completed": "مكتملة",
  "is-overdue": "متأخرة",
  "is-past": "منتهية",
  "is-not-tracked": "التقدم غير متتبع",
  "is-valid": "سارية",
  "is-expired": "منتهية الصلاحية",
  "is-revoked": "ملغاة",
  "is-superseded": "مستبدلة",
  "open-not-started": "ابدأ",
  "open-in-progress": "تابع",
  "open-overdue": "تابع",
  open: "افتح",
  issued: "تاريخ الإصدار",
  expires: "صالحة حتى",
  never: "بلا تاريخ انتهاء",
  code: "الرمز",
  attempt: "المحاولة {n}",
  earlier: "محاولات سابقة: {n}",
  view: "عرض الشهادة",
  pdf: "تنزيل PDF",
  empty: "لا توجد دورات بعد",
  emptyText: "تظهر الدورات هنا بعد تسجيلك فيها.",
  nothing: "لا توجد دورة مطابقة",
  clear: "مسح التصفية",
  stale: "لا يمكن الوصول إلى منصة التعلم الآن، وقد تكون البيانات قديمة.",
  since: "آخر تحديث {ago}.",
  partial: "لا يمكن عرض بعض الدورات أو الشهادات الآن.",
  update: "تحديث",
  retry: "حاول مرة أخرى",
  failed: "لا يمكن عرض دوراتك الآن",
  networkText: "تحقق من اتصالك بالإنترنت ثم حاول مرة أخرى.",
  timeoutText: "منصة التعلم بطيئة الآن. حاول مرة أخرى.",
  busyText: "لا يمكن الوصول إلى دوراتك مؤقتًا.",
  unavailableText: "حاول مرة أخرى بعد بضع دقائق.",
};

function show() {
  const { view, theme, lang, dir, brand } = Object.fromEntries(new FormData(controls));
  const [, , attributes] = state();
  const element = document.createElement("isthmus-courses");
  const all = { user: "101", "token-endpoint": "/demo-token", view, lang, dir, theme, ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  stage.className = brand;
  stage.replaceChildren(element);
  document.querySelector("#markup").textContent = element.outerHTML.replaceAll(/ (?=[\w-]+=)/g, "\n    ");
  history.replaceState(null, "", `?${new URLSearchParams(new FormData(controls))}`);
}

/** Theme, view and so on change on the living element; another state starts anew. */
function change({ target: { name, value } }) {
  const element = stage.firstElementChild;
  if (!["view", "theme", "lang", "dir"].includes(name)) return show();
  if (name === "lang") controls.elements.dir.value = value === "ar" ? "rtl" : "ltr";
  element.setAttribute(name, value);
  element.setAttribute("dir", controls.elements.dir.value);
  document.querySelector("#markup").textContent = element.outerHTML.replaceAll(/ (?=[\w-]+=)/g, "\n    ");
  history.replaceState(null, "", `?${new URLSearchParams(new FormData(controls))}`);
}

function log({ type, detail }) {
  const line = document.createElement("li");
  line.textContent = `${type} ${JSON.stringify(detail)}`;
  const events = document.querySelector("#events");
  if (!events.dataset.used) events.replaceChildren();
  events.dataset.used = "yes";
  events.prepend(line);
}

controls.elements.state.append(...Object.entries(STATES).map(([key, [name]]) => new Option(name, key)));
for (const [name, value] of new URLSearchParams(location.search)) {
  if (controls.elements[name]) controls.elements[name].value = value;
}
controls.addEventListener("change", change);
stage.addEventListener("isthmus-courses:loaded", log);
stage.addEventListener("isthmus-courses:error", log);

await import("/embed/isthmus-courses.js");
customElements.get("isthmus-courses").addWords("ar", ARABIC);
show();
