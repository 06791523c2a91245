import type { Ended } from '../domain/unsubscribe-link.ts';
import type { TextLocale } from '../domain/locale.ts';

/** What the page of an unsubscribe link has to say. */
export type UnsubscribeState = 'asked' | 'ended' | 'newer' | 'gone' | 'invalid';

interface Words {
  readonly heading: string;
  readonly text: string;
}

interface UnsubscribeWords {
  readonly said: Readonly<Record<UnsubscribeState, (mails: string) => Words>>;
  /** The mails of each, as the object of a sentence. */
  readonly mails: Readonly<Record<Ended, string>>;
  readonly button: string;
  /** What comes all the same when the mails of `account` end. */
  readonly security: string;
}

/** A language that lacks a text is an error of the compiler. */
export const UNSUBSCRIBE_WORDS: Readonly<Record<TextLocale, UnsubscribeWords>> = {
  en: {
    said: {
      asked: (mails) => ({
        heading: `No more ${mails}?`,
        text: `Longhouse will send you no ${mails} from then on. Your inbox and all other channels stay as they are.`,
      }),
      ended: (mails) => ({
        heading: 'You are unsubscribed',
        text: `Longhouse sends you no ${mails} any more. One that is on its way already may still come.`,
      }),
      newer: () => ({
        heading: 'This link is an old one',
        text: 'You have switched these mails on again since this one was sent, so they still come. Nothing was changed.',
      }),
      gone: () => ({ heading: 'This account is closed', text: 'Longhouse sends you no mails any more.' }),
      invalid: () => ({
        heading: 'This link does not work',
        text: 'Perhaps a part of it is missing: open it from the mail once more. Nothing was changed.',
      }),
    },
    mails: {
      account: 'mails about your account',
      images: 'mails about your pictures',
      schedules: 'mails with your reminders',
      product: 'mails with news and topics',
      digest: 'digests',
    },
    button: 'Unsubscribe',
    security: 'What concerns the security of your account is mailed to you all the same.',
  },
  ar: {
    said: {
      asked: (mails) => ({
        heading: `هل تريد إيقاف ${mails}؟`,
        text: `لن يرسل إليك Longhouse ${mails} بعد ذلك. يبقى صندوق الإشعارات وسائر القنوات كما هي.`,
      }),
      ended: (mails) => ({
        heading: 'أُلغي اشتراكك',
        text: `لن يرسل إليك Longhouse ${mails} بعد الآن. قد تصلك رسالة كانت في طريقها إليك.`,
      }),
      newer: () => ({
        heading: 'هذا الرابط قديم',
        text: 'لقد فعّلت هذه الرسائل من جديد بعد إرسال هذه الرسالة، فهي ما زالت تصلك. لم يتغيّر شيء.',
      }),
      gone: () => ({ heading: 'هذا الحساب مغلق', text: 'لن يرسل إليك Longhouse أي رسائل بعد الآن.' }),
      invalid: () => ({
        heading: 'هذا الرابط لا يعمل',
        text: 'ربما ينقص جزء منه: افتحه من الرسالة مرة أخرى. لم يتغيّر شيء.',
      }),
    },
    mails: {
      account: 'رسائل البريد عن حسابك',
      images: 'رسائل البريد عن صورك',
      schedules: 'رسائل البريد بتذكيراتك',
      product: 'رسائل البريد بالأخبار والمواضيع',
      digest: 'رسائل الملخص',
    },
    button: 'إلغاء الاشتراك',
    security: 'أما ما يخص أمان حسابك فيصلك بالبريد في كل حال.',
  },
};
