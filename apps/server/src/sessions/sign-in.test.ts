import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { as, testApp } from '../testing/app.ts';
import { CAST_PASSWORD } from '../testing/cast.ts';

let app: FastifyInstance;
afterEach(() => app.close());

describe('signing in', () => {
  it('[C1] gives a cookie that is HttpOnly and SameSite, and says who it is', async () => {
    app = await testApp();
    const nobody = await as(app, null);
    const answer = await nobody.post('/sessions', { username: 'alice', password: CAST_PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: 'alice', username: 'alice', isAdministrator: false });
    expect(answer.headers['set-cookie']).toMatch(/^heping=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  });
});
