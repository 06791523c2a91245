import type { ImageWasRejected } from '../../domain/told.ts';
import { say, strong } from '../phrase.ts';
import { paragraph, type Template } from '../template.ts';

/** By the codes of the service images, whose own sentences are English. A code that is not here is told in these. */
const ARABIC: ReadonlyMap<string, string> = new Map([
  ['empty', 'الملف فارغ.'],
  ['not-a-picture', 'الملف ليس صورة يمكن عرضها هنا: ارفع ملفًا من نوع JPEG أو PNG أو WebP أو GIF أو AVIF أو TIFF.'],
  ['corrupt', 'الصورة تالفة أو ناقصة: احفظها من جديد، أو ارفعها مرة أخرى.'],
  ['too-many-pixels', 'عدد نقاط الصورة أكبر من المسموح به: صغّرها ثم ارفعها مرة أخرى.'],
  ['too-long-a-side', 'أحد أبعاد الصورة أطول من المسموح به: صغّرها ثم ارفعها مرة أخرى.'],
  ['too-elaborate', 'يستغرق رسم الصورة وقتًا أطول من اللازم: احفظها بصيغة JPEG أو PNG ثم ارفعها مرة أخرى.'],
  ['duplicate', 'لديك هذه الصورة نفسها من قبل.'],
  ['moderation', 'تُظهر الصورة ما لا يُسمح به هنا.'],
  ['processing-failed', 'تعذّرت معالجة الصورة، والخطأ من جانبنا: ارفعها مرة أخرى.'],
]);

export const imageRejected: Template<ImageWasRejected> = {
  path: ({ imageId }) => `/images/${encodeURIComponent(imageId)}`,
  words: {
    en: ({ title, message }) => ({
      title: say`“${title}” could not be kept`,
      body: [say`${message}`],
      heading: say`Your picture could not be kept`,
      blocks: [
        paragraph(say`We could not keep “${strong(title)}”, and its file is deleted.`),
        { type: 'fact', label: 'Why', phrase: say`${message}` },
      ],
      action: 'See what happened',
      reason: say`You get this because you uploaded a picture, and want mail about your pictures.`,
    }),
    ar: ({ title, code, message }) => ({
      title: say`تعذّر حفظ صورتك «${title}»`,
      body: [say`${ARABIC.get(code) ?? message}`],
      heading: say`تعذّر حفظ صورتك`,
      blocks: [
        paragraph(say`لم نتمكن من حفظ «${strong(title)}»، وقد حُذف ملفها.`),
        { type: 'fact', label: 'السبب', phrase: say`${ARABIC.get(code) ?? message}` },
      ],
      action: 'اعرض التفاصيل',
      reason: say`تصلك هذه الرسالة لأنك رفعت صورة، واخترت تلقي رسائل عن صورك.`,
    }),
  },
};
