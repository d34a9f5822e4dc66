/** Plays the demo’s evaluations after db’s seed has set its areas, people, centres and campaigns. */
import { DEMO } from '@heping/db';
import { DECISION_VOICES, RECTIFICATION_DAYS } from '@heping/scoring';
import type { FastifyInstance } from 'fastify';
import { createCampaign } from '../campaigns/create.ts';
import { activityScenes } from './activities.ts';
import { demoCalendar } from './calendar.ts';
import type { StoryClock } from './clock.ts';
import { SHOWS } from './shows.ts';
import { openStage, type Stage } from './stage.ts';
import { scenesOf, type Scene } from './story.ts';

export interface DemoOptions {
  /** Today, of the story. */
  readonly now: Date;
  /** The clock that the server was built with. */
  readonly clock: StoryClock;
}

/**
 * Evaluations in every phase, made by the real commands and documents, in the order of their times, so that the audit
 * log and what every document’s history tells read as they would have. The same for the same day: nothing of it is left to chance but ids.
 */
export async function seedEvaluations(app: FastifyInstance, { now, clock }: DemoOptions): Promise<void> {
  const stage = await openStage(app);
  const calendar = demoCalendar(now.getTime());
  const joint = { id: '' };
  const campaigns = { ...DEMO.campaigns };
  const scenes: Scene[] = [
    ...(await activityScenes(stage, now.getTime())),
    {
      at: calendar.at(-20, 0),
      play: async () => {
        joint.id = await createJointCampaign(stage, now);
      },
    },
    ...SHOWS.flatMap((show, place) =>
      scenesOf({
        stage,
        calendar,
        show,
        place,
        campaignId: () => (show.campaign === 'joint' ? joint.id : campaigns[show.campaign]),
      }),
    ),
  ];
  // A stable sort: what happens at one time happens in the order of the shows.
  try {
    for (const { at, play } of scenes.toSorted((a, b) => a.at - b.at)) {
      clock.standAt(at);
      await play();
    }
  } finally {
    clock.leave();
  }
}

/** Small panels score one sheet together from the start; tenths of a point, in proportion to what is there. */
const createJointCampaign = (stage: Stage, now: Date): Promise<string> => {
  const year = now.getUTCFullYear();
  return createCampaign(stage.app, stage.visitor(DEMO.people['county.officer']), {
    ...RECTIFICATION_DAYS,
    decisionVoices: DECISION_VOICES.least,
    body: DEMO.bodies.county,
    title: `德清县${year}年度专项抽查（共同评分）`,
    periodFrom: `${year}-01-01`,
    periodTo: `${year}-12-31`,
    rubric: 'huzhou',
    step: 1,
    ceilingPolicy: 'proportional',
    scoringMode: 'joint',
    noticeDays: 0,
    keepsCameraRecord: false,
  });
};
