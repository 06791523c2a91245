import type { Welcome } from '../../domain/told.ts';
import { say, strong } from '../phrase.ts';
import { paragraph, type Template } from '../template.ts';

export const welcome: Template<Welcome> = {
  path: () => '/profile',
  words: {
    en: ({ displayName, handle }) => ({
      title: say`Welcome to Longhouse, ${displayName}`,
      body: [say`Your profile is ready. Others find you as ${`@${handle}`}.`],
      heading: say`Welcome, ${displayName}!`,
      blocks: [
        paragraph(
          say`Your address is confirmed and your profile is ready. Others find you as ${strong(`@${handle}`)}; you can change both name and handle at any time.`,
        ),
        paragraph(say`Put up your first picture, or choose what we tell you and over which channel.`),
      ],
      action: 'See your profile',
      reason: say`You get this because an account at Longhouse was opened with this address.`,
    }),
    ar: ({ displayName, handle }) => ({
      title: say`مرحبًا بك في Longhouse يا ${displayName}`,
      body: [say`ملفك الشخصي جاهز. يجدك الآخرون باسم ${`@${handle}`}.`],
      heading: say`أهلًا وسهلًا يا ${displayName}!`,
      blocks: [
        paragraph(
          say`تم تأكيد عنوانك وأصبح ملفك الشخصي جاهزًا. يجدك الآخرون باسم ${strong(`@${handle}`)}، ويمكنك تغيير الاسم واسم المستخدم متى شئت.`,
        ),
        paragraph(say`ارفع صورتك الأولى، أو اختر ما تريد أن نخبرك به وبأي وسيلة.`),
      ],
      action: 'افتح ملفك الشخصي',
      reason: say`تصلك هذه الرسالة لأن حسابًا في Longhouse أُنشئ بهذا العنوان.`,
    }),
  },
};
