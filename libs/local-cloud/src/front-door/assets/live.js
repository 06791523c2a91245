// Keeps the page as it is on the server: asks for it again and replaces, below each `data-live`, the children that changed (by id).
// What is open stays open, what has the focus keeps it, and a hidden page asks nothing.
const every = 1000;
const pulse = document.getElementById('pulse');
const served = new Map();

const lives = (page) => [...page.querySelectorAll('[data-live]')];
for (const child of lives(document).flatMap((live) => [...live.children])) served.set(child.id, child.outerHTML);

function update(live, next) {
  const ids = new Set([...next.children].map(({ id }) => id));
  for (const child of Array.from(live.children)) if (!ids.has(child.id)) child.remove();
  let place = live.firstElementChild;
  for (const child of Array.from(next.children)) {
    const html = child.outerHTML;
    const old = [...live.children].find(({ id }) => id === child.id);
    if (old && served.get(child.id) === html) {
      if (old !== place) live.insertBefore(old, place);
      place = old.nextElementSibling;
      continue;
    }
    served.set(child.id, html);
    if (old) keepOpen(old, child);
    else child.classList.add('new');
    const focused =
      old?.contains(document.activeElement) &&
      [...old.querySelectorAll('a,button,summary')].indexOf(document.activeElement);
    live.insertBefore(child, place);
    if (old === place) place = old.nextElementSibling;
    old?.remove();
    if (typeof focused === 'number') child.querySelectorAll('a,button,summary')[focused]?.focus();
  }
}

function keepOpen(old, child) {
  const before = [old, ...old.querySelectorAll('details')].filter(({ localName }) => localName === 'details');
  const after = [child, ...child.querySelectorAll('details')].filter(({ localName }) => localName === 'details');
  after.forEach((details, i) => (details.open = before[i]?.open ?? details.open));
}

function show(state, words) {
  if (pulse.dataset.state === state) return;
  pulse.dataset.state = state;
  pulse.querySelector('.words').textContent = words;
}

async function look() {
  if (document.hidden) return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (!response.ok && response.status !== 404) return show('down', 'not answering');
  if (document.querySelector('[data-reload]')) return location.reload();
  const next = lives(page);
  lives(document).forEach((live, i) => {
    if (next[i]?.dataset.live === live.dataset.live) update(live, next[i]);
    else if (live.dataset.live === 'login') location.reload();
  });
  show('live', 'live');
}

async function keepLooking() {
  await look().catch(() => show('down', 'not answering'));
  setTimeout(keepLooking, every);
}

if (document.querySelector('[data-live], [data-reload]')) setTimeout(keepLooking, every);
else pulse.hidden = true;
document.addEventListener('visibilitychange', () => look().catch(() => show('down', 'not answering')));
