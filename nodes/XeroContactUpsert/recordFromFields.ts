import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { mapContactToPerson } from '../../lib/mapping/person/person';
import { readProfile } from '../../lib/mapping/profileInput';
import type { MappedRecord } from '../../lib/sync/record/record';
import type { ReadItem } from './throughXero';

/** The record that the fields of one item make, as the mapper would have made it; or what is wrong with them. */
export function recordFromFields(context: IExecuteFunctions, position: number): ReadItem<MappedRecord> {
	const field = (name: string) => String(context.getNodeParameter(name, position, '') ?? '').trim();
	const id = field('intercomId');
	const now = Math.floor(Date.now() / 1_000);
	// A visitor can type anybody's email; only the person at the panel can vouch for it, and no agent.
	const role = context.getNodeParameter('verified', position, false) === true ? 'user' : 'lead';
	const profile = readProfile({ contact: { id, role, name: field('name'), email: field('email'), phone: field('phone'), created_at: now, updated_at: now } });
	if (profile === null || !/^[\w-]+$/.test(id)) return refused(id, 'intercomIdInvalid', id === '' ? 'Intercom ID is empty.' : `"${id.slice(0, 60)}" is not an Intercom contact ID.`, 'Set Intercom ID to the ID of the contact in Intercom.', 'intercomId');
	const result = mapContactToPerson(profile, { mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'DEFAULT' }, syncWhom: { who: 'everyone' }, rules: {}, defaultCountry: field('defaultCountry').toUpperCase() || 'AU', unreadablePhone: 'leaveOut' });
	if (result.kind === 'mapped') return { ok: true, intercomId: id, request: result.record, shown: { ...result.record } as unknown as IDataObject };
	return refused(id, result.reason, result.message, 'Correct the fields and send the item again.');
}

function refused(intercomId: string, reason: string, message: string, nextStep: string, field?: string): ReadItem<MappedRecord> {
	return { ok: false, intercomId, failure: { class: 'validation', reason, message, nextStep, retryable: false, ...(field !== undefined && { field }) } };
}
