// The pages of a built site and their kinds: a folder in, addresses out, in
// the order of their names.

import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/// The built site: SITE, or `public/` of the repository.
export const FOLDER = resolve(process.env.SITE ?? join(REPOSITORY, "public"));

async function htmlFiles(folder) {
  const options = { recursive: true, withFileTypes: true };
  const entries = await readdir(folder, options).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/// The kind of a page: the class of its body, or else the shape of its path.
function kindOf(html, path) {
  const body = /<body\b[^>]*?\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/.exec(html);
  const name = (body?.[1] ?? body?.[2] ?? body?.[3] ?? "").trim();
  if (name) return name.split(/\s+/).join(".");
  const parts = path.split("/").filter(Boolean);
  if (parts.length === 0) return "home";
  return parts.map((part, depth) => (depth === 0 ? part : "x")).join("-");
}

/// An alias page only sends its reader on; nobody reads it.
function isAlias(html) {
  return /<meta\b[^>]*http-equiv\s*=\s*["']?refresh/i.test(html);
}

/// Every page: `path` as it follows the site's address, `kind`, `size`, whether
/// a drawing stands in it, and whether it runs from right to left.
export async function pages(folder = FOLDER) {
  const found = [];
  for (const file of await htmlFiles(folder)) {
    const html = await readFile(file, "utf8");
    if (isAlias(html)) continue;
    const path = relative(folder, file).split(sep).join("/").replace(/(^|\/)index\.html$/, "$1");
    const leftwards = /<html\b[^>]*\bdir="rtl"/.test(html);
    found.push({ path, kind: kindOf(html, path), size: html.length, drawing: /<svg\b/.test(html), leftwards });
  }
  if (found.length === 0) throw new Error(`no page in ${folder}: run \`casebook build\` first`);
  return found;
}

/// One page of each kind, the largest: most can go wrong there.
export function oneOfEachKind(all) {
  const largest = new Map();
  for (const page of all) {
    if (page.size > (largest.get(page.kind)?.size ?? -1)) largest.set(page.kind, page);
  }
  return [...largest.values()];
}
