import type { Digest } from '../../domain/told.ts';
import { type Phrase, say } from '../phrase.ts';
import { type Block, paragraph, type Template } from '../template.ts';
import type { Writing } from '../writing.ts';

/** Titles that the mail lists, and that are told in short. */
const LISTED = 20;
const TOLD = 3;

export const digest: Template<Digest> = {
  path: () => '/notifications',
  words: {
    en: ({ period, count, items }, writing) => {
      const n = writing.number(count);
      const title = writing.plural(count, {
        one: say`${n} unread notification`,
        other: say`${n} unread notifications`,
      });
      return {
        title,
        body: shortlist(items),
        heading: title,
        blocks: [
          paragraph(
            period === 'daily'
              ? say`This is what you have not read of the last day.`
              : say`This is what you have not read of the last week.`,
          ),
          listOf(items, writing),
          ...more(count, items, (rest) => say`And ${writing.number(rest)} more.`),
        ],
        action: 'Read them',
        reason:
          period === 'daily'
            ? say`You get this every day on which there is something, because you asked for a daily digest.`
            : say`You get this every week in which there is something, because you asked for a weekly digest.`,
      };
    },
    ar: ({ period, count, items }, writing) => {
      const n = writing.number(count);
      const title = writing.plural(count, {
        zero: say`لا إشعارات غير مقروءة`,
        one: say`إشعار واحد غير مقروء`,
        two: say`إشعاران غير مقروءين`,
        few: say`${n} إشعارات غير مقروءة`,
        many: say`${n} إشعارًا غير مقروء`,
        other: say`${n} إشعار غير مقروء`,
      });
      return {
        title,
        body: shortlist(items),
        heading: title,
        blocks: [
          paragraph(
            period === 'daily'
              ? say`هذا ما لم تقرأه من إشعارات اليوم الماضي.`
              : say`هذا ما لم تقرأه من إشعارات الأسبوع الماضي.`,
          ),
          listOf(items, writing),
          ...more(count, items, (rest) => say`والمزيد: ${writing.number(rest)}.`),
        ],
        action: 'اقرأها',
        reason:
          period === 'daily'
            ? say`تصلك هذه الرسالة كل يوم فيه جديد، لأنك طلبت ملخصًا يوميًا.`
            : say`تصلك هذه الرسالة كل أسبوع فيه جديد، لأنك طلبت ملخصًا أسبوعيًا.`,
      };
    },
  },
};

const shortlist = (items: Digest['items']): Phrase[] => items.slice(0, TOLD).map(({ title }) => say`${title}`);

function listOf(items: Digest['items'], { when }: Writing): Block {
  return {
    type: 'list',
    items: items.slice(0, LISTED).map(({ title, at }) => ({ title: say`${title}`, note: say`${when(at)}` })),
  };
}

function more(count: number, items: Digest['items'], phrase: (rest: number) => Phrase): Block[] {
  const rest = count - Math.min(items.length, LISTED);
  return rest > 0 ? [paragraph(phrase(rest))] : [];
}
