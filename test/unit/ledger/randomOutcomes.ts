import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { broughtBack, failed, fromXeroOf, inIntercom, MINUTE, review, START, synced, told } from './ledgerWorld';

export function outcomeOf(one: ClaimedRecord, how: number, now: number): Settlement {
	const { subject, token } = one;
	const read = { subject, token, reason: '', requestIds: [] };
	if (one.output === 'gone' && how % 4 !== 0) return { ...read, outcome: 'removed', did: 'archived' };
	const seconds = Math.floor(now / 1_000);
	if (one.output === 'changedInXero') return one.balance === undefined ? outcomeBack(one, how, now) : outcomeTold(one, how);
	const owed = { class: 'validation' as const, reason: 'intercomRejected', message: 'No.', nextStep: '', retryable: how % 2 === 0 };
	switch (how % 16) {
		case 0:
			return review(one);
		case 1:
			return review(one, 'massChange');
		case 2:
			return failed(one);
		case 3:
			return failed(one, { class: 'validation', retryable: false });
		case 4:
			return failed(one, { class: 'auth', reason: 'xeroAccessRefused' });
		case 5:
			return failed(one, { class: 'quota', quota: 'day', retryAt: now + 60 * MINUTE });
		case 6:
			return { ...read, outcome: 'skipped' };
		case 7:
			return { ...read, outcome: 'gone', how: 'merged', winnerId: 'c0' };
		case 8:
			return { ...read, outcome: 'gone', how: 'archived', changedAtSeconds: seconds - (one.findArchived ? 1_200 : 60) };
		case 9:
			return failed(one, { vendor: 'intercom', step: 'read', class: 'validation', reason: 'intercomNotFound', retryable: false });
		case 10:
			return synced(one, { reference: 'owed', sourceUpdatedAtSeconds: seconds });
		case 11:
			return synced(one, { reference: 'owed', referenceFailure: owed, sourceUpdatedAtSeconds: seconds });
		case 12:
			return synced(one, { tell: [{ key: `mergeInXero ${subject.id}`, about: 'mergeInXero', message: 'm', nextStep: 'n', url: 'https://x' }], sourceUpdatedAtSeconds: seconds });
		case 14:
			return synced(one, { owesIntercom: true, xeroUpdatedAt: now, sourceUpdatedAtSeconds: seconds });
		case 15:
			return synced(one, { reference: 'owed', referenceFailure: { ...owed, class: 'auth', reason: seconds % 2 === 0 ? 'intercomTokenRevoked' : 'intercomPermissionMissing', retryable: false }, sourceUpdatedAtSeconds: seconds });
		case 13:
			return { ...read, outcome: 'previewed', inTest: seconds % 2 === 0 };
		default:
			return synced(one, { shown: `s${how % 4}`, sourceUpdatedAtSeconds: how % 2 === 0 ? seconds : START / 1_000 });
	}
}

/** What may become of what Intercom is to be told. */
function outcomeTold(one: ClaimedRecord, how: number): Settlement {
	const fromXero = fromXeroOf(one);
	switch (how % 7) {
		case 0:
			return failed(one, { fromXero, vendor: 'intercom', reason: 'intercomStatus503' });
		case 1:
			return failed(one, { fromXero, vendor: 'intercom', class: 'validation', reason: 'intercomNotFound', retryable: false });
		case 2:
			return failed(one, { fromXero, vendor: 'intercom', class: 'validation', reason: 'attributeUnknown', retryable: false });
		case 3:
			return told(one, { isTold: false, result: 'unchanged', owesXero: true });
		case 4:
			return { subject: one.subject, token: one.token, reason: 'wouldUpdate', requestIds: [], outcome: 'previewed', inTest: how % 2 === 0, fromXero };
		default:
			return told(one, { shownBefore: `s${how % 4}`, shown: `s${how % 4}` });
	}
}

/** What may become of what was on its way from Xero to Intercom. */
function outcomeBack(one: ClaimedRecord, how: number, now: number): Settlement {
	const seconds = Math.floor(now / 1_000);
	const fromXero = fromXeroOf(one);
	if (one.subject.kind === 'xeroContact' && how % 9 > 5) return inIntercom(one, `c${how % 5}`, how % 9 === 6 ? { result: 'unchanged', values: undefined } : {});
	switch (how % 9) {
		case 0:
			return { ...review(one, one.subject.kind === 'xeroContact' ? 'maybeKnown' : 'changedOnBothSides'), fromXero };
		case 1:
			return { ...review(one, 'massChange'), fromXero };
		case 2:
			return failed(one, { fromXero, vendor: 'intercom', reason: 'intercomStatus503' });
		case 3:
			return failed(one, { fromXero, vendor: 'intercom', class: 'validation', reason: 'intercomNotFound', retryable: false });
		case 4:
			return failed(one, { fromXero, vendor: 'mapping', step: 'map', class: 'validation', retryable: false });
		case 5:
			return { subject: one.subject, token: one.token, reason: 'notActive', requestIds: [], outcome: 'skipped', fromXero };
		case 6:
			return broughtBack(one, { owesXero: true, shown: `s${how % 4}`, intercomUpdatedAtSeconds: seconds });
		case 7:
			return broughtBack(one, { xeroUpdatedAt: now - 5_000, xeroContactId: 'x-winner', intercomUpdatedAtSeconds: seconds });
		default:
			return broughtBack(one, { shown: `s${how % 4}`, intercomUpdatedAtSeconds: seconds });
	}
}
