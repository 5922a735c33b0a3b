import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import type { ContactChoice } from '../../../lib/intercom/contacts/contactChoice';
import type { ContactRole } from '../../../lib/intercom/contacts/contactPages';
import { valueOf } from '../valuesFrom';
import { momentOf, type MomentField } from './moment';

const ISO_TIME = 'to an ISO time such as 2026-01-31T09:00:00Z, or leave it empty.';
const CREATED_SINCE: MomentField = { name: 'createdSince', label: 'Created Since', advice: ISO_TIME };
const CHANGED_SINCE: MomentField = { name: 'changedSince', label: 'Changed Since', advice: ISO_TIME };

/** An item of Sync Ledger Trigger on Pages carries whom its job was begun for. */
const OF_A_JOB = 'or as the job wants it, behind Sync Ledger Trigger on Pages';

const PLACEHOLDERS = { tag: 'e.g. VIP', segment: 'e.g. Paying' };

const timeField = ({ name, label }: MomentField, what: string): INodeProperties => ({
	displayName: label,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-01-31T09:00:00Z',
	description: `Only contacts that ${what} at or after this moment, to the second: an ISO time (UTC where it names no zone) or epoch seconds. Empty: whenever, ${OF_A_JOB}.`,
});

const nameField = (name: 'tag' | 'segment', displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: PLACEHOLDERS[name],
	description: `Only contacts of the ${name} with this name. Empty: whether of a ${name} or not, ${OF_A_JOB}.`,
});

/** Whom to read: everybody where all fields are empty and the item holds no `selection`. */
export const choiceFields: INodeProperties[] = [
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'Users and leads' },
			{ name: 'Leads', value: 'lead', description: 'Visitors that are not known to be customers' },
			{ name: 'Users', value: 'user', description: 'Contacts that signed up or were added as users' },
		],
		default: 'all',
		description: 'Which contacts to read. An expression may yield all, user or lead; nothing counts as all.',
	},
	nameField('tag', 'Tag'),
	nameField('segment', 'Segment'),
	timeField(CREATED_SINCE, 'were created'),
	timeField(CHANGED_SINCE, 'changed'),
];

/**
 * Reads the fields; what an expression yields may be anything.
 * @param now epoch seconds
 */
export function choiceOf(context: IExecuteFunctions, item: number, now: number): ContactChoice | Failure {
	const role = roleOf(valueOf(context, 'role', item));
	if (isFailure(role)) return role;
	const tag = nameOf(context, item, 'tag', 'Tag');
	if (isFailure(tag)) return tag;
	const segment = nameOf(context, item, 'segment', 'Segment');
	if (isFailure(segment)) return segment;
	const createdSince = momentOf(context, item, CREATED_SINCE, now);
	if (isFailure(createdSince)) return createdSince;
	const changedSince = momentOf(context, item, CHANGED_SINCE, now);
	if (isFailure(changedSince)) return changedSince;
	return { role, tag, segment, createdSince, changedSince };
}

const ROLES = new Map<string, ContactRole | null>([['', null], ['all', null], ['both', null], ['user', 'user'], ['users', 'user'], ['lead', 'lead'], ['leads', 'lead']]);

/** A role that nobody knows must not stand for everybody. */
function roleOf(value: unknown): ContactRole | null | Failure {
	const role = typeof value === 'string' || value === null || value === undefined ? ROLES.get(String(value ?? '').trim().toLowerCase()) : undefined;
	if (role !== undefined) return role;
	const shown = typeof value === 'string' ? `"${value.slice(0, 40)}"` : 'The value';
	return unusable('role', `${shown} is no role (field Role).`, 'Set Role to all, user or lead.');
}

function nameOf(context: IExecuteFunctions, item: number, name: 'tag' | 'segment', label: string): string | null | Failure {
	const value: unknown = valueOf(context, name, item);
	if (value === null || value === undefined) return null;
	if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
	return unusable(name, `The ${name} is not a text (field ${label}).`, `Set ${label} to the name of one ${name}, or leave it empty for everybody.`);
}

function unusable(field: string, message: string, nextStep: string): Failure {
	return { class: 'validation', reason: `${field}Invalid`, message, nextStep, retryable: false, field };
}

export function isFailure(value: unknown): value is Failure {
	return typeof value === 'object' && value !== null && 'class' in value;
}
