import type { ImageReady } from '../../domain/told.ts';
import { say, strong } from '../phrase.ts';
import { paragraph, type Template } from '../template.ts';

export const imageReady: Template<ImageReady> = {
  path: ({ imageId }) => `/images/${encodeURIComponent(imageId)}`,
  words: {
    en: ({ title }) => ({
      title: say`“${title}” is ready`,
      body: [say`Your picture is there in every size: see it, share it, put it into an album.`],
      heading: say`Your picture is ready`,
      blocks: [
        paragraph(
          say`“${strong(title)}” is there in every size: see it, share it with a link, or put it into an album.`,
        ),
      ],
      action: 'Open the picture',
      reason: say`You get this because you uploaded a picture, and want mail about your pictures.`,
    }),
    ar: ({ title }) => ({
      title: say`صورتك «${title}» جاهزة`,
      body: [say`الصورة متاحة الآن بكل الأحجام: اعرضها أو شاركها أو أضفها إلى ألبوم.`],
      heading: say`صورتك جاهزة`,
      blocks: [paragraph(say`«${strong(title)}» متاحة الآن بكل الأحجام: اعرضها أو شاركها برابط أو أضفها إلى ألبوم.`)],
      action: 'اعرض الصورة',
      reason: say`تصلك هذه الرسالة لأنك رفعت صورة، واخترت تلقي رسائل عن صورك.`,
    }),
  },
};
