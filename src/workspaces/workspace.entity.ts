import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { Plan } from './plans.ts';

/** The form of Stockaj's workspace ids. */
export const workspaceIdForm = /^[A-Za-z0-9_-]{1,64}$/;

/** A tenant. Its id is the text that Stockaj uses. */
export const WorkspaceEntity = defineEntity({
  name: 'Workspace',
  tableName: 'workspaces',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    plan: p.enum(() => Plan),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export type Workspace = InferEntity<typeof WorkspaceEntity>;
