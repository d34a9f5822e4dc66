/** One evaluation of the demo as scenes with their times: played by the real commands, in everyone’s name. */
import { DEMO } from '@heping/db';
import { readFacts } from '@heping/protocol';
import type { Exception } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { acknowledgeSheet } from '../evaluations/commands/acknowledge.ts';
import { adoptUndisputed } from '../evaluations/commands/adopt.ts';
import { approveResult } from '../evaluations/commands/approve.ts';
import { cancelEvaluation } from '../evaluations/commands/cancel.ts';
import { closeSigning } from '../evaluations/commands/close-signing.ts';
import { deliverResult } from '../evaluations/commands/deliver.ts';
import { grantException } from '../evaluations/commands/exceptions.ts';
import { lockSheet } from '../evaluations/commands/lock.ts';
import { openScoring } from '../evaluations/commands/open.ts';
import { publishResult } from '../evaluations/commands/publish.ts';
import { recuse } from '../evaluations/commands/recuse.ts';
import { revealBallots } from '../evaluations/commands/reveal.ts';
import { sendBack } from '../evaluations/commands/send-back.ts';
import { signSheet } from '../evaluations/commands/sign.ts';
import { handInSelf } from '../self-assessment/hand-in.ts';
import { planEvaluation } from '../evaluations/plan.ts';
import { issueNotice } from '../findings-notice/issue.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { readSheetContent } from '../sheets/content.ts';
import { suggest } from '../suggestions/suggest.ts';
import type { DemoCalendar } from './calendar.ts';
import {
  agreementEntry,
  ballotEntry,
  conflictEntry,
  recordEntries,
  talkEntries,
  type Subject,
} from './entries.ts';
import { objectionScenes } from './objection.ts';
import { CHAPTERS, type Chapter, type Show } from './shows.ts';
import { beginPlan } from './rectification.ts';
import type { Scene } from './scene.ts';
import { selfEntry } from './self.ts';
import type { Stage } from './stage.ts';
import {
  CANCELLED,
  dissentOn,
  EXCEPTION,
  MINUTES,
  RECUSED,
  sentBackOver,
  SUGGESTIONS,
  UNFINISHED,
} from './words.ts';
import { writeEntries, type Entry } from './write.ts';

export type { Scene } from './scene.ts';

export interface Story {
  readonly stage: Stage;
  readonly calendar: DemoCalendar;
  readonly show: Show;
  /** Place in the list of shows: what its scores are made from. */
  readonly place: number;
  /** The campaign’s id; the joint one is made by the demo itself. */
  campaignId(): string;
}

const OFFICERS = {
  province: DEMO.people['province.officer'],
  city: DEMO.people['city.officer'],
  county: DEMO.people['county.officer'],
  joint: DEMO.people['county.officer'],
  town: DEMO.people['town.officer'],
} as const satisfies Record<Show['campaign'], string>;

