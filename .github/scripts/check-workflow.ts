import { readFileSync } from 'node:fs';
import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';

/**
 * Prints what GitHub's own language service finds wrong with the workflow on standard input, as a JSON list of `line: message`.
 * To be bundled: modules of that package import JSON without the attribute that Node asks for.
 */
const document = TextDocument.create('file:///.github/workflows/workflow.yml', 'yaml', 1, readFileSync(0, 'utf8'));
const findings = await validate(document);
const lines = findings.map(({ message, range }) => {
  return `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`;
});
process.stdout.write(JSON.stringify(lines));
