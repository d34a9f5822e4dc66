/** Schemas as validation, types and OpenAPI at once; the document and a page to read it. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import fp from 'fastify-plugin';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { schemas } from '@heping/protocol';
import { z } from 'zod';
import type { $ZodType } from 'zod/v4/core';
import { cookieName } from '../sessions/token.ts';

/** An app whose routes take zod schemas. */
export type Api = ReturnType<typeof speakZod>;

export const TAGS = [
  { name: 'sessions', description: '登录 · signing in and out, one’s own account' },
  { name: 'people', description: '人员 · people and their accounts' },
  { name: 'bodies', description: '评价主体 · evaluating bodies and their officers' },
  { name: 'centres', description: '中心 · centres and the people tied to them' },
  { name: 'rubrics', description: '评分细则 · rubrics, public' },
  { name: 'campaigns', description: '年度考核评估 · campaigns and the planning of evaluations' },
  { name: 'evaluations', description: '评价 · evaluations from planning to signing' },
  { name: 'results', description: '结果 · signed sheets, results, findings' },
  { name: 'files', description: '文件 · photos and documents that prove something' },
  { name: 'links', description: '责任人链接 · owners of measures who have no account' },
  { name: 'responses', description: '反馈与复核 · responses to findings, objections and their decision' },
  { name: 'rectification', description: '整改 · plans, measures, acceptance, look-back' },
  { name: 'notifications', description: '消息 · what people are told, mail and webhooks, reminders' },
  { name: 'ledger', description: '整改台账 · the ledger of findings' },
  { name: 'activities', description: '工作台账 · what a centre does through the year' },
  { name: 'service', description: '服务 · the installation itself' },
] as const;

/** What a route may answer: its own schema, or a Problem. */
export const answers = <S extends z.ZodType>(schema: S) => ({
  200: schema,
  '4xx': schemas.Problem,
  '5xx': schemas.Problem,
});

/** What a download answers: no JSON, and in no schema. */
export const Bytes = z.any().describe('the bytes');

/** An unknown field is refused and not left out in silence; a body that is not there counts as an empty one. */
const strictly: FastifySchemaCompiler<$ZodType> = (route) => {
  const { schema, httpPart } = route;
  if (httpPart !== 'body' || !(schema instanceof z.ZodObject)) return validatorCompiler(route);
  const validate = validatorCompiler({ ...route, schema: schema.strict() });
  return (body: unknown) => validate(body ?? {});
};

/** Zod for the routes of this scope only: JSON Schema plugins elsewhere would break on it (STACK G7). */
export function speakZod(scope: FastifyInstance) {
  scope.setValidatorCompiler(strictly);
  scope.setSerializerCompiler(serializerCompiler);
  return scope.withTypeProvider<ZodTypeProvider>();
}

/** The plugin's own policy upgrades to https, which a house without it does not speak. */
const DOCS_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "object-src 'none'",
].join('; ');

export const openapi = fp(
  async (app) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: '合评 Heping',
          version: '1',
          description:
            'Every refusal is a Problem {error, message, ref, details?}; the message is in the reader’s language. ' +
            'Points are integers of tenths (85 = 8.5 points), except in GET /rubrics. Times are milliseconds UTC.',
        },
        tags: [...TAGS],
        components: {
          securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName(app.config) } },
        },
        security: [{ session: [] }],
      },
      transform: (document) => {
        const { schema, url } = jsonSchemaTransform(document);
        const isPublic = document.route.config?.isPublic === true;
        return { schema: isPublic ? { ...schema, security: [] } : schema, url };
      },
    });
    await app.register(swaggerUi, {
      routePrefix: '/api/docs',
      staticCSP: DOCS_POLICY,
      uiConfig: { docExpansion: 'none', validatorUrl: null },
    });
    let written: string | undefined;
    app.get(
      '/api/v1/openapi.json',
      { config: { isPublic: true }, schema: { hide: true } },
      async (_, reply) => {
        // Every way in stands before the first request, so it is written once.
        written ??= JSON.stringify(app.swagger());
        return reply.type('application/json; charset=utf-8').send(written);
      },
    );
  },
  { name: 'openapi', dependencies: ['security'] },
);
