/** What the server is told from outside, and what follows from it. */
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMAIL } from '@heping/protocol';
import type { PasswordCost } from './sessions/password.ts';

/** Milliseconds for the headers, a body, an idle connection, and between two looks at them all. */
export interface Patience {
  readonly headersMs: number;
  readonly bodyMs: number;
  /** All of a request whose body is a file. */
  readonly fileMs: number;
  readonly idleMs: number;
  readonly checkMs: number;
}

export interface AppOptions {
  /** Holds the database and the keys; created when missing. */
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  /** The public address, or several with commas. Without one: the port served, on localhost and 127.0.0.1. */
  readonly origin?: string | undefined;
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** Addresses whose X-Forwarded-For is believed, as Fastify's `trustProxy` (SECURITY C3). Nobody by default. */
  readonly trustedProxies?: string | undefined;
  readonly logger?:
    boolean | { readonly level: string; readonly stream?: { write(line: string): void } } | undefined;
  readonly now?: (() => number) | undefined;
  /** The built pages; null serves none. */
  readonly webDir?: string | null | undefined;
  readonly passwordCost?: PasswordCost | undefined;
  readonly patience?: Patience | undefined;
  /** The mail server and who mail comes from; without it none is sent. */
  readonly mail?: MailServer | undefined;
  /** Webhooks may lead into private networks. */
  readonly privateWebhooks?: boolean | undefined;
  /** Reminders, digests and what leaves the house, every minute while it listens; on unless false. */
  readonly timedWork?: boolean | undefined;
}

export interface MailServer {
  /** `smtp://user:password@host:587` or `smtps://…`; never logged. */
  readonly url: string;
  readonly from: string;
}

export interface Config {
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** What `Origin` may be; empty stands for the address served. */
  readonly origins: readonly string[];
  /** The pages come by https, so cookies may be `Secure`. */
  readonly isSecure: boolean;
  readonly webDir: string | null;
  /** Demo accounts may be shown on the sign-in page: only this machine is served. */
  readonly showsDemoAccounts: boolean;
  readonly mail: MailServer | null;
  readonly webhooks: { readonly mayBePrivate: boolean; readonly mayBeLoopback: boolean };
  readonly timedWork: boolean;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const WEB_BUILD = fileURLToPath(new URL('../../web/build', import.meta.url));

/** A setting that cannot be used; the message is one line for the person at the console. */
export class UnusableSetting extends Error {
  override name = 'UnusableSetting';
}

/** Puts defaults where nothing was said. Throws UnusableSetting. */
export function configOf(options: AppOptions): Config {
  const origins = originsOf(options.origin);
  return {
    dataDir: options.dataDir,
    port: options.port ?? 3000,
    host: options.host ?? hostFor(origins),
    origins,
    isSecure: origins.length > 0 && origins.every((origin) => origin.startsWith('https:')),
    showsDemoAccounts: !servesOthers(origins),
    mail: options.mail ?? null,
    webhooks: {
      mayBePrivate: options.privateWebhooks === true,
      mayBeLoopback: !servesOthers(origins),
    },
    timedWork: options.timedWork !== false,
    webDir: options.webDir === undefined ? (existsSync(WEB_BUILD) ? WEB_BUILD : null) : options.webDir,
  };
}

/**
 * Without a public origin nobody else could sign in anyway (their Origin is refused), so only this machine is served.
 * A public origin means others come, or a proxy does: all addresses.
 */
function hostFor(origins: readonly string[]): string {
  return servesOthers(origins) ? '0.0.0.0' : 'localhost';
}

/** Whether people on other machines come here; then nobody gets in with a password that is printed in the README. */
const servesOthers = (origins: readonly string[]): boolean =>
  !origins.every((origin) => LOOPBACK.includes(new URL(origin).hostname));

function originsOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const url = URL.canParse(part) ? new URL(part) : null;
      if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new UnusableSetting(
          `HEPING_ORIGIN: expected an address like https://example.org, got “${part}”`,
        );
      }
      return url.origin;
    });
}

/** `loopback` and the like are names that Fastify knows. */
const NETWORKS: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

function proxiesOf(text: string | undefined): string | undefined {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const part of parts) {
    const [address = '', bits, ...rest] = part.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    const isRange =
      bits === undefined || (rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (!NETWORKS.includes(part) && (isIP(address) === 0 || !isRange)) {
      throw new UnusableSetting(
        `HEPING_PROXY: expected addresses like 10.0.0.2 or 10.0.0.0/8 with commas, got “${part}”`,
      );
    }
  }
  return parts.length === 0 ? undefined : parts.join(',');
}

/** Both or neither. What the address of the mail server says beside its scheme is a secret and is not repeated. */
function mailOf(url: string | undefined, from: string | undefined): MailServer | undefined {
  if (!url && !from) return undefined;
  if (!url || !URL.canParse(url) || !/^smtps?:\/\/[^/]/.test(url)) {
    throw new UnusableSetting(
      'HEPING_SMTP_URL: expected an address like smtp://user:password@mail.example.cn:587 or smtps://…',
    );
  }
  if (!from || !EMAIL.test(from)) {
    throw new UnusableSetting(
      `HEPING_MAIL_FROM: expected an address like heping@example.cn beside HEPING_SMTP_URL, got “${from ?? ''}”`,
    );
  }
  return { url, from };
}

function webDirOf(folder: string | undefined): string | undefined {
  if (!folder) return undefined;
  if (!existsSync(folder)) throw new UnusableSetting(`HEPING_WEB: expected a folder, got “${folder}”`);
  return resolve(folder);
}

/** The environment as options. Throws UnusableSetting. */
export function readEnvironment(env: NodeJS.ProcessEnv): AppOptions & { readonly demo: boolean } {
  const port = Number(env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UnusableSetting(`PORT: expected a number from 0 to 65535, got “${env['PORT']}”`);
  }
  const host = env['HEPING_HOST'];
  if (host !== undefined && host !== 'localhost' && isIP(host) === 0) {
    throw new UnusableSetting(`HEPING_HOST: expected an IP address or localhost, got “${host}”`);
  }
  return {
    dataDir: env['HEPING_DATA'] || './data',
    webDir: webDirOf(env['HEPING_WEB']),
    databaseUrl: env['DATABASE_URL'] || undefined,
    origin: env['HEPING_ORIGIN'],
    port,
    host,
    trustedProxies: proxiesOf(env['HEPING_PROXY']),
    logger: { level: env['HEPING_LOG'] || 'warn' },
    mail: mailOf(env['HEPING_SMTP_URL'], env['HEPING_MAIL_FROM']),
    privateWebhooks: env['HEPING_WEBHOOK_PRIVATE'] === 'on',
    // A public address never gets accounts with a known password unless somebody asked for them.
    demo: env['HEPING_DEMO'] ? env['HEPING_DEMO'] !== 'off' : !servesOthers(originsOf(env['HEPING_ORIGIN'])),
  };
}
