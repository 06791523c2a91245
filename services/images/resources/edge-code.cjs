'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const FORMATS = "var FORMATS = ['jpeg', 'webp'];";
const PLAINEST_FIRST = ['jpeg', 'webp', 'avif'];

/**
 * The text of the CloudFront Function (src/edge/renditions.js).
 * @param {readonly string[]} formats in which the stage makes renditions
 */
module.exports = function edgeCode(formats) {
  const text = readFileSync(join(__dirname, '../src/edge/renditions.js'), 'utf8');
  if (text.split(FORMATS).length !== 2) throw new Error(`src/edge/renditions.js lacks the line ${FORMATS}`);
  const made = PLAINEST_FIRST.filter((format) => formats.includes(format));
  return text.replace(FORMATS, `var FORMATS = ${JSON.stringify(made)};`);
};
