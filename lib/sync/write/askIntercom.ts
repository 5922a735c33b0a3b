import { pool } from '../../http/pool';
import type { Pending } from '../decide/decide';
import { identify } from '../identity/identify';
import { otherRecordsOf } from '../identity/numberOwner';
import type { MappedRecord } from '../record/record';
import { withEarlierIds } from '../identity/intercomRecords';
import type { Run } from './run';

const CALLS_AT_ONCE = 4;

/**
 * Asks Intercom about the records whose numbers stand in the way: whether they are gone, were merged into the very record
 * over others, and which email they have by now. Each is asked about once in a run, and none where the user has chosen no Intercom credential.
 */
export async function askIntercom(run: Run, pending: readonly Pending[]): Promise<void> {
	const { intercom } = run.deps;
	if (!intercom) return;
	const asked = new Map(pending.flatMap(({ record }) => inTheWay(run, record).map((id) => [id, record] as const)));
	await pool([...asked], CALLS_AT_ONCE, async ([id, record]) => {
		const answer = await intercom.look(id, record);
		if (answer.state === 'gone') run.known.gone.add(id);
		else if (answer.state === 'present') run.known.present.set(id, answer);
		else if (answer.state === 'merged') run.known.merged.set(id, answer.winnerId);
		else run.known.unknown.add(id);
	});
	for (const one of pending) one.record = withEarlierIds(one.record, run.known.merged);
}

function inTheWay({ directory, options, known }: Run, record: MappedRecord): string[] {
	const identity = identify(record, directory, options);
	// Whatever Intercom said, a lead that typed an email would stay a stranger; and anybody can make leads.
	if (identity.kind !== 'review' || identity.because === 'unverified') return [];
	const ids = identity.candidates.flatMap((contact) => otherRecordsOf(contact, record, directory, known.heldBy));
	return ids.filter((id) => !known.gone.has(id) && !known.present.has(id) && !known.merged.has(id) && !known.unknown.has(id));
}
