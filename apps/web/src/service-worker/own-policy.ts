/** A document whose script its own policy forbids is a blank page that nothing leads out of: it is never taken along. [OF4] */

const INLINE = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** Whether every inline script of a document is let in by the policy that came with it; null: there is none. */
export async function letsItselfIn(html: string, policy: string | null): Promise<boolean> {
  if (policy === null) return true;
  for (const [, script = ''] of html.matchAll(INLINE)) {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
    if (!policy.includes(`'sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}'`)) return false;
  }
  return true;
}
