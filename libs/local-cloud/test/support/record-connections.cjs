'use strict';

// Loaded with `--require` before a command: writes where it wants to connect to, one address a line, and lets nothing off this machine.
const { appendFileSync } = require('node:fs');
const dns = require('node:dns');
const net = require('node:net');

const loopback = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;
const note = (kind, address) => appendFileSync(process.env.CONNECTIONS, `${kind} ${address}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function recorded(...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const target = typeof options === 'object' ? options : { port: options, host: args[1] };
  if (target.path) return Reflect.apply(connect, this, args); // a pipe
  const host = target.host ?? 'localhost';
  note('connect', `${host}:${target.port}`);
  if (loopback.test(host)) return Reflect.apply(connect, this, args);
  process.nextTick(() => this.destroy(Object.assign(new Error(`no network: ${host}`), { code: 'ENETUNREACH' })));
  return this;
};

for (const [owner, names] of [
  [dns, ['lookup', 'resolve', 'resolve4', 'resolve6']],
  [dns.promises, ['lookup', 'resolve', 'resolve4', 'resolve6']],
]) {
  for (const name of names) {
    const original = owner[name];
    owner[name] = (host, ...rest) => {
      if (!loopback.test(host)) note('look-up', host);
      return original(host, ...rest);
    };
  }
}
