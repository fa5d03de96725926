// The path that all addresses of ours lie below, without a slash at the end: empty where we have a host name of our own.
// It is where this script lies.
window.lagesbildBase = new URL(".", document.currentScript.src).pathname.slice(0, -1);

// Tells Streamlit's script where its server is and what the host allows, so that it need not wait for an answer before
// it connects, and does not guess at addresses under a page's path.
window.__streamlit = {
  BACKEND_BASE_URL: window.location.origin + window.lagesbildBase,
  MAIN_PAGE_BASE_URL: window.location.origin + window.lagesbildBase,
  HOST_CONFIG: {
    allowedOrigins: [window.location.origin],
    useExternalAuthToken: false,
    enableCustomParentMessages: false,
    enforceDownloadInNewTab: false,
    metricsUrl: "",
    blockErrorDialogs: false,
    resourceCrossOriginMode: null,
  },
};

// The browser's history, one step for each page.
//
// Streamlit turns to another page in two steps, first its parameters and then its path, and each would be one to go back
// from. The first one takes the place of the address that is left, which is put back before the second.
//
// It also writes the address of each page that it begins to draw. When Back has been chosen meanwhile, that would lead away
// from where the reader went: then only the page that was gone back to is written.
window.lagesbildSteps = (() => {
  const push = window.history.pushState.bind(window.history);
  const replace = window.history.replaceState.bind(window.history);
  let [turning, left, gone] = [null, null, null];
  const restore = () => {
    if (left) replace(window.history.state, "", left);
    left = null;
  };
  window.history.pushState = (state, title, url) => {
    const place = new URL(url, window.location.href).pathname;
    if (gone !== null && place !== gone) return;
    if (turning !== null && place !== turning) {
      left ??= window.location.href;
      replace(state, title, url);
      return;
    }
    restore();
    turning = null;
    push(state, title, url);
  };
  window.addEventListener("popstate", () => {
    [turning, left, gone] = [null, null, window.location.pathname];
  });
  return {
    // A link of ours is followed to the path `to`, or nothing any more when it is null.
    begin(to) {
      restore();
      [turning, gone] = [to, null];
    },
    // What was gone back to is on the screen.
    arrived() {
      gone = null;
    },
  };
})();

// Whoever has to sign in first comes back to the address that was asked for: the provider sends everybody to the start.
const WANTED = "lagesbild-vart";
const WANTED_FOR = 10 * 60 * 1000; // milliseconds
document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.('[class*="st-key-sign-in-"] button')) return;
    const { pathname, search, hash } = window.location;
    sessionStorage.setItem(WANTED, JSON.stringify({ to: pathname + search + hash, at: Date.now() }));
  },
  true,
);
const START = `${window.lagesbildBase}/`;
if (window.location.pathname === START && !window.location.search) {
  const wanted = JSON.parse(sessionStorage.getItem(WANTED) ?? "null");
  sessionStorage.removeItem(WANTED);
  if (wanted && Date.now() - wanted.at < WANTED_FOR && wanted.to !== START) window.location.replace(wanted.to);
}

// A file is fetched here, so that why it cannot be had is said beside its link, in our words. The browser by itself would
// tell of a failed download in its own, or not at all.
const AWAY = "Lägesbild svarar inte just nu. Försök igen om en stund.";
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.hasAttribute("download"));
  if (!link || link.origin !== window.location.origin || link.protocol === "blob:") return;
  event.preventDefault();
  fetchFile(link);
});

async function fetchFile(link) {
  link.parentNode.querySelectorAll(".lb-fetched").forEach((one) => one.remove());
  const told = document.createElement("span");
  told.className = "lb-fetched";
  told.setAttribute("role", "status");
  link.after(told);
  told.textContent = " Hämtas …";
  try {
    const answer = await fetch(link.href);
    if (answer.ok) await save(answer, link);
    told.textContent = answer.ok ? "" : ` ${await sentenceOf(answer)}`;
  } catch {
    told.textContent = ` ${AWAY}`;
  }
}

async function sentenceOf(answer) {
  const words = await answer.text();
  if (!answer.headers.get("content-type")?.includes("html")) return words;
  return new DOMParser().parseFromString(words, "text/html").querySelector("main p")?.textContent ?? AWAY;
}

async function save(answer, link) {
  const named = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "");
  const file = document.createElement("a");
  file.href = URL.createObjectURL(await answer.blob());
  file.download = named?.[1] ?? link.pathname.split("/").pop();
  file.click();
  setTimeout(() => URL.revokeObjectURL(file.href), 60_000);
}
