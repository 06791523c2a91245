import type { ImageWasShared } from '../../domain/told.ts';
import { say, strong } from '../phrase.ts';
import { paragraph, type Template } from '../template.ts';

export const imageShared: Template<ImageWasShared> = {
  path: ({ imageId }) => `/images/${encodeURIComponent(imageId)}/shares`,
  words: {
    en: ({ expiresAt }, { when }) => ({
      title: say`A link to one of your pictures was made`,
      body: [say`Whoever has it sees the picture until ${when(expiresAt)}.`],
      heading: say`Your picture has a link`,
      blocks: [
        paragraph(say`A link to one of your pictures was made. Whoever has it sees the picture, without an account.`),
        { type: 'fact', label: 'Works until', phrase: say`${strong(when(expiresAt))}` },
        paragraph(
          say`You can take the link back at any time. If you did not make it, do so now and change your password.`,
        ),
      ],
      action: 'See its links',
      reason: say`You get this because a link to one of your pictures was made, and you want mail about your pictures.`,
    }),
    ar: ({ expiresAt }, { when }) => ({
      title: say`أُنشئ رابط لإحدى صورك`,
      body: [say`كل من لديه الرابط يرى الصورة حتى ${when(expiresAt)}.`],
      heading: say`لصورتك رابط الآن`,
      blocks: [
        paragraph(say`أُنشئ رابط لإحدى صورك. كل من لديه الرابط يرى الصورة من دون حساب.`),
        { type: 'fact', label: 'يعمل حتى', phrase: say`${strong(when(expiresAt))}` },
        paragraph(say`يمكنك إلغاء الرابط متى شئت. إن لم تنشئه أنت، فألغِه الآن وغيّر كلمة المرور.`),
      ],
      action: 'اعرض روابط الصورة',
      reason: say`تصلك هذه الرسالة لأن رابطًا لإحدى صورك أُنشئ، ولأنك اخترت تلقي رسائل عن صورك.`,
    }),
  },
};
