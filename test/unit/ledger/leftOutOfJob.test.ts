import fc from 'fast-check';
import { keepForecasts } from '../../../lib/ledger/decisions/forecasts';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { csv } from '../../../lib/ledger/report/csv';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { foreseen, PagesWorld, contactNumbered } from './pagesWorld';
import { review, START, synced } from './ledgerWorld';
import { reportOn } from './report/exampleReport';

const REASONS = ['lead', 'noEmail', 'withoutTag', '', '__proto__'] as const;
const records = (taken: Awaited<ReturnType<PagesWorld['take']>>) => (taken.taken ? taken.records : []);
const sum = (reasons: Readonly<Record<string, number>> = {}) => Object.values(reasons).reduce((all, count) => all + count, 0);

/** A dry run: of each contact why it is left out; null: it would be created. */
async function dryRun(pages: PagesWorld, why: ReadonlyArray<string | null>): Promise<void> {
	await pages.start('dry', { kind: 'dryRun' });
	for (let place = 0; (await pages.job('dry')).state === 'running'; ) {
		const page = await pages.page('dry');
		const forecasts = records(await pages.take(page)).map(({ subject }) => {
			const reason = why[place++] ?? null;
			return { subject, ...foreseen(subject, reason === null ? 'created' : 'skipped'), ...(reason !== null && { reason, contact: null, keys: [] }) };
		});
		await pages.world.store.change(keepForecasts('dry', page.token, { forecasts, failure: null }, pages.world.settings, pages.world.now));
	}
}

test('the page, JSON and CSV say of a dry run how many are left out for each reason', async () => {
	const pages = await PagesWorld.open(7, 3);
	await pages.world.notify(contactNumbered(6));
	await pages.world.store.change(decideRecord(contactNumbered(6), { do: 'never' }, 'ada', pages.world.now));
	await dryRun(pages, ['lead', null, 'noEmail', 'lead', null, 'lead']);
	expect(await pages.job('dry')).toMatchObject({ counts: { created: 2, other: 5 }, otherReasons: { lead: 3, noEmail: 1, neverSync: 1 } });
	const { text, report } = await reportOn(pages.world);
	expect(report.jobs[0]!.leftOut).toEqual([
		{ reason: 'lead', words: 'A lead: only users with an email are synchronised', count: 3 }, { reason: 'neverSync', words: 'A person decided never to sync it', count: 1 }, { reason: 'noEmail', words: 'Has no email', count: 1 },
	]);
	expect(text).toContain('<summary>Left out or gone: 5, by reason</summary><ul><li>A lead: only users with an email are synchronised: 3</li>');
	expect(csv(report)).toContain('"left out of dry","lead","A lead: only users with an email are synchronised",3\r\n');
});

test('what a job from before counted has no reason, and that is said', async () => {
	const pages = await PagesWorld.open(3, 3);
	await dryRun(pages, ['lead', 'lead', null]);
	const fact = pages.world.store.rows.tables.fact.get('job dry')!;
	pages.world.store.rows.tables.fact.set('job dry', { ...fact, value: { ...(fact.value as object), otherReasons: undefined } } as unknown as typeof fact);
	const { report } = await reportOn(pages.world);
	expect(report.jobs[0]!.leftOut).toEqual([{ reason: 'untold', words: 'Counted before reasons were kept', count: 2 }]);
});

test('whoever left Intercom stands in the whole as well', async () => {
	const pages = await PagesWorld.open(1);
	const { world } = pages;
	await world.notify(contactNumbered(0));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contactNumbered(0), { topic: 'contact.deleted' });
	expect((await reportOn(world)).report.standing).toContainEqual(expect.objectContaining({ key: 'gone', count: 1 }));
});

test('whatever becomes of the contacts of a run, each that is counted as left out or gone has a reason', async () => {
	const outcomes = fc.array(fc.constantFrom('synced', 'review', 'deleted', 'merged', 'removed', 'never', 'running', ...REASONS), { minLength: 1, maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(outcomes, fc.boolean(), async (came, isDry) => {
			const pages = await PagesWorld.open(came.length, 4);
			const { world } = pages;
			if (isDry) await dryRun(pages, came.map((one) => (REASONS.includes(one as (typeof REASONS)[number]) ? one : null)));
			else await liveRun(pages, came);
			const { counts, otherReasons, done } = await pages.job(isDry ? 'dry' : 'live');
			expect(done).toBe(came.length);
			expect([counts.other, otherReasons]).toEqual([sum(otherReasons), otherReasons]);
			const { jobs } = (await reportOn(world)).report;
			expect(sum(Object.fromEntries(jobs.flatMap(({ leftOut }) => leftOut).map(({ reason, count }) => [reason, count])))).toBe(counts.other);
			expect(jobs.flatMap(({ leftOut }) => leftOut).filter(({ reason, words }) => reason === 'untold' || words === '')).toEqual([]);
		}),
		{ numRuns: 60 },
	);
});

/** A migration: what becomes of each of its contacts. */
async function liveRun(pages: PagesWorld, came: readonly string[]): Promise<void> {
	const { world } = pages;
	for (const [place, one] of came.entries()) {
		if (one === 'never' || one === 'running') await world.notify(contactNumbered(place));
		if (one === 'never') await world.store.change(decideRecord(contactNumbered(place), { do: 'never' }, 'ada', world.now));
	}
	await pages.start('live');
	for (let isLast = false; !isLast; ) {
		const taken = await pages.take(await pages.page('live'), START / 1_000);
		isLast = taken.taken && taken.isLast;
		await world.settle(records(taken).map((one) => {
			const outcome = came[Number(one.subject.id.slice(1))]!;
			const read = { subject: one.subject, token: one.token, reason: '', requestIds: [] };
			if (outcome === 'review') return review(one);
			if (outcome === 'deleted' || outcome === 'merged') return { ...read, outcome: 'gone', how: outcome, ...(outcome === 'merged' && { winnerId: 'p999' }) } as Settlement;
			if (outcome === 'removed') return { ...read, outcome: 'removed', did: 'left' };
			return REASONS.includes(outcome as (typeof REASONS)[number]) ? { ...read, outcome: 'skipped', reason: outcome } : synced(one);
		}));
	}
}
