/** People, sessions, bodies and centres. */
import { BODY_KINDS, CENTRE_ROLES, TIERS } from '@heping/scoring';
import { z } from 'zod';
import { Id, LocaleName, Moment, name, PersonRef, text } from './values.ts';

export const Username = z
  .string()
  .trim()
  .regex(/^[a-z0-9._-]{2,40}$/);
export const Password = z.string().min(10).max(200);

export const SignIn = z.object({
  username: text(40).min(1),
  password: z.string().min(1).max(200),
});

export const BodyRef = z.object({
  id: Id,
  name: z.string(),
  nameEn: z.string(),
  kind: z.enum(BODY_KINDS),
});
export type BodyRef = z.infer<typeof BodyRef>;

export const CentreRef = z.object({
  id: Id,
  name: z.string(),
  nameEn: z.string(),
  tier: z.enum(TIERS),
  area: z.string().describe('the area’s full Chinese path, e.g. 湖州市德清县乾元镇'),
  areaEn: z.string(),
});
export type CentreRef = z.infer<typeof CentreRef>;

/** Who is signed in and what they are, apart from any evaluation. */
export const Me = PersonRef.extend({
  username: z.string(),
  locale: LocaleName,
  isAdministrator: z.boolean(),
  /** bodies they are an officer of */
  bodies: z.array(BodyRef),
  /** centres they are tied to */
  centres: z.array(CentreRef.extend({ role: z.enum(CENTRE_ROLES) })),
});
export type Me = z.infer<typeof Me>;

export const ChangeMe = z.object({ locale: LocaleName.optional() });
export const ChangePassword = z.object({ current: z.string().max(200), next: Password });

/** Who this browser is signed in as, if anybody. */
export const CurrentSession = z.object({
  person: Me.nullable(),
  /** the session ends at the latest then; null when nobody is signed in */
  expiresAt: Moment.nullable(),
});
export type CurrentSession = z.infer<typeof CurrentSession>;

/** A person in the administrator's list, and for whoever looks for panelists. */
export const Person = PersonRef.extend({
  username: z.string(),
  isAdministrator: z.boolean(),
  isDisabled: z.boolean(),
  bodies: z.array(BodyRef),
  centres: z.array(CentreRef.extend({ role: z.enum(CENTRE_ROLES) })),
});
export type Person = z.infer<typeof Person>;

export const NewPerson = z.object({
  username: Username,
  name: name(60).min(1),
  nameEn: name(60).default(''),
  password: Password,
  isAdministrator: z.boolean().default(false),
});
export const ChangePerson = z.object({
  name: name(60).min(1).optional(),
  nameEn: name(60).optional(),
  password: Password.optional(),
  isAdministrator: z.boolean().optional(),
  isDisabled: z.boolean().optional(),
});

export const People = z.object({
  people: z.array(Person),
  count: z.number().int().describe('all that were found, on this page or not'),
  next: z.string().nullable().describe('`after` for the page that follows; null on the last'),
});
export type People = z.infer<typeof People>;

/** An evaluating body with its area and the people who work for it. */
export const Body = BodyRef.extend({
  area: z.string().describe('the area’s full Chinese path'),
  areaEn: z.string(),
  /** only for administrators and officers; empty for everybody else */
  officers: z.array(PersonRef),
});
export type Body = z.infer<typeof Body>;
export const Bodies = z.object({ bodies: z.array(Body) });
export type Bodies = z.infer<typeof Bodies>;

/** A centre in full. */
export const Centre = CentreRef.extend({
  address: z.string(),
  phone: z.string(),
  /** the body that runs it, where one does */
  runBy: BodyRef.nullable(),
  /** who leads it, works there or answers for it; only for officers, administrators and the centre’s own people */
  people: z.array(PersonRef.extend({ role: z.enum(CENTRE_ROLES) })),
});
export type Centre = z.infer<typeof Centre>;
export const Centres = z.object({ centres: z.array(CentreRef) });
export type Centres = z.infer<typeof Centres>;
export const TieRole = z.object({ role: z.enum(CENTRE_ROLES) });
