// The portal's script. Every page works without it; with it, the install page follows the phone by itself.
(function () {
  "use strict";

  var byId = function (id) { return document.getElementById(id); };

  // Days and times in the page's language, unless the browser has never heard of it.
  var speaks = [];
  try { speaks = Intl.getCanonicalLocales(document.documentElement.lang); } catch (unknown) { speaks = []; }

  // iPadOS presents itself as a Macintosh; its touch screen gives it away.
  if (byId("desktop") && navigator.maxTouchPoints > 1 && /Macintosh/.test(navigator.userAgent)) {
    location.replace(byId("ipad").href);
    return;
  }

  var copy = byId("copy");
  if (copy) {
    copy.hidden = false;
    copy.addEventListener("click", function () {
      var link = byId("link");
      var said = function () { byId("copied").textContent = copy.dataset.copied; };
      link.select();
      if (navigator.clipboard) {
        navigator.clipboard.writeText(link.value).then(said, function () {});
      } else if (document.execCommand("copy")) {
        said();
      }
    });
  }

  // An invitation counts as opened when its page has stood before somebody's eyes for a moment.
  if (byId("invitation")) {
    var SEEN_AFTER = 1000;
    var seen = null;
    var look = function () {
      clearTimeout(seen);
      if (document.visibilityState !== "visible") { return; }
      seen = setTimeout(function () {
        document.removeEventListener("visibilitychange", look);
        fetch("/enroll/invitation/opened", { method: "POST" }).catch(function () {});
      }, SEEN_AFTER);
    };
    document.addEventListener("visibilitychange", look);
    look();
  }

  // Exact times in the person's own zone.
  document.querySelectorAll("dd time[datetime]").forEach(function (time) {
    time.textContent = new Date(time.dateTime).toLocaleString(speaks, { dateStyle: "medium", timeStyle: "short" });
  });

  // Writes minutes and seconds that are left.
  function countDown(line, words, left) {
    line.className = "countdown running" + (left < 120 ? " short" : "");
    line.textContent = words;
    if (left) {
      var digits = document.createElement("b");
      digits.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
      line.append(digits);
    }
  }

  // Gives `show` how the enrollment stands, now and whenever it changes: by events where they come, else by asking.
  function follow(show) {
    var POLL_EVERY = 3000;
    var polling = null;
    var poll = function () {
      fetch("/enroll/status", { cache: "no-store" })
        .then(function (answer) { return answer.json(); })
        .then(show, function () {});
    };
    var keepPolling = function () { polling = polling || setInterval(poll, POLL_EVERY); };
    // Back from Settings, or from the page cache: ask at once instead of waiting for the connection to return.
    document.addEventListener("visibilitychange", function () { if (!document.hidden) { poll(); } });
    window.addEventListener("pageshow", function (event) { if (event.persisted) { poll(); } });
    poll();
    if (!window.EventSource) { keepPolling(); return; }
    var events = new EventSource("/enroll/events");
    events.onmessage = function (event) { show(JSON.parse(event.data)); };
    events.onerror = function () { if (events.readyState === EventSource.CLOSED) { keepPolling(); } };
  }

  var isTouchMac = navigator.maxTouchPoints > 1 && /Macintosh/.test(navigator.userAgent);
  // An iPad is the device to set up, whatever it calls itself.
  if (isTouchMac && byId("elsewhere")) { byId("elsewhere").hidden = true; }

  // While a code waits for the other device, and after it has come.
  if (byId("handover")) {
    var offer = byId("handover");
    var aheadOf = Date.now() - Number(offer.dataset.now);
    var tell = function () {
      var left = Math.max(0, Math.ceil((Number(offer.dataset.until) + aheadOf - Date.now()) / 1000));
      countDown(byId("countdown"), offer.dataset.left, left);
      if (!left) { location.reload(); }
    };
    tell();
    setInterval(tell, 1000);
    var ask = function () {
      fetch("/enroll/handover/status", { cache: "no-store" })
        .then(function (answer) { return answer.json(); })
        .then(function (answer) { if (answer.state !== "waiting") { location.reload(); } }, function () {});
    };
    setInterval(ask, 2000);
    document.addEventListener("visibilitychange", function () { if (!document.hidden) { ask(); } });
    return;
  }
  if (byId("followed")) {
    var followed = byId("followed").dataset;
    follow(function (view) {
      if (view.step !== followed.step || view.outcome !== followed.outcome) { location.reload(); }
    });
    return;
  }

  if (byId("approval")) {
    follow(function (view) {
      if (view.outcome === "ended") { location.reload(); } else if (!view.waits_for_approval) { location.replace("/enroll"); }
    });
    return;
  }

  // The certificate: its page knows that it was downloaded as soon as the link is tapped.
  var certificate = byId("certificate");
  if (certificate) {
    byId("download").addEventListener("click", function () { certificate.dataset.fetched = "true"; });
  }

  // The switch: only a device that trusts the root reaches the probe, which is this server under another name. Where it does
  // not, the portal's own name tells whether there is a connection at all.
  var walk = byId("trust");
  if (walk && walk.dataset.probe) {
    var PROBE_EVERY = 2000;
    var PROBE_LIMIT = 5000;
    var isAsking = false;
    var tell = function (state) {
      if (walk.dataset.state === state && !byId("state").hidden) { return; }
      walk.dataset.state = state;
      byId("state").hidden = false;
      byId("said").textContent = byId("said").dataset[state];
    };
    var reach = function (url) {
      var stop = window.AbortController ? new AbortController() : null;
      var limit = setTimeout(function () { if (stop) { stop.abort(); } }, PROBE_LIMIT);
      var options = { mode: "cors", cache: "no-store", credentials: "omit", signal: stop ? stop.signal : undefined };
      var asked = fetch(url + "?n=" + Math.random().toString(36).slice(2), options);
      asked.then(function () { clearTimeout(limit); }, function () { clearTimeout(limit); });
      return asked;
    };
    var probe = function () {
      if (isAsking || document.hidden) { return; }
      isAsking = true;
      reach(walk.dataset.probe).then(function () {
        tell("trusted");
        byId("probed").value = "yes";
        byId("pass").submit();
      }, function () {
        reach(new URL(walk.dataset.probe).pathname).then(function () { tell("untrusted"); }, function () { tell("offline"); })
          .then(function () { isAsking = false; });
      });
    };
    tell("waiting");
    probe();
    setInterval(probe, PROBE_EVERY);
    document.addEventListener("visibilitychange", probe);
    window.addEventListener("pageshow", probe);
    return;
  }

  var page = byId("install");
  if (!page) { return; }

  // An iPhone that asks for desktop pages says it is a Macintosh, too; its pictures are those of an iPhone.
  if (isTouchMac && Math.min(screen.width, screen.height) < 500 && !/[?&]ios=/.test(location.search)) {
    location.replace(location.pathname + "?ios=26");
    return;
  }

  var CLOCK_OFF_MAX = 5 * 60 * 1000;
  var INSTALL_TIME = 8 * 60 * 1000;
  var LATE_AFTER = 2 * 60 * 1000;
  var offered = false;
  var ahead = Date.now() - Number(page.dataset.now);

  byId("clock").hidden = Math.abs(ahead) <= CLOCK_OFF_MAX;

  function count() {
    var until = Number(page.dataset.until);
    var line = byId("countdown");
    if (!until || page.dataset.step !== "profile-fetched") {
      line.className = "countdown";
      line.textContent = "";
      return;
    }
    var left = Math.max(0, Math.ceil((until + ahead - Date.now()) / 1000));
    countDown(line, left ? page.dataset.left : page.dataset.gone, left);
  }

  // Help opens by itself when nothing has come of the download for a while, and when the device was refused; once.
  function offerHelp() {
    var fetchedAgo = INSTALL_TIME - (Number(page.dataset.until) + ahead - Date.now());
    var late = page.dataset.step === "profile-fetched" && page.dataset.until && fetchedAgo >= LATE_AFTER;
    if ((late || page.dataset.outcome === "stopped") && !offered) {
      offered = true;
      byId("trouble").open = true;
    }
  }

  // The drawing of what to do next stands out.
  function mark(step) {
    var settings = byId("shot-settings") ? "shot-settings" : "shot-install";
    var next = { "logged-in": "shot-allow", "profile-fetched": settings }[step];
    document.querySelectorAll(".shot").forEach(function (shot) {
      shot.classList.toggle("next", shot.id === next);
    });
  }

  function show(view) {
    if (view.outcome === "enrolled") { location.replace("/enroll/done"); return; }
    if (view.outcome === "ended") { location.reload(); return; }
    var moved = view.step !== page.dataset.step || view.outcome !== page.dataset.outcome;
    page.dataset.outcome = view.outcome;
    page.dataset.step = view.step;
    page.dataset.until = view.install_until || "";
    page.dataset.downloadable = view.can_download;
    ahead = Date.now() - view.now;
    byId("advice").textContent = view.advice || "";
    byId("reference").textContent = view.reference || "";
    var here = view.steps.findIndex(function (step) { return step.name === view.step; });
    view.steps.forEach(function (step, index) {
      var row = document.querySelector('#progress [data-name="' + step.name + '"]');
      row.className = index <= here ? "done" : index === here + 1 ? "now" : "";
      row.querySelector(".unseen").textContent =
        index <= here ? page.dataset.saidDone : index === here + 1 ? page.dataset.saidNow : page.dataset.saidToCome;
      row.querySelector(".at").textContent = step.at
        ? new Date(step.at).toLocaleTimeString(speaks, { hour: "numeric", minute: "2-digit" }) : "";
    });
    if (moved) {
      byId("said").textContent = view.outcome === "stopped" ? view.advice : view.steps[here].title;
      mark(view.step);
    }
    count();
  }

  mark(page.dataset.step);
  count();
  setInterval(function () { count(); offerHelp(); }, 1000);
  follow(show);
})();
