/** Which rows belong together, for `db.query.…findMany({ with: … })`; the same on both dialects. */
import { relations } from 'drizzle-orm';
import type { Tables } from './tables.ts';

/** Relations of every table that pages read together. */
export function defineRelations(t: Tables) {
  return {
    areasRelations: relations(t.areas, ({ one, many }) => ({
      parent: one(t.areas, {
        fields: [t.areas.parentId],
        references: [t.areas.id],
        relationName: 'below',
      }),
      children: many(t.areas, { relationName: 'below' }),
      centres: many(t.centres),
      bodies: many(t.bodies),
    })),
    bodiesRelations: relations(t.bodies, ({ one, many }) => ({
      area: one(t.areas, { fields: [t.bodies.areaId], references: [t.areas.id] }),
      officers: many(t.officers),
      campaigns: many(t.campaigns),
    })),
    officersRelations: relations(t.officers, ({ one }) => ({
      body: one(t.bodies, { fields: [t.officers.bodyId], references: [t.bodies.id] }),
      person: one(t.people, { fields: [t.officers.personId], references: [t.people.id] }),
    })),
    centresRelations: relations(t.centres, ({ one, many }) => ({
      area: one(t.areas, { fields: [t.centres.areaId], references: [t.areas.id] }),
      runBy: one(t.bodies, { fields: [t.centres.runByBodyId], references: [t.bodies.id] }),
      people: many(t.centrePeople),
      evaluations: many(t.evaluations),
    })),
    centrePeopleRelations: relations(t.centrePeople, ({ one }) => ({
      centre: one(t.centres, { fields: [t.centrePeople.centreId], references: [t.centres.id] }),
      person: one(t.people, { fields: [t.centrePeople.personId], references: [t.people.id] }),
    })),
    campaignsRelations: relations(t.campaigns, ({ one, many }) => ({
      body: one(t.bodies, { fields: [t.campaigns.bodyId], references: [t.bodies.id] }),
      evaluations: many(t.evaluations),
    })),
    evaluationsRelations: relations(t.evaluations, ({ one, many }) => ({
      campaign: one(t.campaigns, {
        fields: [t.evaluations.campaignId],
        references: [t.campaigns.id],
      }),
      centre: one(t.centres, { fields: [t.evaluations.centreId], references: [t.centres.id] }),
      leadBody: one(t.bodies, { fields: [t.evaluations.leadBodyId], references: [t.bodies.id] }),
      jointBodies: many(t.jointBodies),
      panel: many(t.panelMembers),
      sheets: many(t.sheets),
      findings: many(t.findings),
    })),
    jointBodiesRelations: relations(t.jointBodies, ({ one }) => ({
      evaluation: one(t.evaluations, {
        fields: [t.jointBodies.evaluationId],
        references: [t.evaluations.id],
      }),
      body: one(t.bodies, { fields: [t.jointBodies.bodyId], references: [t.bodies.id] }),
    })),
    panelMembersRelations: relations(t.panelMembers, ({ one }) => ({
      evaluation: one(t.evaluations, {
        fields: [t.panelMembers.evaluationId],
        references: [t.evaluations.id],
      }),
      person: one(t.people, { fields: [t.panelMembers.personId], references: [t.people.id] }),
    })),
    sheetsRelations: relations(t.sheets, ({ one, many }) => ({
      evaluation: one(t.evaluations, {
        fields: [t.sheets.evaluationId],
        references: [t.evaluations.id],
      }),
      signatures: many(t.signatures),
    })),
    signaturesRelations: relations(t.signatures, ({ one }) => ({
      sheet: one(t.sheets, { fields: [t.signatures.sheetId], references: [t.sheets.id] }),
      person: one(t.people, { fields: [t.signatures.personId], references: [t.people.id] }),
    })),
    findingsRelations: relations(t.findings, ({ one }) => ({
      evaluation: one(t.evaluations, {
        fields: [t.findings.evaluationId],
        references: [t.evaluations.id],
      }),
    })),
  };
}

export type Relations = ReturnType<typeof defineRelations>;