/** The scenes of one show, in order. */
export function scenesOf({ stage, calendar, show, place, campaignId }: Story): readonly Scene[] {
  const { desk } = stage;
  const { day, panel } = show;
  const chair = panel[0] ?? '';
  const officer = OFFICERS[show.campaign];
  const isJoint = show.campaign === 'joint';
  const sits = show.isRecused ? panel.slice(0, -1) : panel;
  let subject: Subject | undefined;
  const here = (): Subject => {
    if (subject === undefined) throw new Error(`demo: ${show.centre} is not planned yet`);
    return subject;
  };
  const as = (person: string) => stage.acting(here().id, person);
  const write = (entries: readonly Entry[]) => writeEntries(desk.corridor, here().id, entries);
  const hash = async () => (await lockedSheet(desk.store.db, here().id)).hash;
  /** The indicator that lost most on the locked sheet. */
  const worst = async () => {
    const { lines } = readSheetContent(await lockedSheet(desk.store.db, here().id));
    const [line] = lines.toSorted((a, b) => b.maximum - b.score - (a.maximum - a.score));
    if (line === undefined) throw new Error(`demo: the sheet of ${show.centre} has no lines`);
    return line.indicator;
  };
  const sign = async (person: string, dissent?: string) =>
    signSheet(desk, as(person), {
      password: '',
      hash: await hash(),
      ...(dissent === undefined ? {} : { dissent }),
    });
  const exceptions: readonly Exception[] = show.isLifted
    ? [{ requirement: 'floor-area', reason: EXCEPTION }]
    : [];
  const facts = () =>
    desk.corridor.command(here().id, async (moment) =>
      readFacts(await moment.document({ kind: 'record', evaluation: here().id }), here().rubric, here().tier),
    );
  const reaches = (chapter: Chapter) => CHAPTERS.indexOf(show.until) >= CHAPTERS.indexOf(chapter);
  const scenes: Scene[] = [];
  const scene = (at: number, play: () => Promise<unknown>) => void scenes.push({ at, play });
  const onSite = (minutes: number, play: () => Promise<unknown>) => scene(calendar.at(day, minutes), play);

  scene(calendar.at(Math.min(day, 0) - 5, 30 + place), async () => {
    subject = await plan({ stage, show, place, officer, campaignId, plannedOn: calendar.day(day) });
  });
  if (show.isSelfAssessed)
    scene(calendar.at(Math.min(day, 0) - 2, 420 + place), async () => {
      const leader = stage.directorOf(show.centre);
      await write([selfEntry(here(), leader)]);
      await handInSelf(desk, as(leader));
    });
  if (show.until === 'planned') return scenes;
  if (show.until === 'cancelled') {
    scene(calendar.at(day - 1, 60), () => cancelEvaluation(desk, as(officer), { reason: CANCELLED }));
    return scenes;
  }
  if (show.isRecused) onSite(-20, () => recuse(desk, as(panel.at(-1) ?? ''), { reason: RECUSED }));
  onSite(place % 5, () => openScoring(desk, as(chair)));
  if (show.until === 'opened') return scenes;

  // on site: facts and notes together, ballots each alone
  const unfinished = show.until === 'scoring';
  onSite(25, () => write(recordEntries(here(), sits, calendar.day(day), unfinished ? 5 : undefined)));
  if (show.isLifted)
    onSite(40, () => grantException(desk, as(chair), { requirement: 'floor-area', reason: EXCEPTION }));
  if (!isJoint) {
    onSite(75, () =>
      write(
        sits.map((person, seat) =>
          ballotEntry(here(), person, seat, {
            count: unfinished ? [31, 18, 40, 9, 0][seat % 5] : seat === 4 && place % 4 === 1 ? 33 : Infinity,
            isRecusedOnce: seat === 3,
          }),
        ),
      ),
    );
  }
  if (unfinished) return scenes;

  // at the table
  if (!isJoint) onSite(90, () => revealBallots(desk, as(chair), { reason: UNFINISHED }));
  if (show.until === 'deliberation') {
    if (!isJoint) onSite(95, () => adoptUndisputed(desk, as(chair)));
    onSite(105, async () => {
      const known = await facts();
      await write([
        ...talkEntries(here(), sits, calendar.at(day, 100)),
        agreementEntry(here(), chair, { facts: known, onlyUnsplit: true, from: isJoint ? 14 : 24 }),
        conflictEntry(here(), sits),
      ]);
    });
    return scenes;
  }
  onSite(110, async () => {
    const known = await facts();
    await write([
      ...talkEntries(here(), sits, calendar.at(day, 100)),
      agreementEntry(here(), chair, { facts: known, exceptions }),
    ]);
  });
  // Where the notice of findings is on its way, it has suggestions, too.
  const isNotified = show.until === 'notice';
  if (isNotified)
    for (const [seat, suggestion] of SUGGESTIONS.entries())
      onSite(125 + seat, () => suggest(desk, as(sits[seat + 1] ?? chair), suggestion));
  onSite(130, () => lockSheet(desk, as(chair)));
  const director = stage.directorOf(show.centre);
  const isSigning = show.until === 'signing';
  for (const [seat, person] of (isSigning && sits.length > 3 ? sits.slice(0, -1) : sits).entries())
    onSite(132 + seat * 2, async () =>
      sign(person, show.isDissented && seat === 1 ? dissentOn(await worst()) : undefined),
    );
  if (isSigning) return scenes;
  onSite(150, async () => acknowledgeSheet(desk, as(director), { password: '', hash: await hash() }));
  onSite(155, () => closeSigning(desk, as(chair), {}));

  // in the committee
  if (show.until === 'signed-back') {
    scene(calendar.at(day + 1, 60), async () =>
      sendBack(desk, as(officer), { reason: sentBackOver(await worst()) }),
    );
    return scenes;
  }
  if (!reaches('approved')) return scenes;
  const documentNumber = `社综评〔${calendar.day(day).slice(0, 4)}〕${place + 1} 号`;
  scene(calendar.at(day + 2, 90), async () =>
    approveResult(desk, as(officer), { hash: await hash(), minutes: MINUTES, documentNumber }),
  );
  if (!reaches('notice')) return scenes;
  scene(calendar.at(day + 3, 45), () => deliverResult(desk, as(officer)));
  if (show.isPlanned) scene(calendar.at(day + 5, 120), () => beginPlan(desk, as(director), officer));
  scenes.push(...objectionScenes({ stage, calendar, show, here: () => here().id }));
  const number = `社综改〔${calendar.day(day).slice(0, 4)}〕${place + 1}号`;
  if (isNotified)
    scene(calendar.at(day + 3, 50), () => issueNotice(desk, as(officer), { number, addressee: '' }));
  if (!reaches('published')) return scenes;
  // 5 working days of notice after the day of delivery, the last one counted.
  scene(calendar.at(day + 3 + 6, 15), () => publishResult(desk, as(officer)));
  return scenes;
}

interface Planning extends Pick<Story, 'stage' | 'show' | 'place' | 'campaignId'> {
  readonly officer: string;
  readonly plannedOn: string;
}

async function plan({ stage, show, place, campaignId, officer, plannedOn }: Planning): Promise<Subject> {
  const { campaigns } = stage.app.store.tables;
  const [campaign] = await stage.app.store.db.select().from(campaigns).where(eq(campaigns.id, campaignId()));
  const centre = stage.centres.get(show.centre);
  if (campaign === undefined || centre === undefined) throw new Error(`demo: no place for ${show.centre}`);
  const id = await planEvaluation(stage.app, stage.visitor(officer), async () => campaign, {
    centre: show.centre,
    kind: show.kind,
    plannedOn,
    jointBodies: [],
    panel: show.panel.map((person, seat) => ({ person, isChair: seat === 0 })),
  });
  return {
    id,
    place,
    rubric: rubricOf(campaign),
    tier: centre.tier,
    step: campaign.step,
    policy: campaign.ceilingPolicy,
    quality: show.quality ?? 'good',
    shortfalls: show.shortfalls ?? {},
  };
}
