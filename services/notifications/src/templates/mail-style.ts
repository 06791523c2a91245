/** The colours of the console. Each pair of text and ground has a contrast of 4.5 or more (WCAG 2.2, 1.4.3). */
const LIGHT = {
  paper: '#f4f0e9',
  card: '#ffffff',
  ink: '#26221d',
  soft: '#6b6257',
  line: '#e6dfd4',
  tint: '#faf7f2',
  hearth: '#9a3b1e',
  onHearth: '#ffffff',
};
const DARK: typeof LIGHT = {
  paper: '#181613',
  card: '#221f1b',
  ink: '#ede7dd',
  soft: '#b3a898',
  line: '#3a352e',
  tint: '#2b2722',
  hearth: '#e99a72',
  onHearth: '#1d130d',
};

const FONT = "-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',Helvetica,Arial,sans-serif";

/** What stands in the `style` of each part: clients that drop the style sheet show the mail by these alone. */
export const INLINE = {
  paper: `margin:0;padding:0;background-color:${LIGHT.paper};`,
  preheader: `display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;color:${LIGHT.paper};mso-hide:all;`,
  brand: `padding:0 4px 16px;font:700 15px/20px ${FONT};letter-spacing:.02em;color:${LIGHT.hearth};`,
  card: `background-color:${LIGHT.card};border:1px solid ${LIGHT.line};border-top:4px solid ${LIGHT.hearth};border-radius:6px;padding:32px;`,
  heading: `margin:0 0 16px;font:700 24px/32px ${FONT};color:${LIGHT.ink};overflow-wrap:anywhere;`,
  paragraph: `margin:0 0 16px;font:400 16px/26px ${FONT};color:${LIGHT.ink};overflow-wrap:anywhere;`,
  box: `padding:12px 16px;background-color:${LIGHT.tint};border-radius:6px;font:400 16px/26px ${FONT};color:${LIGHT.ink};overflow-wrap:anywhere;`,
  line: 'text-align:start;unicode-bidi:plaintext;',
  label: `font-size:13px;line-height:20px;color:${LIGHT.soft};`,
  item: `padding:12px 0;border-top:1px solid ${LIGHT.line};font:600 16px/24px ${FONT};color:${LIGHT.ink};overflow-wrap:anywhere;`,
  note: `font-weight:400;font-size:13px;line-height:20px;color:${LIGHT.soft};`,
  button: `background-color:${LIGHT.hearth};border-radius:6px;`,
  buttonLink: `display:inline-block;padding:12px 24px;font:600 16px/24px ${FONT};color:${LIGHT.onHearth};text-decoration:none;`,
  footer: `padding:24px 4px 0;font:400 13px/20px ${FONT};color:${LIGHT.soft};overflow-wrap:anywhere;`,
  footerLink: `color:${LIGHT.soft};text-decoration:underline;`,
} as const;

/** For clients that know style sheets: dark colours, and less room around the card on a phone. */
export const SHEET = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .outer { padding: 16px 8px 24px !important; }
  .card { padding: 24px 20px !important; }
}
@media (prefers-color-scheme: dark) {
  .paper { background-color: ${DARK.paper} !important; }
  .brand { color: ${DARK.hearth} !important; }
  .card { background-color: ${DARK.card} !important; border-color: ${DARK.line} !important; border-top-color: ${DARK.hearth} !important; }
  .ink { color: ${DARK.ink} !important; }
  .tint { background-color: ${DARK.tint} !important; color: ${DARK.ink} !important; }
  .rule { border-color: ${DARK.line} !important; }
  .soft { color: ${DARK.soft} !important; }
  .button { background-color: ${DARK.hearth} !important; }
  .button a { color: ${DARK.onHearth} !important; }
}
`;
