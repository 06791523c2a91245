import type { NewSignIn } from '../../domain/told.ts';
import { say, strong } from '../phrase.ts';
import { paragraph, type Template } from '../template.ts';

export const newSignIn: Template<NewSignIn> = {
  path: () => '/account/sign-ins',
  words: {
    en: ({ at }, { when }) => ({
      title: say`New sign-in to your account`,
      body: [say`From a new device, on ${when(at)}. If this was not you, change your password now.`],
      heading: say`A new device signed in`,
      blocks: [
        paragraph(say`Somebody signed in to your account from a device that we had not seen before.`),
        { type: 'fact', label: 'When', phrase: say`${strong(when(at))}` },
        paragraph(
          say`If this was you, there is nothing to do. If it was not, change your password now and look through your recent sign-ins.`,
        ),
      ],
      action: 'Review your sign-ins',
      reason: say`This is about the security of your account, so you get it whatever your preferences are.`,
    }),
    ar: ({ at }, { when }) => ({
      title: say`تسجيل دخول جديد إلى حسابك`,
      body: [say`من جهاز جديد، في ${when(at)}. إن لم يكن ذلك أنت، فغيّر كلمة المرور الآن.`],
      heading: say`تسجيل دخول من جهاز جديد`,
      blocks: [
        paragraph(say`سجّل شخص ما الدخول إلى حسابك من جهاز لم نره من قبل.`),
        { type: 'fact', label: 'الوقت', phrase: say`${strong(when(at))}` },
        paragraph(
          say`إن كنت أنت من فعل ذلك، فلا داعي لأي إجراء. وإلا فغيّر كلمة المرور الآن، وراجع عمليات تسجيل الدخول الأخيرة.`,
        ),
      ],
      action: 'راجع عمليات تسجيل الدخول',
      reason: say`تتعلق هذه الرسالة بأمان حسابك، لذلك تصلك مهما كانت تفضيلاتك.`,
    }),
  },
};
