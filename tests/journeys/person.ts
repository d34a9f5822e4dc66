/** A person of the demo in a browser of their own. */
import { DEMO_PASSWORD } from '@heping/db';
import type { Problem } from '@heping/protocol';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';

/** Who is who in the demo: db/src/seed/people.ts. */
export const NAMES = {
  admin: { zh: '何静', en: 'He Jing' },
  'city.officer': { zh: '沈丽萍', en: 'Shen Liping' },
  'county.officer': { zh: '俞志明', en: 'Yu Zhiming' },
  'town.officer': { zh: '姚晓燕', en: 'Yao Xiaoyan' },
  chair: { zh: '陆建平', en: 'Lu Jianping' },
  panelist1: { zh: '陈薇', en: 'Chen Wei' },
  panelist2: { zh: '王海峰', en: 'Wang Haifeng' },
  panelist3: { zh: '章敏', en: 'Zhang Min' },
  panelist4: { zh: '费子昂', en: 'Fei Ziang' },
  leader: { zh: '钱卫东', en: 'Qian Weidong' },
  'shao.jie': { zh: '邵洁', en: 'Shao Jie' },
} as const;
export type Username = keyof typeof NAMES;

export const PASSWORD = DEMO_PASSWORD;

/** `chen.wei` → `person-chen-wei` */
export const idOf = (username: string): string => `person-${username.replaceAll('.', '-')}`;

/** What every page says when the network or a refusal is the test's own doing. */
export const NETWORK = [
  /Failed to load resource/,
  /WebSocket connection to .* failed/,
  /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/,
];

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface PersonOptions extends BrowserContextOptions {
  readonly english?: boolean;
  /** Comes to the sign-in page instead of being signed in already. */
  readonly signedOut?: boolean;
  /** Comes by another way than straight to the server. */
  readonly origin?: string;
}

export class Person {
  readonly username: string;
  readonly id: string;
  readonly origin: string;
  readonly context: BrowserContext;
  page: Page;
  /** Errors of console and page that nobody expected. */
  readonly complaints: string[] = [];
  readonly #expected: RegExp[] = [];
  /** Came without signing in. */
  readonly #isSignedOut: boolean;

  private constructor(
    username: string,
    origin: string,
    context: BrowserContext,
    page: Page,
    isSignedOut: boolean,
  ) {
    this.username = username;
    this.id = idOf(username);
    this.origin = origin;
    this.context = context;
    this.page = page;
    this.#isSignedOut = isSignedOut;
    context.on('page', (opened) => this.#listen(opened));
    this.#listen(page);
  }

  static async come(
    browser: Browser,
    origin: string,
    username: string,
    { english = false, signedOut = false, ...options }: PersonOptions = {},
  ): Promise<Person> {
    const context = await browser.newContext({ baseURL: origin, ...options });
    const person = new Person(username, origin, context, await context.newPage(), signedOut);
    if (!signedOut) await person.post('/sessions', { username, password: PASSWORD });
    if (english) await person.inEnglish();
    return person;
  }

  /** Reads English from the next page on. */
  async inEnglish(): Promise<void> {
    await this.context.addCookies([{ name: 'heping-locale', value: 'en', url: this.origin }]);
    if (!this.#isSignedOut) await this.send('PATCH', '/me', { locale: 'en' });
  }

  /** The name as the pages write it. */
  get name(): string {
    return NAMES[this.username as Username].zh;
  }

  /** These errors belong to what the journey does. */
  expects(...patterns: readonly RegExp[]): this {
    this.#expected.push(...patterns);
    return this;
  }

  /** Asks the API with this browser's session; every status is an answer. */
  async ask<T = Problem>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await this.context.request.fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: { origin: this.origin },
      ...(body === undefined ? {} : { data: body }),
    });
    return { status: response.status(), body: (await response.json()) as T };
  }

  /** Asks the API and takes nothing but a yes. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask<T>(method, path, body);
    if (answer.status >= 400) {
      throw new Error(
        `${this.username}: ${method} ${path} → ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  }
  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }
  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  /** The session's cookie as a header, for sockets that are no browser's. */
  async cookie(): Promise<string> {
    const cookies = await this.context.cookies(this.origin);
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** Opens a page of the product. */
  async open(path: string): Promise<Page> {
    await this.page.goto(path);
    return this.page;
  }

  #listen(page: Page): void {
    const complain = (text: string) => {
      if (!this.#expected.some((pattern) => pattern.test(text)))
        this.complaints.push(`${this.username}: ${text}`);
    };
    page.on('console', (message) => {
      if (message.type() === 'error') complain(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => complain(`${error.name}: ${error.message}`));
  }
}
