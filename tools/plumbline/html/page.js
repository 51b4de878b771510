"use strict";
// Nothing here is needed to read the page: without it the filter and the buttons stay hidden.

function filterFindings(section) {
  const filter = section.querySelector(".filter");
  const text = filter.querySelector("#filter-text");
  const switches = [...filter.querySelectorAll("[data-severity]")];
  const findings = [...section.querySelectorAll(".finding")];
  const shownWords = filter.querySelector(".shown");
  const nothing = section.querySelector(".nothing");
  const content = new Map(findings.map((one) => [one, one.textContent.toLowerCase()]));

  function apply() {
    const on = new Set(switches.filter((one) => one.ariaPressed === "true")
      .map((one) => one.dataset.severity));
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      const fits = on.has(finding.dataset.severity) &&
        words.every((word) => content.get(finding).includes(word));
      finding.hidden = !fits;
      if (fits) ++shown;
    }
    shownWords.textContent = `${shown} of ${findings.length} shown`;
    nothing.hidden = shown > 0;
  }

  for (const one of switches) {
    one.addEventListener("click", () => {
      one.ariaPressed = one.ariaPressed === "true" ? "false" : "true";
      apply();
    });
  }
  text.addEventListener("input", apply);
  section.querySelector(".reset").addEventListener("click", () => {
    text.value = "";
    for (const one of switches) one.ariaPressed = "true";
    apply();
    text.focus();
  });
  filter.hidden = false;
  apply();
}

// Where the clipboard is not to be had, the text is selected for the keyboard to copy.
async function copy(button) {
  const code = button.parentElement.querySelector("code");
  let words = "Copied";
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    words = "Selected: press Ctrl+C";
  }
  button.textContent = words;
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
}

function fitPicture(button) {
  const picture = document.querySelector(".picture");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.ariaPressed = String(picture.classList.toggle("fit"));
  });
}

// For printers of browsers that know no ::details-content.
function openForPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
}

const findings = document.querySelector("#findings");
if (findings) filterFindings(findings);
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
for (const button of document.querySelectorAll("button.fit")) fitPicture(button);
openForPrint();
