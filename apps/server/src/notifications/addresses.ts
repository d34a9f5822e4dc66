/** Where a webhook may lead: https to a public address, unless the installation says otherwise (SSRF). [NT10] */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { Refused } from '../refused.ts';

export interface WebhookRules {
  /** Private networks, too. */
  readonly mayBePrivate: boolean;
  /** http to this machine: in development, where nobody else is served. */
  readonly mayBeLoopback: boolean;
}

const V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** All but global unicast, and what carries an IPv4 address inside. */
const V6 = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const;

/** A list a family: in one list a network of IPv6 would also catch IPv4 addresses, as they are written in IPv6. */
const privateOnes = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, bits] of V4) privateOnes.ipv4.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of V6) privateOnes.ipv6.addSubnet(network, bits, 'ipv6');
const loopback = { ipv4: new BlockList(), ipv6: new BlockList() };
loopback.ipv4.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.ipv6.addAddress('::1', 'ipv6');

export type Reach = 'public' | 'private' | 'loopback';

/** `::ffff:10.0.0.1` reaches what 10.0.0.1 reaches. */
export function reachOf(address: string): Reach {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(mapped) === 6 ? 'ipv6' : 'ipv4';
  if (loopback[family].check(mapped, family)) return 'loopback';
  return privateOnes[family].check(mapped, family) ? 'private' : 'public';
}

const mayReach = (reach: Reach, { mayBePrivate, mayBeLoopback }: WebhookRules): boolean =>
  reach === 'public' || mayBePrivate || (reach === 'loopback' && mayBeLoopback);

/** The host without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Reads an address that somebody typed. Throws WEBHOOK_URL. */
export function readUrl(typed: string, { mayBeLoopback }: WebhookRules): URL {
  const refused = new Refused('WEBHOOK_URL', { url: typed.slice(0, 120) });
  if (!URL.canParse(typed)) throw refused;
  const url = new URL(typed);
  if (url.username !== '' || url.password !== '' || url.hash !== '') throw refused;
  const host = hostOf(url);
  const isHere = host === 'localhost' || (isIP(host) !== 0 && reachOf(host) === 'loopback');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isHere && mayBeLoopback)) return url;
  throw refused;
}

export interface Pinned {
  readonly address: string;
  readonly family: number;
}

/**
 * The address to connect to, looked up once: what is checked here is what is connected to. Where any of a name's
 * addresses is not allowed, none is. Throws WEBHOOK_PRIVATE, and what the look-up throws.
 */
export async function pin(url: URL, rules: WebhookRules): Promise<Pinned> {
  const host = hostOf(url);
  const found =
    isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host, family: isIP(host) }];
  for (const { address } of found) {
    const reach = reachOf(address);
    const isAllowed = mayReach(reach, rules) && (url.protocol === 'https:' || reach === 'loopback');
    if (!isAllowed) throw new Refused('WEBHOOK_PRIVATE', { host, address });
  }
  const [first] = found;
  if (first === undefined) throw new Error(`no address for ${host}`);
  return first;
}
