// Small comforts. Every page works without this file.

const typing = (element) => element.matches('input:not([type="checkbox"]), select, textarea, [contenteditable]');

// "/" goes to the search; j and k walk through the rows of a list, Enter opens the one in focus, x ticks its box.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    const search = document.querySelector("#search");
    search?.focus();
    search?.select();
  }
  if (event.key === "j" || event.key === "k") {
    const rows = [...document.querySelectorAll(".row")];
    const at = rows.indexOf(document.activeElement);
    const to = event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
    rows[to]?.focus();
    rows[to]?.scrollIntoView({ block: "nearest" });
  }
  if (event.key === "x" && document.activeElement.matches(".row")) {
    document.activeElement.closest("tr").querySelector(".pick input")?.click();
  }
});

// Choosing rows: the box in the head chooses all of the page, and the bar says how many are chosen.
for (const bar of document.querySelectorAll("form[data-bulk]")) {
  const boxes = [...document.querySelectorAll(`tbody input[type="checkbox"][form="${bar.id}"]`)];
  const all = document.querySelector(`[data-all="${bar.id}"]`);
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    bar.hidden = chosen === 0;
    bar.querySelector("[data-count]").textContent = `${chosen} selected`;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) box.addEventListener("change", count);
  // Again when the page is shown: browsers restore what was ticked when one comes back.
  addEventListener("pageshow", count);
  count();
}

// Exact times are said in the viewer's zone too.
const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
for (const time of document.querySelectorAll("time[datetime]")) {
  time.title = `${local.format(new Date(time.dateTime))} · ${time.title}`;
}

// The tab of the present section is in sight, however narrow the screen.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;

// Filters take effect when chosen; the button for it is only needed without script.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.querySelector("[data-apply]")?.setAttribute("hidden", "");
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
  form.addEventListener("change", (event) => event.target.matches("select") && form.requestSubmit());
}

// Copying: the button appears where copying is possible, and says that it has worked.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const label = button.querySelector("span");
  const words = label.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    label.textContent = "Copied";
    setTimeout(() => (label.textContent = words), 2000);
  });
}

// What takes a while says so, and cannot be asked for twice.
for (const button of document.querySelectorAll("button[data-busy]")) {
  button.form.addEventListener("submit", () => {
    button.textContent = button.dataset.busy;
    setTimeout(() => (button.disabled = true));
  });
}

// What is under way is looked at again every two seconds, in its place, until it says that it is over.
const watch = async () => {
  const shown = document.querySelector("[data-poll]");
  if (!shown) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById(shown.id);
    if (newer && !newer.hasAttribute("data-poll")) return location.reload();
    if (newer) shown.replaceWith(newer);
  }
  setTimeout(watch, 2000);
};
setTimeout(watch, 2000);

// A message is shown anew while it is written. Each look is a frame of its own that takes the former one's place when it is
// there, so that nothing flickers and going back leaves the page.
for (const button of document.querySelectorAll("button[data-preview]")) {
  const form = button.form;
  let shown = document.querySelector(`iframe[name="${button.formTarget}"]`);
  let coming;
  let waiting;
  let looks = 0;
  const look = () => {
    coming?.remove();
    const next = shown.cloneNode();
    next.removeAttribute("src");
    next.name = `message-preview-${++looks}`;
    next.className = "coming";
    shown.after(next);
    coming = next;
    button.formTarget = next.name;
    form.requestSubmit(button);
    next.addEventListener("load", () => {
      if (coming !== next) return;
      shown.remove();
      next.className = "";
      [shown, coming] = [next, undefined];
    });
  };
  button.hidden = true;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
}


// What moves on a page is drawn anew in its place while it may still change, except while somebody is in it or looks elsewhere.
const follow = async () => {
  const shown = document.querySelector("[data-live]");
  if (!shown) return;
  if (!document.hidden && !shown.contains(document.activeElement)) {
    const answer = await fetch(shown.dataset.live).catch(() => undefined);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const newer = page.getElementById(shown.id);
      for (const open of shown.querySelectorAll("details[open]")) newer?.querySelector(`#${open.id}`)?.setAttribute("open", "");
      if (newer && newer.outerHTML !== shown.outerHTML) shown.replaceWith(newer);
    }
  }
  const next = document.querySelector("[data-live]");
  if (next) setTimeout(follow, 1000 * (Number(next.dataset.liveAfter) || 10));
};
const first = document.querySelector("[data-live]");
if (first) setTimeout(follow, 1000 * (Number(first.dataset.liveAfter) || 10));

// The zone of whoever fills a form in is most often the one that is meant.
for (const zone of document.querySelectorAll("input[data-zone]")) {
  if (zone.value === "UTC") zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

// Printing: the button appears where there is a script to press it.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// The account menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.account[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.account[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
