"use strict";
// Pages in Debian's Chromium, looked at without a window.
const { execFileSync } = require("node:child_process");
const { pathToFileURL } = require("node:url");
const path = require("node:path");
const { chromium } = require("playwright-core");

const root = path.resolve(__dirname, "../..");
const pages = path.resolve(process.env.PLUMBLINE_PAGES ?? path.join(root, "build/pages"));

async function launch() {
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"]).toString().trim();
  return chromium.launch({ executablePath, args: ["--no-sandbox"] }); // which root cannot have
}

// Opens a page and notes what it asks for and what goes wrong in it.
async function open(browser, name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { requests: [], troubles: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => seen.troubles.push(message.text()));
  page.on("pageerror", (error) => seen.troubles.push(String(error)));
  page.on("dialog", (dialog) => { seen.troubles.push("dialog: " + dialog.message()); dialog.dismiss(); });
  const url = pathToFileURL(path.join(pages, name + ".html")).href;
  await page.goto(url);
  return { page, seen, url, close: () => context.close() };
}

// How many colours a screenshot has, and how bright it is on the whole, from 0 to 255.
async function looks(browser, screenshot) {
  const page = await browser.newPage();
  const result = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const bytes = context.getImageData(0, 0, image.width, image.height).data;
    const colours = new Set();
    let sum = 0;
    for (let i = 0; i < bytes.length; i += 4) {
      colours.add((bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2]);
      sum += bytes[i] + bytes[i + 1] + bytes[i + 2];
    }
    return { colours: colours.size, brightness: sum / (bytes.length / 4) / 3 };
  }, screenshot.toString("base64"));
  await page.close();
  return result;
}

// The contrast of every text with what is behind it, by
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; those below `least`.
function faintTexts(page, least) {
  return page.evaluate((limit) => {
    const channels = (colour) => {
      const numbers = colour.match(/[\d.]+/g).map(Number);
      return colour.startsWith("color(srgb") ? [...numbers.slice(0, 3).map((n) => n * 255), numbers[3] ?? 1]
        : [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
    };
    const luminance = ([r, g, b]) => {
      const linear = [r, g, b].map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const contrast = (one, other) => {
      const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    };
    const paper = channels(getComputedStyle(document.documentElement).backgroundColor);
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = channels(getComputedStyle(at).backgroundColor);
        if (colour[3] === 1) return colour;
      }
      return paper;
    };
    // In the picture, the boxes of the same object: their titles are on the filled ones.
    const backgrounds = (element) => {
      if (!element.closest("svg")) return [behind(element)];
      const filled = [...element.closest("g").querySelectorAll("polygon")]
        .map((one) => getComputedStyle(one).fill).filter((fill) => fill.startsWith("rgb"));
      return element.closest(".node") ? [paper, ...filled.map(channels)] : [paper];
    };
    const faint = [];
    let count = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, svg title")) continue;
      if (!element.checkVisibility()) continue;
      ++count;
      const style = getComputedStyle(element);
      const colour = channels(element.closest("svg") ? style.fill : style.color);
      for (const background of backgrounds(element)) {
        const ratio = contrast(colour, background);
        if (ratio < limit) faint.push(`${node.data.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
      }
    }
    return { count, faint };
  }, least);
}

module.exports = { root, pages, launch, open, looks, faintTexts };
