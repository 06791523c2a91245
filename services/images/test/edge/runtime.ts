import { createContext, runInContext } from 'node:vm';

/** What ECMAScript 5.1 knows: https://262.ecma-international.org/5.1/. CloudFront's runtime knows more; the function must not need it. */
const GLOBALS =
  'Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError URIError ' +
  'Math JSON NaN Infinity undefined parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent';

const MEMBERS: Readonly<Record<string, string>> = {
  Object:
    'getPrototypeOf getOwnPropertyDescriptor getOwnPropertyNames create defineProperty defineProperties seal freeze preventExtensions ' +
    'isSealed isFrozen isExtensible keys',
  Array: 'isArray',
  'Array.prototype':
    'constructor toString toLocaleString concat join pop push reverse shift slice sort splice unshift indexOf lastIndexOf every some ' +
    'forEach map filter reduce reduceRight',
  String: 'fromCharCode',
  'String.prototype':
    'constructor toString valueOf charAt charCodeAt concat indexOf lastIndexOf localeCompare match replace search slice split substring ' +
    'toLowerCase toLocaleLowerCase toUpperCase toLocaleUpperCase trim',
  Number: 'MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY',
  'RegExp.prototype': 'constructor exec test toString source global ignoreCase multiline',
};

/** Leaves of `target` what is named, and what cannot be removed (`length`, `prototype`, …). */
const PRUNE = `(function (target, names) {
  var kept = names.split(' ');
  Object.getOwnPropertyNames(target).forEach(function (name) {
    var property = Object.getOwnPropertyDescriptor(target, name);
    if (kept.indexOf(name) < 0 && property.configurable && name !== 'name' && name !== 'length') delete target[name];
  });
})`;

/**
 * Loads a CloudFront Function as CloudFront does, from nothing but its text: no `require`, no timers, no network, no code made of strings,
 * and of the language ES5.1 alone.
 * @returns the function's handler; events and answers are copied, since they cross between CloudFront and the function as JSON
 */
export function loaded(text: string): (event: object) => unknown {
  const context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });
  for (const [path, names] of Object.entries(MEMBERS))
    runInContext(`${PRUNE}(${path}, ${JSON.stringify(names)})`, context);
  runInContext(`${PRUNE}(this, ${JSON.stringify(GLOBALS)})`, context);
  runInContext(text, context, { filename: 'renditions.js' });
  return (event) => {
    const call = `JSON.stringify(handler(JSON.parse(${JSON.stringify(JSON.stringify(event))})))`;
    return JSON.parse(String(runInContext(call, context, { timeout: 1000 }))) as unknown;
  };
}
