/** What a mail says around the sentences, in the language of its reader: as text, and as simple HTML. [NT6] */
import { notificationText, type NotificationKind, type NotificationParams } from '@heping/protocol';
import { minuteIn, TIME_ZONE, type Locale } from '@heping/scoring';

export interface Line {
  readonly kind: NotificationKind;
  readonly params: NotificationParams;
  readonly path: string;
  readonly at: number;
}

interface Words {
  readonly urgent: string;
  readonly several: (count: number) => string;
  readonly severalIntro: (count: number) => string;
  readonly digest: (count: number) => string;
  readonly greeting: (name: string) => string;
  readonly intro: (count: number) => string;
  readonly more: (count: number) => string;
  readonly open: string;
  readonly foot: string;
  readonly test: string;
  readonly testText: string;
}

const WORDS: Readonly<Record<Locale, Words>> = {
  zh: {
    urgent: '【合评】',
    several: (count) => `${count} 项期限提醒须及时办理`,
    severalIntro: (count) => `以下 ${count} 项须及时办理：`,
    digest: (count) => `【合评】${count} 条未读消息`,
    greeting: (name) => `${name}：`,
    intro: (count) => `您有 ${count} 条未读消息：`,
    more: (count) => `另有 ${count} 条，请登录查看。`,
    open: '查看',
    foot: '此邮件由系统自动发出，请勿回复。邮件提醒可以在“账号”页面修改：',
    test: '【合评】测试邮件',
    testText: '这是一封测试邮件：您填写的邮箱可以收到合评的提醒。',
  },
  en: {
    urgent: '[Heping] ',
    several: (count) => `${count} things that cannot wait`,
    severalIntro: (count) => `What cannot wait (${count}):`,
    digest: (count) => `[Heping] unread: ${count}`,
    greeting: (name) => `${name},`,
    intro: (count) => `What you have not read yet (${count}):`,
    more: (count) => `And more (${count}): please sign in.`,
    open: 'Open',
    foot: 'This mail was sent by the system; please do not answer it. What is mailed can be changed on the page “Account”:',
    test: '[Heping] test message',
    testText: 'This is a test message: Heping’s reminders reach the address you entered.',
  },
};

export interface Reader {
  readonly name: string;
  readonly locale: Locale;
  /** Where the installation is reached. */
  readonly origin: string;
}
export interface Body {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What cannot wait; null where nothing is left of it. One thing stands in the subject, several are counted there. */
export function urgentMail(lines: readonly Line[], reader: Reader): Body | null {
  const words = WORDS[reader.locale];
  const [first] = lines;
  if (first === undefined) return null;
  const said =
    lines.length === 1
      ? notificationText(first.kind, first.params, reader.locale)
      : words.several(lines.length);
  const intro = lines.length === 1 ? null : words.severalIntro(lines.length);
  return { subject: `${words.urgent}${said}`.slice(0, 200), ...bodyOf(intro, lines, reader) };
}

/** The morning's mail: everything unread, newest first, as many lines as were given of so many. */
export function digestMail(lines: readonly Line[], count: number, reader: Reader): Body {
  const words = WORDS[reader.locale];
  const more = count > lines.length ? words.more(count - lines.length) : '';
  return { subject: words.digest(count), ...bodyOf(words.intro(count), lines, reader, more) };
}

export function testMail(reader: Reader): Body {
  const words = WORDS[reader.locale];
  return { subject: words.test, ...bodyOf(words.testText, [], reader) };
}

function bodyOf(
  intro: string | null,
  lines: readonly Line[],
  { name, locale, origin }: Reader,
  more = '',
): Omit<Body, 'subject'> {
  const words = WORDS[locale];
  const said = lines.map(({ kind, params, path, at }) => ({
    sentence: notificationText(kind, params, locale),
    when: minuteIn(TIME_ZONE, at),
    link: `${origin}${path}`,
  }));
  const account = `${origin}/account`;
  const text = [
    words.greeting(name),
    ...(intro === null ? [] : [intro]),
    ...said.map(({ sentence, when, link }) => `${sentence}\n${when}  ${link}`),
    ...(more === '' ? [] : [more]),
    `-- \n${words.foot}\n${account}`,
  ].join('\n\n');
  const paragraph = (inner: string) => `<p>${inner}</p>`;
  const html = [
    `<!doctype html><html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><body>`,
    paragraph(escape(words.greeting(name))),
    ...(intro === null ? [] : [paragraph(escape(intro))]),
    ...said.map(({ sentence, when, link }) =>
      paragraph(`${escape(sentence)}<br>${when} · <a href="${escape(link)}">${words.open}</a>`),
    ),
    ...(more === '' ? [] : [paragraph(escape(more))]),
    paragraph(`<small>${escape(words.foot)} <a href="${escape(account)}">${escape(account)}</a></small>`),
    '</body></html>',
  ].join('\n');
  return { text, html };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
