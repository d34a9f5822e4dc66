/** One evaluation in scoring, as chance has it: a panel at work, and everybody else trying to see what it does. */
import {
  addPiece,
  castScore,
  claim,
  ENDINGS,
  factKeysOf,
  noteOf,
  putBeside,
  readingPlacesOf,
  recordFact,
  recuseFrom,
  remarkOf,
  statementOf,
  writeText,
} from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import type { Socket } from 'socket.io-client';
import * as Y from 'yjs';
import { until } from '../../apps/server/src/sync/testing/world.ts';
import { pdf } from '../../apps/server/src/testing/files.ts';
import { INDICATORS, PANEL } from '../../apps/server/src/testing/walk.ts';
import type { Chance } from '../fuzz/random.ts';
import { ACCOUNTS, type Account } from './accounts.ts';
import { addressesOfFiles, ballotOf, GUESSED, NAMES, RECORD, SELF, SHARED } from './addresses.ts';
import { ask, logVisit } from './centre.ts';
import { Secrets } from './ear.ts';
import { call, EVALUATION, listen, openTablet, type House } from './house.ts';
import { sayOnPaper, takePapersBack, typeSecond } from './paper.ts';
import type { Tablet } from './tablet.ts';

type Member = (typeof PANEL)[number];
const HOW = factKeysOf(huzhou, 'township').filter(({ field }) => field === 'how' || field === 'na');
const PLACES = readingPlacesOf(huzhou, 'township').filter(({ field }) => field === 'value');
/** Commands that nobody may give now, or that are incomplete: whatever they answer is listened to. */
const COMMANDS = [
  'open',
  'adopt',
  'lock',
  'unlock',
  'sign',
  'approve',
  'publish',
  'deliver',
  'send-back',
  'reveal',
];
const HASH = '0'.repeat(64);

export class Evening {
  readonly secrets: Secrets;
  readonly house: House;
  readonly #chance: Chance;
  readonly #tally: Record<string, number>;
  readonly #tablets: { account: Account; tablet: Tablet }[] = [];
  readonly #sockets: Socket[] = [];
  readonly #doors: readonly string[];
  #strays = 0;
  /** What was said before scoring opened. */
  readonly #before: string[] = [];
  /** The indicator that the centre's log speaks of. */
  #logged = '';
  readonly #slots: string[] = ['ab12cd34ef56'];

  constructor(house: House, chance: Chance, tally: Record<string, number>) {
    this.house = house;
    this.#chance = chance;
    this.#tally = tally;
    const letter = () => chance.pick([...'abcdefghijkmnpqrstuvwxyz23456789']);
    this.secrets = new Secrets(Array.from({ length: 12 }, letter).join(''));
    this.#doors = house.app.doors.filter(({ method }) => method === 'GET').map(({ path }) => addressOf(path));
  }

