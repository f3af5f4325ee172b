// Reads pages with Mozilla's Readability: a line of JSON for each file, {name, title, text}.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  const charset = /charset=["']?([\w-]+)/i.exec(bytes.subarray(0, 1024).toString("latin1"));
  const html = new TextDecoder(charset ? charset[1] : "utf-8").decode(bytes);
  const { document } = parseHTML(html);
  const article = new Readability(document).parse();
  console.log(JSON.stringify({
    name: basename(path),
    title: article ? article.title : "",
    text: article ? article.textContent : "",
  }));
}
