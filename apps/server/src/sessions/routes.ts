/** Signing in and out. */
import { PERSON_HEADER, schemas } from '@heping/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readMe } from '../people/me.ts';
import { answers, type Api } from '../plugins/openapi.ts';
import type { PasswordCost } from './password.ts';
import { ABSOLUTE_MS } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import { cookieName } from './token.ts';

const tags = ['sessions'];

function setCookie({ config }: FastifyInstance, reply: FastifyReply, value: string, maxAge: number): void {
  const parts = [`${cookieName(config)}=${value}`, 'Path=/', `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Lax'];
  reply.header('set-cookie', [...parts, ...(config.isSecure ? ['Secure'] : [])].join('; '));
}

export function sessionRoutes(app: FastifyInstance, api: Api, cost: PasswordCost): void {
  const signIn = createSignIn(app, cost);

  api.post(
    '/sessions',
    {
      config: { isPublic: true },
      // Anybody may send one: no more is held for them than a name and a password take.
      bodyLimit: 2 << 10,
      schema: { tags, summary: 'Sign in 登录', body: schemas.SignIn, response: answers(schemas.Me) },
    },
    async (request, reply) => {
      const { person, token } = await signIn({
        ...request.body,
        address: request.ip,
        before: request.visitor,
      });
      setCookie(app, reply, token, ABSOLUTE_MS / 1000);
      return readMe(app.store.db, person.id);
    },
  );

  api.get(
    '/sessions/current',
    {
      config: { isPublic: true },
      schema: {
        tags,
        summary: 'Who is signed in here, if anybody 当前登录',
        response: answers(schemas.CurrentSession),
      },
    },
    async ({ visitor }) => {
      if (visitor === null) return { person: null, expiresAt: null };
      const [person, expiresAt] = await Promise.all([
        readMe(app.store.db, visitor.personId),
        app.sessions.expiryOf(visitor.tokenHash),
      ]);
      return { person, expiresAt };
    },
  );

  api.delete(
    '/sessions/current',
    {
      config: { isPublic: true },
      schema: {
        tags,
        summary: 'Sign out; sockets of the session close 退出',
        response: answers(schemas.Done),
      },
    },
    async ({ visitor, headers }, reply) => {
      if (visitor !== null) await app.sessions.end(visitor.personId, visitor.tokenHash);
      // A page that says whose it is signs nobody else out: their cookie stays. [SK10]
      if (visitor !== null || headers[PERSON_HEADER] === undefined) setCookie(app, reply, '', 0);
      // Photos that were looked at lie in the browser's own store, in the clear; on a shared tablet the next one is near.
      reply.header('clear-site-data', '"cache"');
      return { ok: true } as const;
    },
  );
}
