import { isEqual } from 'es-toolkit';
import type { Settlement } from '../events/settlement';
import { newRecord, wasSynced, type RecordRow } from '../rows/record';
import { BALANCE_REFUSED_KEY } from './alertTexts';
import { toldAs } from './balances';
import { flowsBack } from './fromXero';
import { end } from './outbox';
import { rewrite } from './rewrite';
import type { ItsWork, Settled, Settling } from './settling';
import { workAfterReading } from './workAfterReading';

type Told = Extract<Settlement, { outcome: 'told' }>;

/** Intercom was told what only Xero knows, or need not be: neither is any news of the record itself. Pure. */
export function afterTold(told: Told, work: ItsWork, shared: Settling): Settled {
	const { found, settings, now } = shared;
	const was = found.record(told.subject);
	const record = was === null ? newRecord(told.subject, 0) : toldRecord(told, was);
	// What the next night found meanwhile is still to be told.
	const balance = work === null || isEqual(work.balance, told.balance) ? null : work.balance;
	const xeroChangedAt = flowsBack(record, settings) ? (work?.xeroChangedAt ?? null) : null;
	const rest = workAfterReading(work, record, shared, { xeroChangedAt, owesXero: told.owesXero || record.reference === 'owed', balance });
	const refused = found.alert(BALANCE_REFUSED_KEY);
	const over = refused !== null && told.result === 'updated' ? end(refused, refused.text, now) : [];
	return { ...rest, changes: [...(was === null || isEqual(was, record) ? [] : rewrite('record', was, record, 'told')), ...rest.changes, ...over] };
}

/**
 * What Intercom was told is remembered. Our own write moved the record's time: where it shows nothing else than before, that is
 * the time of the state that is known, and its echo is none; else somebody changed it, and what tells of that is news.
 */
function toldRecord({ balance, isTold, shown, shownBefore, intercomUpdatedAtSeconds }: Told, was: RecordRow): RecordRow {
	if (!wasSynced(was) || !isTold) return was;
	const isAsKnown = shown !== undefined && shown === was.shown && shownBefore === was.shown;
	return { ...was, told: toldAs(balance), ...(isAsKnown && { sourceUpdatedAtSeconds: Math.max(was.sourceUpdatedAtSeconds, intercomUpdatedAtSeconds) }) };
}
