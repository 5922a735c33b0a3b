import type { Settlement } from '../events/settlement';
import type { RunningWork } from '../rows/work';
import type { Change, Found } from '../store/step';
import { noteFact, previewOf } from './facts';
import { rewrite } from './rewrite';
import { againFor, type ItsWork, type Settled, type Settling } from './settling';
import { waiting } from './workRow';

type Previewed = Extract<Settlement, { outcome: 'previewed' }>;

/** One of those that were only previewed is taken so often: so it shows that the workflow writes again. */
export const LOOK_AGAIN_MS = 5 * 60_000;

/** The others rest so long, unless the workflow writes before: each look costs calls to Xero, and nothing comes of it. */
export const PREVIEW_RESTS_MS = 24 * 60 * 60_000;

/** What was on its way from Xero to Intercom rests so long: each look costs Xero a call. What only Xero knows rests a day: the next night looks. */
export const BACK_PREVIEW_RESTS_MS = 60 * 60_000;

/**
 * It was only looked at: its work goes back as it was, and nothing else is kept or told. The trigger would take it again at
 * once and for ever, so it rests until the workflow writes again. n8n does not start a trigger anew when another node is
 * changed and published: that it writes shows in what the next record comes to, and one is taken now and then for that. What a
 * test run took is due at once, because the published workflow has it still to do. Pure.
 */
export function afterPreview({ inTest, fromXero }: Previewed, work: ItsWork, { found, now }: Pick<Settling, 'found' | 'now'>): Settled {
	if (work === null) return { became: 'done', nextAt: null, changes: [] };
	if (work.arrived !== null) return againFor(work.arrived, work, {}, now);
	if (fromXero !== undefined) return restsBack(inTest, fromXero.balance === undefined ? BACK_PREVIEW_RESTS_MS : PREVIEW_RESTS_MS, work, now);
	const { lookAt } = previewOf(found);
	const isNextLook = !inTest && lookAt <= now;
	const rest = inTest ? { dueAt: Math.min(work.dueAt, now) } : { dueAt: now + (isNextLook ? LOOK_AGAIN_MS : PREVIEW_RESTS_MS), waitsFor: 'writing' as const };
	const noted = isNextLook ? noteFact(found, 'preview', { isOn: true, lookAt: now + LOOK_AGAIN_MS }) : [];
	return { became: 'waits', nextAt: rest.dueAt, changes: [...rewrite('work', work, waiting(work, rest), 'previewed'), ...noted] };
}

/** That the workflow writes to Xero says nothing of whether it writes to Intercom. */
function restsBack(inTest: boolean, restMs: number, work: RunningWork, now: number): Settled {
	const dueAt = inTest ? Math.min(work.dueAt, now) : now + restMs;
	return { became: 'waits', nextAt: dueAt, changes: rewrite('work', work, waiting(work, { dueAt }), 'previewed') };
}

/** The workflow writes again: what was only previewed is due at once. Pure. */
export function afterWriting(found: Found, batch: readonly Settlement[], now: number): Change[] {
	if (!previewOf(found).isOn || !batch.some((one) => isOfUpsert(one, found))) return [];
	return [{ do: 'releaseWaitingFor', waitsFor: 'writing', dueAt: now }, ...noteFact(found, 'preview', { isOn: false, lookAt: 0 })];
}

/** It went through the upsert of Xero, and not for the deletion policy. */
function isOfUpsert(one: Settlement, found: Found): boolean {
	if (one.fromXero !== undefined) return false;
	if (one.outcome === 'review') return found.work(one.subject)?.confirmed !== true;
	return one.outcome === 'synced' || (one.outcome === 'failed' && one.step === 'write');
}
