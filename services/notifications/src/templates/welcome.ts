import { html } from '@libs/html';
import type { Content } from '../domain/content.ts';

/** Greets a new person. `dir="auto"` sets a right-to-left name apart from the left-to-right sentence around it. */
export function welcome({ displayName, handle }: { displayName: string; handle: string }): Content {
  return {
    subject: 'Welcome to Longhouse',
    text: `Welcome, ${displayName}!

Your address is confirmed and your profile is ready. Others find you as @${handle}; you can change both name and handle at any time.

One roof, one hearth a family.
Longhouse
`,
    html: html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Welcome to Longhouse</title></head>
  <body style="font-family: sans-serif; line-height: 1.5">
    <h1>Welcome, <span dir="auto">${displayName}</span>!</h1>
    <p>Your address is confirmed and your profile is ready. Others find you as <strong>@${handle}</strong>; you can change both name and handle at any time.</p>
    <p>One roof, one hearth a family.<br>Longhouse</p>
  </body>
</html>
`.text,
  };
}
