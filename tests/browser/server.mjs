// Serves a built site on this machine, below a path: links that are not
// relative leave the path and are refused, as they would be on a host that
// keeps the site in a folder.

import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".atom": "application/atom+xml",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/// The path below which the site stands.
export const PREFIX = "/a/path/below/";

/// The file that an address names, or null outside the prefix.
async function fileOf(folder, prefix, url) {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  if (!path.startsWith(prefix)) return null;
  const file = join(folder, normalize("/" + path.slice(prefix.length)));
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) return path.endsWith("/") ? join(file, "index.html") : null;
  return found ? file : null;
}

async function answer(folder, prefix, { policy, rewrite }, url, request, response) {
  // Browsers ask for it of themselves, at the root of every host.
  if (request.url === "/favicon.ico") {
    response.writeHead(204);
    response.end();
    return;
  }
  const file = await fileOf(folder, prefix, request.url);
  const bytes = file && (await readFile(file).catch(() => null));
  if (!bytes) {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("not found");
    return;
  }
  const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
  if (policy) headers["content-security-policy"] = policy;
  response.writeHead(200, headers);
  response.end(rewrite && extname(file) === ".html" ? rewrite(bytes.toString(), url()) : bytes);
}

/// Starts to serve; `url` ends with the prefix, `close` ends it. `policy` is sent with every file, and
/// `rewrite` changes each page, given the site's address.
export async function serve(folder, prefix = PREFIX, options = {}) {
  const url = () => `http://127.0.0.1:${server.address().port}${prefix}`;
  const server = createServer((request, response) => answer(folder, prefix, options, url, request, response));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(done);
    });
  return { url: url(), close };
}
