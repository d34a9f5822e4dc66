/** Where a webhook may lead, as far as it can be seen here; the server looks up the rest. [NT10] */

/** This machine: there http will do, where the installation allows it. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address can be asked for at all: https, or http to this machine; no user name, password or fragment. */
export function isWebhookUrl(typed: string): boolean {
  if (!URL.canParse(typed)) return false;
  const { protocol, hostname, username, password, hash } = new URL(typed);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
