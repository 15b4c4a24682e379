// Served by `rolebook serve` only, never published: reloads the page when the site has been built anew, and shows
// what is wrong with the content over the last good page.
(function () {
  "use strict";
  var version = document.currentScript.dataset.version;
  var source = null;
  var overlay = null;

  function show(text) {
    hide();
    overlay = document.createElement("div");
    var root = overlay.attachShadow({ mode: "open" }); // out of reach of the site's own style
    var box = root.appendChild(document.createElement("section"));
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;padding:1rem 1.5rem;" +
      "background:#1b1b1f;color:#f4f4f5;border-top:4px solid #f43f5e;font:14px/1.5 ui-monospace,monospace";
    var head = box.appendChild(document.createElement("div"));
    head.style.cssText = "display:flex;justify-content:space-between;gap:1rem;align-items:baseline";
    var title = head.appendChild(document.createElement("strong"));
    title.textContent = "The site could not be built. This page is from the last good build.";
    var close = head.appendChild(document.createElement("button"));
    close.type = "button";
    close.textContent = "Hide";
    close.style.cssText = "font:inherit;padding:.2rem .8rem";
    close.addEventListener("click", hide);
    var words = box.appendChild(document.createElement("pre"));
    words.style.cssText = "margin:.75rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit";
    words.textContent = text; // text, so that nothing in the content can become markup
    document.documentElement.append(overlay);
  }

  function hide() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  function connect() {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource("/.rolebook/events");
    source.onmessage = function (event) {
      var state = JSON.parse(event.data);
      if (state.problems) show(state.problems);
      else if (state.version !== version) location.reload();
      else hide();
    };
  }

  // A browser opens only a few connections to one server: pages that nobody sees must not hold them.
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "hidden") return connect();
    if (source) source.close();
    source = null;
  });
  connect();
})();
