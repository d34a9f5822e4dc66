/** The table of contents: every plugin and every route, in order. */
import Fastify, { type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AppOptions, Patience } from './config.ts';
import { activityFileRoutes } from './activities/file-routes.ts';
import { activityRoutes } from './activities/routes.ts';
import { bodyRoutes } from './bodies/routes.ts';
import { acceptanceRoutes } from './acceptance/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { centreRoutes } from './centres/routes.ts';
import { commandRoutes } from './evaluations/commands/routes.ts';
import { evaluationRoutes } from './evaluations/routes.ts';
import { pieceRoutes } from './files/piece-routes.ts';
import { fileRoutes } from './files/routes.ts';
import { historyRoutes } from './history/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { noticeRoutes } from './findings-notice/routes.ts';
import { measureRoutes } from './measures/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { meRoutes } from './people/me-routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { db } from './plugins/db.ts';
import { errors, refuseAddress, refuseConnection } from './plugins/errors.ts';
import { files } from './plugins/files.ts';
import { headers } from './plugins/headers.ts';
import { healthRoutes } from './plugins/health.ts';
import { logging } from './plugins/logging.ts';
import { oneAtATime } from './plugins/one-at-a-time.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { paperRoutes } from './paper/routes.ts';
import { openapi, speakZod } from './plugins/openapi.ts';
import { outgoing } from './plugins/outgoing.ts';
import { PATIENCE, patience } from './plugins/patience.ts';
import { seal } from './plugins/seal.ts';
import { security } from './plugins/security.ts';
import { session } from './plugins/session.ts';
import { sockets } from './plugins/sockets.ts';
import { timed } from './plugins/timed.ts';
import { web } from './plugins/web.ts';
import { previousRoutes } from './previous/routes.ts';
import { reminderRoutes } from './reminders/routes.ts';
import { responseRoutes } from './responses/routes.ts';
import { resultRoutes } from './results/routes.ts';
import { planRoutes } from './plans/routes.ts';
import { rubricRoutes } from './rubrics/routes.ts';
import { PASSWORD_COST } from './sessions/password.ts';
import { selfAssessmentRoutes } from './self-assessment/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { suggestionRoutes } from './suggestions/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { workRoutes } from './work/routes.ts';

const BODY_LIMIT = 256 << 10;

/** The listener behind every address: patient as said, and fair. */
function listener(
  handler: RequestListener,
  { headersMs, fileMs, idleMs, checkMs }: Patience = PATIENCE,
): Server {
  const timeouts = { headersTimeout: headersMs, requestTimeout: fileMs, keepAliveTimeout: idleMs };
  return createServer({ ...timeouts, connectionsCheckingInterval: checkMs }, oneAtATime(handler));
}

/** Builds the server without listening. Throws UnusableDatabase or UnusableSetting. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    logger: logging(options.logger),
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxies ?? false,
    genReqId: () => randomUUID().slice(0, 8),
    routerOptions: { maxParamLength: 64 },
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
    serverFactory: (handler) => listener(handler, options.patience),
    forceCloseConnections: true,
  });

  // what every door may use
  await app.register(db, options);
  await app.register(headers);
  await app.register(patience, options);
  await app.register(session, options);
  await app.register(errors);
  await app.register(security);
  await app.register(openapi);
  await app.register(seal);
  await app.register(files);
  await app.register(timed);
  await app.register(outgoing);
  await app.register(sockets, options);

  // the doors
  await app.register(
    async (scope) => {
      const api = speakZod(scope);
      healthRoutes(app, api);
      rubricRoutes(api);
      sessionRoutes(app, api, options.passwordCost ?? PASSWORD_COST);
      meRoutes(app, api);
      peopleRoutes(app, api);
      bodyRoutes(app, api);
      centreRoutes(app, api);
      activityRoutes(app, api);
      activityFileRoutes(app, api);
      campaignRoutes(app, api);
      evaluationRoutes(app, api);
      commandRoutes(app, api);
      historyRoutes(app, api);
      selfAssessmentRoutes(app, api);
      paperRoutes(app, api);
      previousRoutes(app, api);
      resultRoutes(app, api);
      planRoutes(app, api);
      reminderRoutes(app, api);
      fileRoutes(app, api);
      pieceRoutes(app, api);
      responseRoutes(app, api);
      suggestionRoutes(app, api);
      noticeRoutes(app, api);
      notificationRoutes(app, api);
      webhookRoutes(app, api);
      measureRoutes(app, api);
      linkRoutes(app, api);
      acceptanceRoutes(app, api);
      ledgerRoutes(app, api);
      workRoutes(app, api);
    },
    { prefix: '/api/v1' },
  );
  await app.register(web);
  return app;
}
