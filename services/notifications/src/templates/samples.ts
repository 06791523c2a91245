import type { KindName, ToldOf } from '../domain/told.ts';
import type { TextLocale } from '../domain/locale.ts';

type Samples = { readonly [K in KindName]: ToldOf<K> };

const PICTURE = '0197a8c2-5a3e-7c41-9d0b-3f6e2a1b4c5d';
const SCHEDULE = '0197a8c2-5a3e-7c41-9d0b-3f6e2a1b4c5e';

const english: Samples = {
  welcome: { kind: 'welcome', displayName: 'Ada Lovelace', handle: 'ada' },
  'new-sign-in': { kind: 'new-sign-in', at: '2026-11-21T18:04:00.000Z' },
  'image-ready': { kind: 'image-ready', imageId: PICTURE, title: 'The hearth on the first evening' },
  'image-rejected': {
    kind: 'image-rejected',
    imageId: PICTURE,
    title: 'Holiday.tiff',
    code: 'corrupt',
    message: 'The picture is damaged or incomplete: save it again, or upload it once more.',
  },
  'image-shared': { kind: 'image-shared', imageId: PICTURE, expiresAt: '2026-12-05T18:04:00.000Z' },
  reminder: {
    kind: 'reminder',
    scheduleId: SCHEDULE,
    title: 'Water the plants',
    body: 'The ferns in the hall first.\nThe cactus can wait until Sunday.',
  },
  'topic-message': {
    kind: 'topic-message',
    topic: 'garden',
    title: 'The apple trees are pruned on Saturday',
    body: 'We meet at ten at the gate. Bring gloves, and a ladder if you have one.\nThere is soup afterwards.',
  },
  digest: {
    kind: 'digest',
    period: 'daily',
    count: 5,
    items: [
      { title: '“The hearth on the first evening” is ready', at: '2026-11-21T18:04:00.000Z' },
      { title: 'Reminder: Water the plants', at: '2026-11-21T07:30:00.000Z' },
      { title: 'The apple trees are pruned on Saturday', at: '2026-11-20T15:12:00.000Z' },
    ],
  },
};

/** Names and words of the language; one title of another script, as it happens. */
const arabic: Samples = {
  ...english,
  welcome: { kind: 'welcome', displayName: 'عايدة الخطيب', handle: 'aida' },
  'image-ready': { kind: 'image-ready', imageId: PICTURE, title: 'Sunset in Beirut (2026)' },
  'image-rejected': { ...english['image-rejected'], title: 'صورة العائلة' },
  reminder: {
    kind: 'reminder',
    scheduleId: SCHEDULE,
    title: 'سقي النباتات',
    body: 'ابدأ بنباتات المدخل.\nالصبّار ينتظر حتى يوم الأحد.',
  },
  'topic-message': {
    kind: 'topic-message',
    topic: 'garden',
    title: 'تقليم أشجار التفاح يوم السبت',
    body: 'نلتقي عند البوابة في العاشرة. أحضر قفازات، وسُلّمًا إن كان لديك.\nوبعدها حساء ساخن.',
  },
  digest: {
    kind: 'digest',
    period: 'daily',
    count: 5,
    items: [
      { title: 'صورتك «\u2068Sunset in Beirut (2026)\u2069» جاهزة', at: '2026-11-21T18:04:00.000Z' },
      { title: 'تذكير: سقي النباتات', at: '2026-11-21T07:30:00.000Z' },
      { title: 'تقليم أشجار التفاح يوم السبت', at: '2026-11-20T15:12:00.000Z' },
    ],
  },
};

/** A message of each kind, as somebody of that language may get it: for previews. */
export const SAMPLES: Readonly<Record<TextLocale, Samples>> = { en: english, ar: arabic };