  /** The centre has said what it says of itself; everybody of the panel has scored something. */
  async begin(): Promise<void> {
    await this.#sayOfItself();
    await this.house.openScoring();
    for (const person of PANEL) {
      const { code, maximum } = this.#chance.pick(INDICATORS);
      castScore((await this.#tabletOf(person, 'ballot')).doc, code, maximum);
    }
  }

  async #sayOfItself(): Promise<void> {
    const leader = this.#open('leader', SELF, true);
    await until(() => leader.isSynced, 'the leader has the self-assessment');
    const statement = this.secrets.word('self', 'leader');
    const { code, maximum } = this.#chance.pick(INDICATORS);
    claim(leader.doc, code, maximum);
    statementOf(leader.doc, code).insert(0, statement);
    await until(() => leader.isSettled, 'settled');
    const handIn = { method: 'POST', path: `/api/v1/evaluations/${EVALUATION}/self/hand-in`, body: {} };
    const text = this.secrets.word('activity', 'leader');
    await ask(this.house, handIn);
    await logVisit(this.house, text, code);
    this.#logged = code;
    this.#before.push(statement, text);
  }

  /** One step of chance. */
  async step(): Promise<void> {
    const [name, run] = this.#chance.pick(this.#steps);
    this.#tally[name] = (this.#tally[name] ?? 0) + 1;
    await run();
  }

  readonly #steps: readonly (readonly [name: string, run: () => Promise<unknown> | void])[] = [
    ['score', () => this.#score()],
    ['remark', () => this.#remark()],
    ['remark', () => this.#remark()],
    [
      'recusal',
      () =>
        this.#write('ballot', (doc, by) => recuseFrom(doc, this.#code(), this.secrets.word('recusal', by))),
    ],
    ['stray', () => this.#stray()],
    ['note', () => this.#note()],
    ['note', () => this.#note()],
    ['fact', () => this.#fact()],
    ['reading', () => this.#reading()],
    ['piece', () => this.#piece()],
    ['exception', () => this.#exception()],
    ['paper', () => sayOnPaper(this.house, this.#chance)],
    ['second typing', () => typeSecond(this.house, this.#chance)],
    ['presence', () => this.#presence()],
    ['offline', () => this.#offline()],
    ['open', () => this.#open(this.#anybody(), this.#chance.pick(NAMES))],
    ['open', () => this.#open(this.#anybody(), this.#chance.pick(NAMES))],
    ['close', () => this.#close()],
    ['listen', async () => void this.#sockets.push(await listen(this.house, this.#anybody()))],
    ['ask', () => this.#ask(this.#anybody(), this.#chance.pick([...this.#doors, ...GUESSED]))],
    ['ask', () => this.#ask(this.#anybody(), this.#chance.pick(this.#doors))],
    ['command', () => this.#command()],
  ];

  #anybody(): Account {
    return this.#chance.pick(ACCOUNTS);
  }
  #code(): string {
    return this.#chance.pick(INDICATORS).code;
  }
  #ask(account: Account, path: string): Promise<number> {
    return call(this.house, account, { path: path.replace(':slot', this.#chance.pick(this.#slots)) });
  }

  // documents

  #open(account: Account, name: string, speaksOurs = this.#chance.below(4) > 0): Tablet {
    // As many as a person may have; the oldest goes first.
    const own = this.#tablets.filter((one) => one.account === account);
    if (own.length > 12 && own[0] !== undefined) {
      own[0].tablet.cut();
      this.#tablets.splice(this.#tablets.indexOf(own[0]), 1);
    }
    const tablet = openTablet(this.house, account, name, speaksOurs);
    this.#tablets.push({ account, tablet });
    return tablet;
  }

  #close(): void {
    if (this.#tablets.length === 0) return;
    const one = this.#chance.pick(this.#tablets);
    one.tablet.cut();
    this.#tablets.splice(this.#tablets.indexOf(one), 1);
  }

  /** A document that a panelist has open, opened where it is not. */
  async #tabletOf(person: Member, kind: 'ballot' | 'record'): Promise<Tablet> {
    const name = kind === 'ballot' ? ballotOf(person) : RECORD;
    const known = this.#tablets.find(
      ({ account, tablet }) =>
        account === person && tablet.name === name && tablet.isOpen && tablet.speaksOurs,
    );
    const tablet = known?.tablet ?? this.#open(person, name, true);
    await until(() => tablet.isSynced || !tablet.isOpen, `${person} has ${name}`);
    if (!tablet.isOpen) throw new Error(`${person} was shown out of ${name} with ${tablet.ended}`);
    return tablet;
  }

  async #write(kind: 'ballot' | 'record', change: (doc: Y.Doc, by: Member) => void): Promise<void> {
    const by = this.#chance.pick(PANEL);
    const tablet = await this.#tabletOf(by, kind);
    tablet.doc.transact(() => change(tablet.doc, by));
  }

  #score(): Promise<void> {
    const { code, maximum } = this.#chance.pick(INDICATORS);
    return this.#write('ballot', (doc) => castScore(doc, code, this.#chance.below(maximum + 1)));
  }

  #remark(): Promise<void> {
    return this.#write('ballot', (doc, by) => {
      const remark = remarkOf(doc, this.#code());
      if (remark.length > 0 && this.#chance.oneIn(6)) return writeText(remark, '');
      remark.insert(this.#chance.oneIn(2) ? 0 : remark.length, this.secrets.word('remark', by));
    });
  }

  /** A score that no rule allows: refused, and said to its writer alone. */
  async #stray(): Promise<void> {
    this.#strays += 1;
    if (this.#strays > 4) return this.#score();
    await this.#write('ballot', (doc, by) =>
      castScore(doc, this.#code(), this.secrets.number(300_000_000 + this.#chance.below(1_700_000_000), by)),
    );
  }

  #note(): Promise<void> {
    return this.#write('record', (doc, by) => {
      const note = noteOf(doc, this.#code());
      const paragraph = new Y.XmlElement('paragraph');
      note.insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText(this.secrets.word('note', by))]);
    });
  }

  #fact(): Promise<void> {
    return this.#write('record', (doc, by) => {
      recordFact(doc, this.#chance.pick(HOW).key, this.secrets.word('fact', by));
      recordFact(doc, 'study', this.#chance.below(9));
    });
  }

  /** Somebody else measured again: both stand beside each other. */
  #reading(): Promise<void> {
    return this.#write('record', (doc, by) => {
      const how = this.secrets.word('fact', by);
      putBeside(doc, this.#chance.pick(PLACES), { value: this.#chance.below(50), how, details: {} });
    });
  }

  /** A piece of evidence: what is said of it in the record, then its bytes. */
  async #piece(): Promise<void> {
    const slot = Array.from({ length: 12 }, () => this.#chance.pick([...'abcdefghijkmnpqrstuvwxyz'])).join(
      '',
    );
    const word = { current: '' };
    let who: Member = 'alice';
    await this.#write('record', (doc, by) => {
      who = by;
      word.current = this.secrets.word('evidence', by);
      const text = word.current;
      addPiece(doc, slot, {
        ...{ by, kind: 'file', taken: Date.now(), name: `${text}.pdf`, of: null },
        ...{ caption: text, where: text, serves: [this.#code()] },
      });
    });
    await this.settle();
    this.#slots.push(slot);
    await call(this.house, who, {
      ...{ method: 'PUT', path: `/api/v1/evaluations/${EVALUATION}/evidence/${slot}` },
      file: { name: `${word.current}.pdf`, bytes: pdf(`<< /Title (${word.current}) >>`) },
    });
  }

  #exception(): Promise<number> {
    const reason = this.secrets.word('exception', 'alice');
    const path = `/api/v1/evaluations/${EVALUATION}/exceptions`;
    return call(this.house, 'alice', { method: 'POST', path, body: { requirement: 'floor-area', reason } });
  }

  /** Where somebody is, with more in it than a page would say. */
  async #presence(): Promise<void> {
    const by = this.#chance.pick(PANEL);
    const kind = this.#chance.pick(['ballot', 'record'] as const);
    const tablet = await this.#tabletOf(by, kind);
    const word = this.secrets.word(kind === 'ballot' ? 'stray' : 'presence', by);
    const code = this.#code();
    tablet.say({
      at: code,
      field: `note:${word}`,
      user: { id: 'eve', name: word, color: word },
      cursor: { anchor: { tname: `note:${code}` }, head: { tname: `note:${code}` } },
      text: word,
    });
  }

  /** Out of the network, written on, back again with everything. */
  async #offline(): Promise<void> {
    const by = this.#chance.pick(PANEL);
    const kind = this.#chance.pick(['ballot', 'record'] as const);
    const tablet = await this.#tabletOf(by, kind);
    await until(() => tablet.isSettled, 'settled');
    tablet.cut();
    const code = this.#code();
    if (kind === 'ballot') remarkOf(tablet.doc, code).insert(0, this.secrets.word('remark', by));
    else recordFact(tablet.doc, this.#chance.pick(HOW).key, this.secrets.word('fact', by));
    tablet.connect();
  }

  // commands

  async #command(): Promise<void> {
    const verb = this.#chance.pick(COMMANDS);
    const path = `/api/v1/evaluations/${EVALUATION}/${verb}`;
    const body =
      verb === 'sign'
        ? { password: 'x', hash: HASH }
        : verb === 'approve'
          ? { hash: HASH }
          : ['unlock', 'send-back'].includes(verb)
            ? { reason: 'because' }
            : {};
    await call(this.house, this.#anybody(), { method: 'POST', path, body });
  }

  // the end of a phase

  /** What was written is saved and told to everybody. */
  async settle(): Promise<void> {
    const owners = this.#tablets.filter(({ tablet }) => tablet.speaksOurs);
    await until(() => owners.every(({ tablet }) => tablet.isSettled), 'everything is saved');
  }

  /** Everybody tries the doors behind which something of the evaluation lies, and some documents; one, all there are. */
  async tryEverything(): Promise<void> {
    await Promise.all(this.#tablets.splice(0).map(({ tablet }) => tablet.leave()));
    const thorough = this.#anybody();
    const some = [
      ...this.#doors.filter(isOfEvaluations),
      `/api/v1/evaluations/${EVALUATION}/activities?indicator=${this.#logged}`,
      ...(await addressesOfFiles(this.house)),
    ];
    await Promise.all(
      ACCOUNTS.map(async (account) => {
        const paths = account === thorough ? new Set([...some, ...this.#doors, ...GUESSED]) : some;
        await Promise.all([...paths].map((path) => this.#ask(account, path)));
        await this.#tryDocuments(account, account === thorough);
      }),
    );
  }

  async #tryDocuments(account: Account, isThorough: boolean): Promise<void> {
    const ballots = ACCOUNTS.map(ballotOf);
    const some = [ballotOf(account), this.#chance.pick(ballots), ballotOf(this.#chance.pick(PANEL))];
    // Without a session all would be too many, and the address would have to wait.
    const names = new Set([...SHARED, ...(isThorough && account !== 'nobody' ? ballots : some)]);
    const tablets = [...names].map((name) => openTablet(this.house, account, name));
    await until(() => tablets.every((one) => one.isSynced || !one.isOpen), `${account} was answered`);
    const waited = tablets.filter(({ ended }) => ended === ENDINGS['too-fast'].code);
    if (waited.length > 0) throw new Error(`${account} had to wait: nothing was tried`);
    await Promise.all(tablets.map((tablet) => tablet.leave()));
  }

  async reveal(): Promise<number> {
    await takePapersBack(this.house);
    const path = `/api/v1/evaluations/${EVALUATION}/reveal`;
    return call(this.house, 'alice', { method: 'POST', path, body: { reason: '时间到了' } });
  }

  /** The text of every ballot and of the record, as the server holds them. */
  async standing(): Promise<string> {
    return this.house.app.corridor.command(EVALUATION, async (moment) => {
      const record = await moment.document({ kind: 'record', evaluation: EVALUATION });
      const maps = ['facts', 'readings', 'evidence'].map((name) => record.getMap(name).toJSON());
      const texts = [JSON.stringify(maps), ...this.#before];
      for (const { code } of INDICATORS) texts.push(noteOf(record, code).toString());
      for (const person of PANEL) {
        const ballot = await moment.document({ kind: 'ballot', evaluation: EVALUATION, person });
        for (const { code } of INDICATORS) texts.push(remarkOf(ballot, code).toString());
      }
      return texts.join('\n');
    });
  }

  leave(): void {
    for (const { tablet } of this.#tablets) tablet.cut();
    for (const socket of this.#sockets) socket.disconnect();
  }
}

const IDS: Readonly<Record<string, string>> = {
  campaigns: 'campaign',
  centres: 'town-centre',
  people: 'bo',
  rubrics: 'huzhou',
};

/** Doors behind which something of an evaluation may lie. */
const isOfEvaluations = (path: string): boolean =>
  /evaluations|results|work|campaigns\/|centres\//.test(path);

/** A door's address with the things of this evaluation in it. */
function addressOf(path: string): string {
  const [, room = ''] = path.split('/');
  return `/api/v1${path.replace(/:(?!slot)\w+/g, IDS[room] ?? EVALUATION)}`;
}
