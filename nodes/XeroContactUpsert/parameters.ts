import type { INodeProperties } from 'n8n-workflow';
import { credentialsSlot } from '../shared/credentialsSlot';
import { organisationField } from '../shared/organisationField';
import { subtitleOf } from '../shared/subtitle';
import { intercomAccessField } from './intercomAccess';
import { OPERATIONS } from './operations';
import { toAgents } from './toAgents';
import { operationField } from '../shared/operationField';
import { sharedFields } from '../shared/xeroTurn';

/** By plain comparison: sorting by locale would load the language data at every start of n8n. */
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

const operation = operationField(Object.values(OPERATIONS).map(({ description }) => description).sort(byName), 'createOrUpdate');

const organisation = organisationField('The Xero organisation that is written to. May stay empty for items of a ledger, which know theirs, and when the credential is connected to exactly one.');

/** Everything a person sets on the node: what all operations share, then what each brings. */
export const PARAMETERS: INodeProperties[] = [
	operation,
	...toAgents,
	// Before the organisation, whose list needs it.
	credentialsSlot,
	organisation,
	...Object.values(OPERATIONS).flatMap(({ properties }) => properties),
	// Last: the node works without them.
	intercomAccessField,
	...sharedFields,
];

/** The name of the chosen operation, under the node on the canvas. */
export const SUBTITLE = subtitleOf(Object.fromEntries(Object.entries(OPERATIONS).map(([value, { description }]) => [value, description.name])), '$parameter["operation"]');
